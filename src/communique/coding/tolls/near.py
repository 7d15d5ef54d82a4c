"""Numbers that no syntax tied to a word of loss, tied by standing beside it: the parser errs on headlines and lists."""

from collections.abc import Container, Iterator

from spacy.tokens import Doc, Token

from communique.coding.layers import Quantity
from communique.coding.tolls.people import Quantities, is_person
from communique.coding.tolls.table import EffectTable
from communique.model import Outcome

GAP = 5
"""Tokens between a number's phrase and the word of loss after it, at most."""
FILLERS = frozenset(
    (
        "others",
        "more",
        "people",
        "reported",
        "feared",
        "confirmed",
        "presumed",
        "believed",
        "reportedly",
        "also",
        "left",
        "been",
        "of",
    )
)


def after_number(doc: Doc, number: Quantity, lists: EffectTable) -> tuple[int, Outcome] | None:
    """ "30 others injured": the state that follows a number's phrase, and its outcome."""
    start = max(
        number.end, (number.noun or 0) + 1 if number.noun is not None and number.noun >= number.end else number.end
    )
    sentence_end = doc[number.start].sent.end
    for index in range(start, min(start + GAP, sentence_end)):
        token = doc[index]
        outcome = _state_of(token, lists)
        if outcome is not None:
            return (index, _paired(doc, index, outcome, lists)) if not _acts(token) else None
        if token.pos_ not in ("AUX", "ADV") and token.lower_ not in FILLERS:
            return None
    return None


def _paired(doc: Doc, index: int, outcome: Outcome, lists: EffectTable) -> Outcome:
    """ "dead and wounded", "killed or injured": not told apart."""
    if index + 2 >= len(doc) or doc[index + 1].lower_ not in ("and", "or", "/"):
        return outcome
    other = _state_of(doc[index + 2], lists)
    return "killed-or-injured" if {outcome, other} == {"killed", "injured"} else outcome


def _state_of(token: Token, lists: EffectTable) -> Outcome | None:
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower in lists.states:
        return lists.states[lower]
    if token.tag_ in ("VBN", "VBD", "JJ") and lower.endswith(("ed", "ain", "en", "urnt", "ang", "ung")):
        return lists.done_to.get(lemma)
    return lists.suffered.get(lemma) if token.pos_ == "VERB" and token.tag_ in ("VBN", "VBD", "VBP", "VB") else None


def _acts(token: Token) -> bool:
    """Whether the word has an object of its own: "12 soldiers killed five rebels"."""
    return any(child.dep_ == "dobj" for child in token.children)


def before_number(doc: Doc, number: Quantity, lists: EffectTable) -> tuple[int, Outcome] | None:
    """ "killing 12", "wounding at least 30": the verb right before a number."""
    index = number.start - 1
    if index < 0 or doc[index].pos_ not in ("VERB", "NOUN", "PROPN", "AUX"):
        return None
    outcome = lists.done_to.get(doc[index].lemma_.lower())
    if outcome is None or (number.noun is not None and not is_person(doc[number.noun], lists)):
        return None
    return index, outcome


def in_toll(doc: Doc, toll: Token, numbers: Quantities, lists: EffectTable, used: Container[int]) -> Iterator[Quantity]:
    """ "the death toll rose to 45", "a toll of 27 dead": the number that a joint leads to in the same sentence."""
    end = toll.sent.end
    for number in numbers.in_order:
        if not toll.i < number.start < min(end, toll.i + 16) or number.rule.endswith("is one") or number.start in used:
            continue
        before = doc[number.start - 1].lower_
        if before in lists.toll_joints or doc[number.start].lower_ == "from" or number.start == toll.i + 1:
            yield number
            return
