"""Tolls from words of loss and numbers. Nothing is invented: people without a number make no toll, unless one is named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from communique.coding.layers import Quantity
from communique.coding.tolls import harm, near, victims
from communique.coding.tolls.assertion import is_negated, is_told
from communique.coding.tolls.mention import TollMention
from communique.coding.tolls.people import (
    ANYBODY,
    Quantities,
    index,
    is_nobody,
    is_one_person,
    is_person,
    number_of,
    phrase,
)
from communique.coding.tolls.table import EffectTable, table
from communique.model import Outcome

Reading = tuple[Outcome, Iterable[Token], str]
"""What a word says: the outcome, the heads of the phrases for those lost, and the rule."""
NARROW = frozenset(("captured", "arrested", "displaced", "missing"))
"""Outcomes whose words are used of things as well; for these those counted must be people."""
PHRASAL = frozenset(("down", "death"))
FAR = 8
"""Tokens between the word of loss and the number, above which the toll's words are those of the number alone."""
WORKERS_OF_LOSS = frozenset(("claim", "cost", "lose", "take"))


def find_tolls(doc: Doc, lists: EffectTable | None = None) -> list[TollMention]:
    """Every toll that a parsed ``Doc`` with ``doc._.quantities`` states, in the order of the text."""
    return _Finder(doc, lists if lists is not None else table()).find()


class _Finder:
    """The reading of one report: what was found, and which numbers are spent."""

    def __init__(self, doc: Doc, lists: EffectTable) -> None:
        self.doc = doc
        self.lists = lists
        self.numbers: Quantities = index(doc)
        self.found: list[TollMention] = []
        self.spent: set[int] = set()

    def find(self) -> list[TollMention]:
        """By syntax first, then by nearness for the numbers left."""
        for token in self.doc:
            if token.lemma_.lower() in self.lists.triggers or token.lower_ in self.lists.states:
                for outcome, heads, rule in self._readings(token):
                    self._take(token, outcome, heads, rule)
            if token.lemma_.lower() in self.lists.harming or token.lower_ in self.lists.fatal:
                for outcome, heads, rule in harm.readings(token, self.lists):
                    self._take(token, outcome, heads, rule)
            if token.lower_ in PHRASAL:
                self._phrasal(token)
        self._tolls_in_words()
        self._beside()
        return sorted(_merged(self.found, self.doc), key=lambda toll: (toll.start, toll.end, toll.outcome))

    def _readings(self, token: Token) -> Iterator[Reading]:
        """What a word of loss says, and of whom."""
        lemma = token.lemma_.lower()
        if token.lower_ in self.lists.states:
            yield self._state(token, lemma)
        elif token.pos_ == "VERB":
            yield from self._verb(token, lemma)
        if token.pos_ == "VERB":
            yield from self._losing(token, lemma)
        if token.pos_ == "NOUN":
            yield from self._nouns(token, lemma)

    def _state(self, token: Token, lemma: str) -> Reading:
        """ "12 dead", "30 were wounded": as a noun that is counted, as one of a pair, as a verb, as an adjective."""
        lists = self.lists
        outcome = lists.states[token.lower_]
        if self._counts(token):
            return outcome, [token], "state of people"
        if token.dep_ == "conj" and token.head.lower_ in lists.states and token.head.pos_ != "VERB":
            return outcome, [token.head], "state of people"
        if token.pos_ == "VERB" and lemma in lists.done_to:
            return lists.done_to[lemma], victims.done_to(token, lists), "verb of loss with its victims"
        return outcome, victims.state(token), "state of people"

    def _verb(self, token: Token, lemma: str) -> Iterator[Reading]:
        lists = self.lists
        if lemma in lists.done_to:
            outcome = "killed" if harm.is_fatal(token, lists) else lists.done_to[lemma]
            yield outcome, victims.done_to(token, lists), "verb of loss with its victims"
        elif lemma in lists.suffered:
            yield lists.suffered[lemma], victims.suffered(token), "verb of loss with its subject"
        elif lemma in lists.driving and self._from_home(token):
            yield "displaced", victims.done_to(token, lists), "people driven from home"
        elif lemma in lists.leaving and any(c.lower_ in lists.leaving_joints for c in token.children):
            yield "displaced", victims.suffered(token), "people leaving in numbers"

    def _losing(self, token: Token, lemma: str) -> Iterator[Reading]:
        """ "lost 20 men", "lost their lives", "sustained injuries"."""
        lists = self.lists
        if lemma in lists.losing:
            yield "killed", [v for v in victims.done_to(token, lists) if is_person(v, lists)], "people lost"
        if lemma in lists.losing or lemma in lists.sustaining:
            yield from self._suffers(token, lemma)

    def _phrasal(self, token: Token) -> None:
        """ "gunned down a judge", "beaten to death"; not "sentenced to death"."""
        verb = token.head if token.lower_ == "down" else token.head.head
        lemma, lists = verb.lemma_.lower(), self.lists
        if verb.pos_ != "VERB":
            return
        if token.lower_ == "down" and lemma in lists.down:
            self._take(verb, "killed", victims.done_to(verb, lists), "gunned down")
        if token.lower_ == "death" and token.head.lower_ == "to" and lemma in lists.to_death:
            self._take(verb, "killed", harm.struck(verb, lists), "to death")

    def _suffers(self, verb: Token, lemma: str) -> Iterator[Reading]:
        """ "lost their lives", "sustained injuries"."""
        for thing in victims.children(verb, "dobj"):
            if lemma in self.lists.losing and thing.lemma_ in self.lists.lives and not self._counts(thing):
                yield "killed", victims.suffered(verb), "lives lost"
            elif lemma in self.lists.sustaining and thing.lemma_ in self.lists.wounds and not self._counts(thing):
                yield "injured", victims.suffered(verb), "injuries sustained"

    def _nouns(self, token: Token, lemma: str) -> Iterator[Reading]:
        lists = self.lists
        if lemma in lists.counted and self._counts(token):
            yield lists.counted[lemma], [token], "counted noun of loss"
        elif lemma in lists.happened_to:
            heads = [*victims.of_noun(token), *victims.said_to_be(token)]
            yield lists.happened_to[lemma], heads, "noun of loss with its victims"
        elif lemma in lists.lives and (token.head.lemma_ in WORKERS_OF_LOSS or token.nbor(1).lower_ == "lost"):
            yield "killed", [token], "lives lost"
        elif lemma in lists.bodies:
            counted = self._counts(token)
            yield "killed", [token] if counted else victims.of_noun(token), "bodies"
        elif lemma in lists.captives and token.head.lemma_ in lists.taking:
            heads = [token] if self._counts(token) else list(victims.done_to(token.head, lists))
            yield "captured", [head for head in heads if head.i != token.i or self._counts(token)], "people taken"

    def _counts(self, noun: Token) -> bool:
        number = number_of(noun, self.numbers)
        return number is not None and not number.rule.endswith("article is one")

    def _from_home(self, verb: Token) -> bool:
        return any(
            child.lower_ in ("from", "out") and any(t.lemma_.lower() in self.lists.homes for t in child.subtree)
            for child in verb.children
            if child.dep_ in ("prep", "advmod", "prt")
        )

    def _take(self, trigger: Token, outcome: Outcome, heads: Iterable[Token], rule: str) -> None:
        named = list(heads)
        if not named or not is_told(trigger, self.lists):
            return
        for head in named:
            for victim in self._without_breakdown(list(victims.with_conjuncts(head))):
                number = number_of(victim, self.numbers)
                if victim.i != head.i and number is not None and self._is_share(number):
                    continue
                toll = self._toll(trigger, outcome, victim, rule)
                if toll is not None:
                    self._keep(toll)

    def _without_breakdown(self, listed: list[Token]) -> list[Token]:
        """ "nine suspects, six men and three boys": a list that adds up to its first number tells it again."""
        numbers = [number_of(victim, self.numbers) for victim in listed]
        counts = [number.low for number in numbers if number is not None and number.low is not None]
        if len(listed) > 2 and len(counts) == len(listed) and counts[0] == sum(counts[1:]):
            return listed[:1]
        return listed

    def _toll(self, trigger: Token, outcome: Outcome, victim: Token, rule: str) -> TollMention | None:
        number = number_of(victim, self.numbers)
        if is_nobody(victim) and not (number and number.noun not in (None, victim.i)):
            return self._made(trigger, outcome, victim, number, (0, 0), f"{rule}; nobody")
        if is_negated(trigger):
            return (
                self._made(trigger, outcome, victim, None, (0, 0), f"{rule}; negated")
                if victim.lower_ in ANYBODY
                else None
            )
        if number is not None and (number.low is not None or number.high is not None):
            counted = self.doc[number.noun] if number.noun is not None else None
            if not self._fits(counted, outcome, number):
                return None
            return self._made(trigger, outcome, victim, number, (number.low, number.high), f"{rule}; {number.rule}")
        if number is None and outcome != "displaced" and is_one_person(victim, self.lists):
            return self._made(trigger, outcome, victim, None, (1, 1), f"{rule}; one person")
        return None

    def _fits(self, counted: Token | None, outcome: Outcome, number: Quantity) -> bool:
        """Whether those counted can be people; "a" counts one only where the noun is one person."""
        if counted is None:
            return True
        lemma = counted.lemma_.lower()
        if lemma in self.lists.not_persons and counted.lower_ not in self.lists.states:
            return False
        if number.rule.endswith("article is one"):
            return is_person(counted, self.lists) and lemma not in self.lists.groups
        if number.rule.endswith("none") and (counted.tag_ == "NN" or self.doc[number.start].lower_ == "none"):
            return False
        is_loss = lemma in self.lists.counted or counted.lower_ in self.lists.states or lemma in self.lists.captives
        return outcome not in NARROW or is_loss or is_person(counted, self.lists) or counted.pos_ != "NOUN"

    def _made(
        self,
        trigger: Token,
        outcome: Outcome,
        victim: Token,
        number: Quantity | None,
        bounds: tuple[int | None, int | None],
        rule: str,
    ) -> TollMention:
        who = phrase(victim, number) if victim.i != trigger.i else None
        first = min([number.start] if number else [victim.left_edge.i if who is None else who[0]])
        last = max(number.end if number else 0, who[1] if who else 0, victim.i + 1)
        if number is None and who is not None:
            first = _with_determiner(self.doc, who[0])
        if first - FAR <= trigger.i < last + FAR:
            first, last = min(first, trigger.i), max(last, trigger.i + 1)
        last = max(last, self._tail(trigger))
        if trigger.lower_ == "dead" and trigger.i and trigger.nbor(-1).lemma_ == "shoot":
            first = min(first, trigger.i - 1)
        if trigger.sent.start > first or last > trigger.sent.end:
            first, last = max(first, trigger.sent.start), min(last, trigger.sent.end)
        return TollMention(
            first, last, outcome, who, number, bounds[0], bounds[1], trigger.i, victim.i, f"toll: {rule}"
        )

    def _tail(self, trigger: Token) -> int:
        """Where a verb ends with what belongs to it: "gunned down", "beaten to death", "lost their lives"."""
        end = trigger.i
        for child in trigger.children:
            inner = next((c for c in child.children if c.lower_ == "death"), None) if child.lower_ == "to" else None
            if child.dep_ == "prt" or (child.dep_ == "dobj" and child.lemma_ in self.lists.lives | self.lists.wounds):
                end = max(end, child.i)
            elif inner is not None:
                end = max(end, inner.i)
        return end + 1 if end > trigger.i else 0

    def _keep(self, toll: TollMention) -> None:
        key = toll.quantity.start if toll.quantity is not None else -1 - toll.victim
        if any(self._key(other) == key and other.outcome == toll.outcome for other in self.found):
            return
        self.spent.add(key)
        self.found.append(toll)

    @staticmethod
    def _key(toll: TollMention) -> int:
        return toll.quantity.start if toll.quantity is not None else -1 - toll.victim

    def _tolls_in_words(self) -> None:
        """ "the death toll rose to 45"."""
        for token in self.doc:
            if token.lemma_.lower() in self.lists.toll_words and token.pos_ == "NOUN" and is_told(token, self.lists):
                for number in near.in_toll(self.doc, token, self.numbers, self.lists, self.spent):
                    victim = self.doc[number.noun] if number.noun is not None else self.doc[number.start]
                    changed = self.doc[number.start].lower_ == "from"
                    bounds = (number.high if changed else number.low, number.high)
                    self._keep(self._made(token, "killed", victim, number, bounds, f"death toll; {number.rule}"))

    def _beside(self) -> None:
        """Numbers left over that stand right beside a word of loss."""
        sides: tuple[Callable[[Doc, Quantity, EffectTable], tuple[int, Outcome] | None], ...] = (
            near.before_number,
            near.after_number,
        )
        for number in self.numbers.in_order:
            if number.start in self.spent or number.rule.endswith("article is one") or self._is_share(number):
                continue
            for side in sides:
                found = side(self.doc, number, self.lists)
                if found is not None:
                    self._take_beside(number, *found)
                    break

    def _is_share(self, number: Quantity) -> bool:
        """ "two of them children", "nine out of 12": a part of those already counted, or the whole they are part of."""
        if number.start > 2 and self.doc[number.start - 2 : number.start].text.lower() == "out of":
            return True
        following = self.doc[number.end : number.end + 2]
        return (
            len(following) == 2
            and following[0].lower_ == "of"
            and following[1].lower_ in ("them", "whom", "those", "these")
        )

    def _take_beside(self, number: Quantity, trigger: int, outcome: Outcome) -> None:
        token = self.doc[trigger]
        victim = self.doc[number.noun] if number.noun is not None else self.doc[number.start]
        counted = self.doc[number.noun] if number.noun is not None else None
        if (number.low is None and number.high is None) or not self._fits(counted, outcome, number):
            return
        if is_told(token, self.lists) and not is_negated(token):
            bounds = (number.low, number.high)
            self._keep(
                self._made(token, outcome, victim, number, bounds, f"number beside a word of loss; {number.rule}")
            )


def _with_determiner(doc: Doc, start: int) -> int:
    """A phrase with the article or owner before it."""
    return start - 1 if start and doc[start - 1].dep_ in ("det", "poss") else start


JOINTS = frozenset(("and", "or", "/", ",", "either", "then", "later"))
BOTH = frozenset(("killed", "injured"))


def _merged(found: list[TollMention], doc: Doc) -> list[TollMention]:
    """One figure told with several words: "killed and wounded scores" is one toll of both, not two."""
    by_number: dict[int, list[TollMention]] = {}
    for toll in found:
        by_number.setdefault(toll.quantity.start if toll.quantity is not None else -1 - toll.victim, []).append(toll)
    merged: list[TollMention] = []
    for same in by_number.values():
        merged += _of_one_number(sorted(same, key=lambda toll: toll.trigger), doc)
    return merged


UNDECIDED = "toll: hit, dead or not"
"""Who is shot, and of whom more is told, is what is told of him."""


def _of_one_number(same: list[TollMention], doc: Doc) -> list[TollMention]:
    """The tolls that one number makes. Joined by "or", deaths and captures are not told apart, and there is no outcome for that."""
    outcomes = {toll.outcome for toll in same}
    if len(outcomes) == 1:
        return same[:1]
    told = [toll for toll in same if not toll.rule.startswith(UNDECIDED)]
    if told and len(told) < len(same):
        return _of_one_number(told, doc)
    between = doc[same[0].trigger + 1 : same[-1].trigger]
    joined = len(between) <= 3 and all(token.lower_ in JOINTS for token in between)
    if joined and outcomes <= BOTH | {"killed-or-injured"}:
        start, end = min(t.start for t in same), max(t.end for t in same)
        return [
            replace(same[0], start=start, end=end, outcome="killed-or-injured", rule=f"{same[0].rule}; not told apart")
        ]
    if not joined and outcomes == BOTH:
        return [min(same, key=lambda toll: abs(toll.trigger - toll.victim))]
    return [] if any(token.lower_ == "or" for token in between) else same


__all__ = ["find_tolls"]
