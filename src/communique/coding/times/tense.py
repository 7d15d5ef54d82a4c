"""Whether a sentence looks ahead of its report at a time that it names: by auxiliary, and by verbs of plan."""

from collections.abc import Container

from spacy.tokens import Doc, Token

WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "sha", "gonna"))
UNTIL = frozenset(("until", "till", "til"))
AHEAD_OF = frozenset(("as early as", "as soon as", "as late as", "no later than", "no earlier than", "no sooner than"))
"""Said of what is still to come, whatever the tense round it."""
PUT_OFF = frozenset(("postpone", "delay", "defer", "extend", "prolong", "adjourn", "suspend", "give", "allow", "have"))
"""What is put off or allowed until a day, even in the past tense, is so until a day ahead."""
MAX_CLIMB = 12


def outlook(doc: Doc, start: int, end: int, ahead: Container[str]) -> int:
    """1 where the verb over the tokens is of the future or of a plan, -1 where it is of the past, else 0.

    ``ahead`` are lemmas of planning.
    """
    verb = governing(doc[start:end].root)
    if verb is None:
        return 0
    before = doc[start - 1].lower_ if start else ""
    if doc[max(0, start - 3) : start].text.lower() in AHEAD_OF or (before in UNTIL and verb.lemma_.lower() in PUT_OFF):
        return 1
    if before in (*UNTIL, "by") and verb.tag_ not in ("VBD", "VBN"):
        return 1
    if _looks_ahead(verb, ahead):
        return 1
    return -1 if _is_past(verb) or (verb.tag_ == "VBN" and not _is_bare(verb)) else 0


def governing(token: Token) -> Token | None:
    """The nearest verb above a token, or an adjective that governs as one ("due")."""
    for _ in range(MAX_CLIMB):
        head = token.head
        if head.i == token.i:
            return token if token.pos_ in ("VERB", "AUX") else None
        if head.pos_ in ("VERB", "AUX") or (head.pos_ == "ADJ" and head.dep_ in ("acomp", "xcomp", "ROOT", "advcl")):
            return head
        token = head
    return None


def _looks_ahead(verb: Token, ahead: Container[str]) -> bool:
    for _ in range(MAX_CLIMB):
        if any(child.dep_ in ("aux", "auxpass") and child.lower_ in WILL for child in verb.children) or _would(verb):
            return True
        if (verb.lemma_.lower() in ahead and _plans(verb)) or _is_due(verb):
            return True
        head = verb.head
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
        if infinitive and verb.dep_ in ("acl", "relcl"):
            return True
        if head.i == verb.i or not (infinitive or verb.dep_ in ("conj", "xcomp", "acomp")) or _is_past(verb):
            return False
        if infinitive and (head.lemma_.lower() in ahead or (head.lemma_ == "be" and head.tag_ in ("VBZ", "VBP"))):
            return True
        verb = head
    return False


def _would(verb: Token) -> bool:
    """ "said he would leave on Friday": ahead of the saying, except of what would have been."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return "would" in auxiliaries and "have" not in auxiliaries


def _is_past(verb: Token) -> bool:
    return (
        verb.tag_ == "VBD"
        or any(child.dep_ == "aux" and child.lower_ in ("have", "has", "had") for child in verb.children)
        or any(child.dep_ in ("aux", "auxpass") and child.tag_ == "VBD" for child in verb.children)
    )


def _is_due(verb: Token) -> bool:
    """ "is due to", "are set to"."""
    states = (child for child in verb.children if child.dep_ in ("acomp", "xcomp") and verb.lemma_ == "be")
    return any(child.lemma_.lower() in ("due", "set", "ready", "likely", "bind") for child in states)


def _is_bare(verb: Token) -> bool:
    """A participle whose auxiliary is of the present: "is held"."""
    return any(child.dep_ == "auxpass" and child.tag_ in ("VBZ", "VBP", "VB") for child in verb.children)


def _plans(verb: Token) -> bool:
    """A planning word that itself governs the time: "is scheduled for Friday", "due Monday"; not "ordered on Friday"."""
    if verb.lemma_.lower() in ("schedule", "due", "expect", "slate", "plan", "set", "postpone", "delay", "bind"):
        return verb.tag_ != "VBD" or verb.lemma_ in ("plan", "schedule", "expect")
    return False
