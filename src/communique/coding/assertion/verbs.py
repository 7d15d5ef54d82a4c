"""What a verb's own helpers, adverbs and tense say of the happening it names."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.coding.assertion.signals import Signal, signal
from communique.coding.assertion.table import AssertionTable

HELPERS = frozenset(("aux", "auxpass"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
PRESENT_BE = frozenset(("is", "are", "am", "'s", "'re", "’s", "’re"))
PAST_BE = frozenset(("was", "were"))
PERFECT = frozenset(("has", "have", "'ve", "’ve", "'s", "’s"))


def helpers(verb: Token) -> list[Token]:
    """The verb's auxiliaries, those of the verb it is coordinated with where they are shared."""
    own = [child for child in verb.children if child.dep_ in HELPERS]
    if own or verb.dep_ != "conj" or has_subject(verb) or verb.head.pos_ not in ("VERB", "AUX"):
        return own
    return [token for token in helpers(verb.head) if _shares(verb, token)]


def _shares(verb: Token, helper: Token) -> bool:
    """A helper is shared by a coordinated verb of the form it asks for."""
    if helper.tag_ in ("MD", "TO") or helper.lower_ in ("do", "does", "did"):
        return verb.tag_ == "VB"
    return verb.tag_ == verb.head.tag_ and verb.tag_ in ("VBN", "VBG")


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def own_signals(verb: Token, table: AssertionTable) -> Iterator[Signal]:
    """Negation, modality, tense and adverbs of a verb."""
    aux = helpers(verb)
    words = {token.lower_ for token in aux}
    yield from _negation(verb, table)
    for helper in aux:
        yield from (signal("negated", "negation", child) for child in helper.children if child.dep_ == "neg")
    yield from _modality(verb, aux, words, table)
    yield from _progressive(verb, words, table)
    yield from hedging(verb, table)


def hedging(word: Token, table: AssertionTable) -> Iterator[Signal]:
    """Adverbs of doubt that hang on a word."""
    for child in word.children:
        if child.dep_ in ("advmod", "npadvmod", "amod") and child.lower_ in table.hedges:
            yield signal("hedged", "adverb of doubt", child)


def _negation(verb: Token, table: AssertionTable) -> Iterator[Signal]:
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj") and child.lower_ in table.negators):
            if not _only(child):
                yield signal("negated", "negation", child)
        elif child.dep_ in ("nsubj", "nsubjpass") and _is_nobody(child, table):
            yield signal("negated", "no one did it", child)


def _only(negator: Token) -> bool:
    """ "not only", "not just" deny nothing."""
    following = negator.i + 1
    return following < len(negator.doc) and negator.doc[following].lower_ in ("only", "just", "merely", "simply")


def _is_nobody(subject: Token, table: AssertionTable) -> bool:
    if subject.lower_ in table.negators:
        return True
    return any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") for c in subject.children)


def _modality(verb: Token, aux: list[Token], words: set[str], table: AssertionTable) -> Iterator[Signal]:
    perfect = "have" in words and verb.tag_ in ("VBN", "VBD")
    for token in aux:
        effect = table.modals.get(token.lower_)
        if token.lower_ in ("would", "'d", "’d") and token.tag_ == "MD":
            yield from _would(verb, token, perfect=perfect, table=table)
        elif effect is None:
            continue
        elif perfect and token.lower_ in ("may", "might", "must", "could"):
            yield signal("hedged", "may have", token)
        elif effect == "planned" and _has_condition(verb, table):
            yield signal("hypothetical", "future under a condition", token)
        else:
            yield signal(effect, "modal", token)


def _would(verb: Token, token: Token, *, perfect: bool, table: AssertionTable) -> Iterator[Signal]:
    """ "said it would": a future told in the past; "would have": what did not come about; else what is imagined."""
    if perfect:
        yield signal("negated", "would have", token)
    elif _is_reported(verb) and not _has_condition(verb, table):
        yield signal("planned", "future in reported words", token)
    else:
        yield signal("hypothetical", "modal", token)


def _is_reported(verb: Token) -> bool:
    top = verb
    while top.dep_ in ("conj", "xcomp") and top.head != top:
        top = top.head
    if any(child.dep_ == "parataxis" and child.tag_ == "VBD" for child in top.children):
        return True
    if top.dep_ not in ("ccomp", "relcl", "acl"):
        return False
    told = top.head
    return told.tag_ in ("VBD", "VBN", "VBG", "NN", "NNS", "NNP") or any(c.lower_ == "did" for c in told.children)


def _has_condition(verb: Token, table: AssertionTable) -> bool:
    return any(child.dep_ == "advcl" and condition(child, table) is not None for child in verb.children)


def condition(clause: Token, table: AssertionTable) -> Token | None:
    """The word that makes a clause a condition ("if", "unless", "whether")."""
    for child in clause.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in table.conditions:
            return child
    return None


def _progressive(verb: Token, words: set[str], table: AssertionTable) -> Iterator[Signal]:
    """Present and present perfect progressive; a past one only where the words are reported in the past."""
    present = bool(words & PRESENT_BE)
    perfect = bool(words & PERFECT)
    if verb.tag_ == "VBG" and (present or (perfect and "been" in words)):
        yield signal("ongoing", "progressive", verb)
    elif verb.tag_ == "VBG" and words & PAST_BE and is_told_in_past(verb):
        yield signal("ongoing", "progressive in reported words", verb)
    elif verb.tag_ == "VBN" and present and "being" in words:
        yield signal("ongoing", "progressive", verb)
    elif verb.lemma_ in table.lasting and _holds_now(verb, words, present=present, perfect=perfect):
        yield signal("ongoing", "state that holds", verb)


def _holds_now(verb: Token, words: set[str], *, present: bool, perfect: bool) -> bool:
    if verb.tag_ == "VBN":
        return present or (perfect and "been" in words)
    return verb.tag_ in ("VBZ", "VBP") and not words


def is_told_in_past(verb: Token) -> bool:
    """Whether a verb stands in a clause that another tells of in the past ("said fighting was continuing")."""
    return verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")


def is_present(verb: Token) -> bool:
    """Whether a verb is in the present, the present perfect or a present progressive."""
    words = {token.lower_ for token in helpers(verb)}
    if words & (PRESENT_BE | PERFECT):
        return True
    if verb.tag_ == "VBG" and words & PAST_BE:
        return is_told_in_past(verb)
    return verb.tag_ in ("VBZ", "VBP") and not words
