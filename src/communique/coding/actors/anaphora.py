"""Pronouns and definite descriptions traced to the actor they stand for, where the text allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.coding.actors import naming
from communique.coding.actors.grammar import Description, Grammar, Pronoun
from communique.coding.actors.mentions import Found, moved
from communique.coding.actors.scene import Scene, located
from communique.coding.actors.senses import Reading

GUESSED = "the report's country"
"""In the rule of a name that was completed with a country from elsewhere in the report."""
NEAR = 2
"""Sentences back in which a pronoun's antecedent is looked for."""
WITHIN = 5
"""Sentences back for a description whose head differs from its antecedent's."""
POINTING = frozenset(("the", "these", "those", "this", "that", "both", "such"))
COLLECTIVE = frozenset(
    (
        "rebel-group",
        "political-militia",
        "identity-militia",
        "armed-group",
        "state-forces",
        "police",
        "government",
        "external-forces",
        "organisation",
        "mission",
        "political-party",
    )
)
"""Kinds that a singular name may have and yet be "they"."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was met so far: mentions in the order of the text, with the number of their sentence."""

    items: list[tuple[int, Found]]

    def before(self, token: Token, sentence: int, back: int) -> list[tuple[int, Found]]:
        """Mentions that end before a token, at most ``back`` sentences earlier, nearest first."""
        near = []
        for number, item in reversed(self.items):
            if number < sentence - back:
                break
            if item.end <= token.i:
                near.append((sentence - number, item))
        return near


def trace(found: Sequence[Found], scene: Scene) -> list[Found]:
    """All mentions, descriptions resolved and pronouns added, in the order of the text."""
    grammar = scene.grammar
    numbers = _sentence_numbers(scene)
    waiting: list[Found | Token] = [*found, *_pronouns(scene)]
    waiting.sort(key=lambda item: item.i if isinstance(item, Token) else item.head.i)
    memory = Memory([])
    resolved: list[Found] = []
    for item in waiting:
        token = item if isinstance(item, Token) else item.head
        sentence = numbers[token.i]
        for one in _resolve(item, sentence, memory, scene):
            resolved.append(one)
            if _can_be_met(one, grammar):
                memory.items.append((sentence, one))
    return _owned(resolved, grammar)


def _resolve(item: Found | Token, sentence: int, memory: Memory, scene: Scene) -> list[Found]:
    if isinstance(item, Token):
        return _pronoun(item, sentence, memory, scene.grammar)
    return _described(item, sentence, memory, scene)


def _sentence_numbers(scene: Scene) -> list[int]:
    numbers = [0] * len(scene.doc)
    for number, sentence in enumerate(scene.doc.sents):
        numbers[sentence.start : sentence.end] = [number] * (sentence.end - sentence.start)
    return numbers


def _pronouns(scene: Scene) -> list[Token]:
    grammar = scene.grammar
    return [
        token
        for token in scene.doc
        if token.pos_ in ("PRON", "DET", "SCONJ")
        and (token.lower_ in grammar.pronouns or (token.lower_ in grammar.relatives and token.tag_ in RELATIVE_TAGS))
    ]


RELATIVE_TAGS = frozenset(("WDT", "WP", "WP$"))


def _can_be_met(item: Found, grammar: Grammar) -> bool:
    """A name that only tells where is no antecedent, nor is a relative pronoun."""
    if item.head.tag_ in RELATIVE_TAGS:
        return False
    place = item.reading.kind == "government" and item.reading.rule.startswith(("state list", "capital list"))
    return not (place and located(item.head, grammar))


def _pronoun(token: Token, sentence: int, memory: Memory, grammar: Grammar) -> list[Found]:
    if token.lower_ in grammar.relatives:
        return _relative(token, memory)
    table = grammar.pronouns[token.lower_]
    if token.lower_ == "it" and is_empty_it(token, grammar):
        return []
    best = _best(token, table, memory.before(token, sentence, NEAR))
    if not best:
        return []
    return [_traced(token, token.i, token.i + 1, item, f"pronoun '{token.text}'") for item in best]


def _relative(token: Token, memory: Memory) -> list[Found]:
    clause = token.head
    while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "relcl":
        return []
    heads = [item for _, item in memory.items if item.head.i == clause.head.i]
    return [_traced(token, token.i, token.i + 1, item, f"relative '{token.text}'") for item in heads]


def is_empty_it(token: Token, grammar: Grammar) -> bool:
    """Whether "it" stands for no one: "it is clear that", "it took hours", "it is raining"."""
    verb = token.head
    if token.dep_ == "expl" or (token.dep_ == "dobj" and verb.lemma_ in grammar.saying):
        return True
    if token.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_.lower() not in grammar.empty_it:
        return verb.dep_ == "ROOT" and any(child.dep_ == "csubj" for child in verb.children) and token.dep_ == "nsubj"
    if verb.lemma_ in ("be", "seem", "appear", "become"):
        clauses = [child for child in verb.children if child.dep_ in grammar.anticipated or child.dep_ == "acomp"]
        return bool(clauses) or any(child.dep_ in ("attr", "npadvmod") for child in verb.children)
    return verb.lemma_.lower() != "take" or any(child.ent_type_ in TIMES for child in verb.children)


TIMES = frozenset(("DATE", "TIME", "CARDINAL", "QUANTITY"))


def _best(token: Token, table: Pronoun, near: list[tuple[int, Found]]) -> list[Found]:
    """The best antecedent; two where the phrase that fits is a list ("Malian and French forces")."""
    scored = [(score, item) for distance, item in near if (score := _score(token, table, distance, item)) is not None]
    if not scored:
        return []
    top = max(scored, key=lambda pair: pair[0])[1]
    return (
        [item for _, item in reversed(scored) if (item.start, item.end) == (top.start, top.end)]
        if table.plural
        else [top]
    )


def _score(token: Token, table: Pronoun, distance: int, item: Found) -> float | None:
    """How well a mention fits a pronoun; null where it cannot be meant. Subjects and near ones are preferred."""
    if not _agrees(table, item) or _same_clause(token, table, item):
        return None
    score = -2.0 * distance
    parallel = ("nsubjpass", "dobj") if token.dep_ == "nsubjpass" else ("nsubj", "nsubjpass")
    if _main_dep(item.head) in parallel:
        score += 1.5
    elif item.head.dep_ in ("poss", "compound", "amod", "nmod"):
        score -= 1.0
    if table.plural:
        score += 1.0 if item.plural else -0.5
    if item.reading.name is None:
        score -= 1.0
    return score - (token.i - item.head.i) / 100.0


def _main_dep(head: Token) -> str:
    """The relation of a phrase to its verb, a list's being that of its first part."""
    while head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head.dep_


def _agrees(table: Pronoun, item: Found) -> bool:
    reading = item.reading
    if table.person:
        return reading.person and not (item.plural and item.head.pos_ == "NOUN")
    if table.thing:
        return not reading.person and not item.plural and reading.kind in COLLECTIVE
    return item.plural or (not reading.person and reading.kind in COLLECTIVE and item.head.pos_ != "ADJ")


def _same_clause(token: Token, table: Pronoun, item: Found) -> bool:
    """An object is never the subject of its own verb, unless by "-self"."""
    if table.possessive or token.lower_.endswith(("self", "selves")):
        return False
    return (
        item.head.head == token.head
        or item.head == token.head
        or (token.head.head == item.head.head and token.dep_ == "pobj")
    )


def _traced(head: Token, start: int, end: int, to: Found, what: str) -> Found:
    text = to.head.doc[to.start : to.end].text
    span = to.traced or (to.start, to.end)
    if to.traced is not None:
        text = to.head.doc[span[0] : span[1]].text
    guessed = f" + {GUESSED}" if GUESSED in to.reading.rule else ""
    reading = replace(to.reading, rule=f"{what} → '{text}'{guessed}", plural=to.plural, open=False)
    return Found(head, start, end, reading, span)


def _described(item: Found, sentence: int, memory: Memory, scene: Scene) -> list[Found]:
    """ "The group", "the attackers": the actor met before, if one fits; else the phrase as it was read."""
    lemma = item.head.lemma_.lower()
    if item.head.lower_ in scene.grammar.sides_words and item.reading.name is None:
        return _sides(item, memory.before(scene.doc[item.start], sentence, WITHIN), scene)
    table = scene.grammar.definite.get(lemma)
    if table is None or not item.reading.open or not _points(item) or _tells_itself(item):
        return [item]
    before = memory.before(scene.doc[item.start], sentence, len(scene.doc))
    if lemma in scene.grammar.state_heads:
        before = [pair for pair in before if pair[0] <= 1]
    earlier = _same_head(lemma, before) or _compatible(item, table, before, scene.grammar)
    what = f"'{scene.doc[item.start : item.end].text}'"
    return [item if earlier is None else _described_as(item, earlier, what)]


def _sides(item: Found, before: list[tuple[int, Found]], scene: Scene) -> list[Found]:
    """ "Both sides", "the warring parties": the last two actors that can be sides of a fight or of talks."""
    met: dict[str, Found] = {}
    for distance, other in before:
        reading = other.reading
        if distance > WITHIN or len(met) == 2:
            break
        if reading.name is not None and not reading.person and (reading.armed or reading.kind == "government"):
            met.setdefault(reading.name, other)
    what = f"'{scene.doc[item.start : item.end].text}'"
    return [_described_as(item, other, what) for other in reversed(met.values())] if len(met) == 2 else [item]


def _points(item: Found) -> bool:
    """Whether "the", "this" or the like stands before the head."""
    return any(child.lower_ in POINTING for child in item.head.children if child.i < item.head.i)


def _tells_itself(item: Found) -> bool:
    """Whether the phrase goes on to say which one is meant ("the group behind ..."), or has a name in it."""
    if sum(child.dep_ in ("amod", "compound", "nmod") for child in item.head.children) > 1:
        return True
    for child in item.head.children:
        if child.i > item.head.i and child.dep_ in ("relcl", "acl", "prep") and child.lower_ != "of":
            return child.dep_ != "prep" or child.i == item.head.i + 1
        if child.pos_ == "PROPN" and child.i < item.head.i and child.dep_ in ("compound", "nmod"):
            return True
    return item.head.pos_ == "PROPN"


def _described_as(item: Found, earlier: Found, what: str) -> Found:
    traced = _traced(item.head, item.start, item.end, earlier, what)
    person = item.reading.person
    return replace(traced, reading=replace(traced.reading, person=person, plural=item.plural))


def _same_head(lemma: str, before: list[tuple[int, Found]]) -> Found | None:
    """The nearest earlier phrase of the same head that says whose it is ("the rebels" after "Houthi rebels")."""
    for _, item in before:
        reading = item.reading
        if item.head.lemma_.lower() == lemma and not reading.open and reading.name is not None and item.traced is None:
            return item
    return None


def _compatible(item: Found, table: Description, before: list[tuple[int, Found]], grammar: Grammar) -> Found | None:
    """The nearest earlier actor that a general head may stand for, subjects preferred."""
    lemma = item.head.lemma_.lower()
    if lemma not in grammar.general_heads or lemma in grammar.fixed_stance or lemma in grammar.state_heads:
        return None
    scored: list[tuple[float, int, Found]] = []
    for distance, other in before:
        if distance > WITHIN:
            break
        if other.head.dep_ not in ("compound", "amod", "nmod") and _fits(item, table, other.reading):
            bonus = 1.0 if other.head.dep_ in ("nsubj", "nsubjpass") else 0.0
            scored.append((bonus - distance, -len(scored), other))
    return max(scored, key=lambda triple: triple[:2])[2] if scored else None


def _fits(item: Found, table: Description, reading: Reading) -> bool:
    if reading.name is None or (table.kinds and reading.kind not in table.kinds):
        return False
    if table.armed is not None and reading.armed is not None and reading.armed != table.armed:
        return False
    return not (reading.person and item.plural) and not (reading.open and reading.name == item.reading.name)


def _owned(found: Sequence[Found], grammar: Grammar) -> list[Found]:
    """ "Its troops", "his government": whose they are is told by the pronoun's antecedent."""
    owners = {item.head.i: item for item in found if item.traced is not None and item.head.dep_ == "poss"}
    return [_of_owner(item, owners, grammar) for item in found]


def _of_owner(item: Found, owners: dict[int, Found], grammar: Grammar) -> Found:
    if not item.reading.open:
        return item
    for child in item.head.children:
        owner = owners.get(child.i)
        if owner is None or owner.head.dep_ != "poss":
            continue
        follows = item.reading.armed is not False or item.head.lemma_.lower() in grammar.followers
        if owner.reading.armed and follows and (item.reading.armed is False or owner.reading.kind != "state-forces"):
            return replace(
                item, reading=replace(owner.reading, rule=f"'{child.text}' → {owner.reading.name}", open=False)
            )
        if owner.reading.country and item.reading.kind is None:
            country = owner.reading.country
            rule = f"{item.reading.rule} + '{child.text}'"
            return replace(item, reading=Reading(naming.military(country), "state-forces", country, True, rule))
        if owner.reading.country:
            return replace(item, reading=moved(item.reading, owner.reading.country, f" + '{child.text}'"))
    return item
