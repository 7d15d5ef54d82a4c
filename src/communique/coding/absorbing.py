"""Losses laid to the happening that caused them, so that a blast and its dead are one event.

"The blast killed 12", "12 died in the blast", "gunmen stormed the town, killing 12": the verb of loss names no happening of its
own. Its victims, toll, place and time go to the happening it is tied to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from communique.codebook.grammar import grammar
from communique.coding.draft import Draft, Loss, Party, is_generic
from communique.coding.phrases import path_up

PLAIN = frozenset(("attack", "armed-clash", "protest-excessive-force"))
"""Types of a bare "killed"; one that is told with its weapon is a happening of its own."""
CAUSE_SLOTS = ("subject", "in", "by", "during", "from", "after", "when", "with")
TIED = frozenset(("advcl", "conj", "relcl", "acl", "xcomp", "ccomp"))


def absorb(drafts: Sequence[Draft], effects: frozenset[str]) -> list[Draft]:
    """The drafts with each loss folded into its cause. ``effects`` are lemmas of verbs and nouns of loss."""
    by_head = {draft.happening.head: draft for draft in drafts}
    target: dict[int, int] = {}
    for draft in drafts:
        cause = _cause(draft, by_head, effects)
        if cause is not None and _last(cause, target) != draft.happening.head:
            target[draft.happening.head] = cause
    folded = dict(by_head)
    for head in target:
        final = _last(head, target)
        folded[final] = _fold(folded[final], by_head[head])
        del folded[head]
    return [folded[draft.happening.head] for draft in drafts if draft.happening.head in folded]


def _last(head: int, target: Mapping[int, int]) -> int:
    """The end of a chain of causes; ``absorb`` adds no cause that would close a circle."""
    while head in target:
        head = target[head]
    return head


def _cause(draft: Draft, by_head: Mapping[int, Draft], effects: frozenset[str]) -> int | None:
    head = draft.happening.slots.head
    taking = _taking_over(draft, by_head)
    if taking is not None:
        return taking
    if head.lemma_.lower() not in effects or draft.type not in grammar().violent_types:
        return None
    for slot in CAUSE_SLOTS:
        for token in draft.happening.slots.get(slot):
            if _can_cause(token.i, draft, by_head, effects):
                return token.i
    above = _above(head)
    if above is not None:
        for index in (above.i, *(child.i for child in above.children if child.dep_ in ("dobj", "nsubj", "nsubjpass"))):
            if _can_cause(index, draft, by_head, effects):
                return index
    if draft.type not in PLAIN:
        return None
    beside = _beside(draft, by_head, effects)
    return beside if beside is not None else _told_before(draft, by_head, effects)


def _taking_over(draft: Draft, by_head: Mapping[int, Draft]) -> int | None:
    """ "Recaptured the town after heavy fighting": the fight for a place that changes hands is not told apart (codebook)."""
    head = draft.happening.slots.head
    if (
        draft.type != "armed-clash"
        or head.dep_ != "pobj"
        or head.head.lower_ not in ("after", "in", "following", "amid", "during")
    ):
        return None
    over = by_head.get(head.head.head.i)
    return over.happening.head if over is not None and over.type in grammar().takings else None


def _beside(draft: Draft, by_head: Mapping[int, Draft], effects: frozenset[str]) -> int | None:
    """The attack of the same sentence, for a loss that names no doer of its own ("shelling kills three")."""
    if draft.initiators:
        return None
    sentence = draft.happening.slots.head.sent
    near = [
        head
        for head, other in by_head.items()
        if sentence.start <= head < sentence.end
        and other.happening.slots.head.lemma_.lower() not in effects
        and _can_cause(head, draft, by_head, effects)
        and not _bounds(other.happening.slots.head)
    ]
    return min(near, key=lambda head: abs(head - draft.happening.head), default=None)


def _bounds(noun: Token) -> bool:
    """Whether a noun only says since or until when ("since the start of the conflict")."""
    return any(token.dep_ == "prep" and token.lower_ in ("since", "before", "until") for token in path_up(noun)[:5])


def _told_before(draft: Draft, by_head: Mapping[int, Draft], effects: frozenset[str]) -> int | None:
    """ "Police said four people were killed": the dead of the attack told in the sentences before, where nothing else is said."""
    if draft.initiators or draft.place is not None or draft.time is not None or draft.status != "actual":
        return None
    sentence = draft.happening.slots.head.sent
    first = _sentences_back(sentence, LOOK_BACK_SENTENCES)
    before = [head for head in by_head if first <= head < sentence.start and _can_cause(head, draft, by_head, effects)]
    own = [head for head in before if by_head[head].happening.slots.head.lemma_.lower() not in effects]
    return max(own, default=None)


def _sentences_back(sentence: Span, count: int) -> int:
    """The index of the first token of the sentence ``count`` sentences before."""
    start = sentence.start
    for _ in range(count):
        if start == 0:
            break
        start = sentence.doc[start - 1].sent.start
    return start


def _above(head: Token) -> Token | None:
    """The word that a participle or coordinated verb of loss hangs on."""
    return head.head if head.dep_ in TIED and head.head != head else None


def _can_cause(index: int, draft: Draft, by_head: Mapping[int, Draft], effects: frozenset[str]) -> bool:
    cause = by_head.get(index)
    if cause is None or cause is draft or cause.type not in grammar().violent_types or cause.status == "negated":
        return False
    if index == draft.happening.head:
        return False
    both_losses = cause.happening.slots.head.lemma_.lower() in effects
    return not both_losses or index < draft.happening.head


def _fold(cause: Draft, loss: Draft) -> Draft:
    return replace(
        cause,
        recipients=_merge(cause, loss.recipients),
        initiators=cause.initiators or loss.initiators,
        tolls=(*cause.tolls, *(toll for toll in loss.tolls if toll not in cause.tolls)),
        place=cause.place or loss.place,
        time=cause.time or loss.time,
        weapon=cause.weapon or loss.weapon,
        speech=cause.speech or (loss.speech if loss.sentence == cause.sentence else None),
    )


def _merge(cause: Draft, victims: tuple[Party, ...]) -> tuple[Party, ...]:
    """The recipients with the victims that they do not name yet; "rebels" add nothing to a rebel group by name."""
    names = {party.actor.name or party.actor.text for party in (*cause.recipients, *cause.initiators)}
    fighters = any(party.armed and not is_generic(party) for party in cause.recipients)
    added = [
        party
        for party in victims
        if (party.actor.name or party.actor.text) not in names and not (fighters and party.armed and is_generic(party))
    ]
    return (*cause.recipients, *added)


def attach(losses: Sequence[Loss], heads: Sequence[Draft]) -> dict[int, list[Loss]]:
    """Losses by the head token of the happening that they belong to: their own verb's, else the nearest violent one's.

    A loss that is too far from any goes on from the loss told shortly before it.
    """
    by_head = {draft.happening.head: draft for draft in heads}
    found: dict[int, list[Loss]] = {}
    last: tuple[Loss, int] | None = None
    for loss in losses:
        owner = loss.trigger if loss.trigger in by_head else _owner(loss, heads)
        if owner is None and last is not None and _goes_on(loss, *last, by_head):
            owner = last[1]
        if owner is not None:
            found.setdefault(owner, []).append(loss)
            last = loss, owner
    return found


def _goes_on(loss: Loss, before: Loss, owner: int, by_head: Mapping[int, Draft]) -> bool:
    """ "... killed 12. Officials gave no names. 30 were wounded": one count of losses over several sentences."""
    draft = by_head[owner]
    doc = draft.happening.slots.head.doc
    first = _sentences_back(doc[loss.trigger].sent, LOOK_BACK_SENTENCES)
    return first <= before.trigger < loss.trigger and _suits(draft, loss)


LOOK_BACK_SENTENCES = 2


def _owner(loss: Loss, heads: Sequence[Draft]) -> int | None:
    """The violent happening of the same sentence nearest to the loss, else the last of the two sentences before."""
    suitable = [draft for draft in heads if _suits(draft, loss)]
    if not suitable:
        return None
    doc = suitable[0].happening.slots.head.doc
    sentence = doc[loss.trigger].sent
    inside = [d for d in suitable if sentence.start <= d.happening.head < sentence.end]
    if inside:
        return min(inside, key=lambda draft: abs(draft.happening.head - loss.trigger)).happening.head
    before = [d for d in suitable if d.happening.head < sentence.start]
    first = _sentences_back(sentence, LOOK_BACK_SENTENCES)
    before = [d for d in before if d.happening.head >= first]
    return before[-1].happening.head if before else None


BY_OUTCOME = {
    "captured": frozenset(
        ("abduction", "arrest", "armed-clash", "territory-captured", "territory-regained", "attack", "retreat")
    ),
    "arrested": frozenset(("arrest", "protest-intervention", "riot", "protest", "weapons-disrupted", "coup")),
    "displaced": frozenset(("displacement",)),
}


def _suits(draft: Draft, loss: Loss) -> bool:
    wanted = BY_OUTCOME.get(loss.toll.outcome)
    return draft.type in wanted if wanted is not None else draft.type in grammar().violent_types or draft.type == "coup"
