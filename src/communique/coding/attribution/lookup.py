"""Questions to the ``said`` layer: who a word is laid to, and what is of the saying, not of what was said."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from communique.coding.layers import Said

STANCE = "stance"
"""How the rule of a saying begins that tells what someone wants or judges, and no happening."""
SAYING_NOUNS = frozenset(
    ("statement", "interview", "conference", "speech", "address", "briefing", "message", "broadcast", "tweet", "post")
)
SAYING_VERBS = frozenset(("speak", "talk", "address", "appear", "ask", "quiz"))
SMALL = frozenset(("on", "in", "at", "late", "early", "earlier", "later", "from", "last", "this"))
CLAUSE_EDGES = frozenset(("relcl", "acl", "ccomp", "csubj"))


def attribution_of(doc: Doc, token_index: int) -> Said | None:
    """The innermost saying that covers a token: the smallest content, one with a source before one without."""
    best: Said | None = None
    best_key = (2, 0)
    for said in doc._.said or ():
        if said.rule.startswith(STANCE):
            continue
        if said.cue[0] <= token_index < said.cue[1] or not _covers(said.content, token_index):
            continue
        key = (int(said.source is None), _innermost(said.content, token_index))
        if best is None or key < best_key:
            best, best_key = said, key
    return best


def _innermost(content: Iterable[tuple[int, int]], index: int) -> int:
    """The length of the shortest piece that covers a token."""
    return min(end - start for start, end in content if start <= index < end)


def _covers(content: Iterable[tuple[int, int]], index: int) -> bool:
    return any(start <= index < end for start, end in content)


def is_saying_time(doc: Doc, start: int, end: int) -> bool:
    """Whether a time expression tells when something was said ("said Tuesday that ...") and not when it happened."""
    return _is_of_saying(doc, start, end)


def is_saying_place(doc: Doc, start: int, end: int) -> bool:
    """Whether a place is where something was said ("said in Geneva", "speaking in Paris") and not where it happened."""
    return _is_of_saying(doc, start, end)


def _is_of_saying(doc: Doc, start: int, end: int) -> bool:
    root = doc[start:end].root
    sentence = root.sent
    here = [
        said
        for said in doc._.said or ()
        if sentence.start <= said.cue[0] < sentence.end and not said.rule.startswith(STANCE)
    ]
    if not here:
        return False
    inside = any(_covers(said.content, root.i) for said in here)
    if not inside and any(_follows(doc, said.cue[1], start) for said in here):
        return True
    if inside:
        here = [said for said in here if _is_told(said, root.i, here)]
    return _governed_by_saying(root, here, inside=inside)


def _is_told(said: Said, index: int, here: Iterable[Said]) -> bool:
    """Whether a saying stands itself inside the words that tell of the token: "he said the army had announced on ..."."""
    return any(start <= index < end and start <= said.cue[0] < end for other in here for start, end in other.content)


def _follows(doc: Doc, cue_end: int, start: int) -> bool:
    """Right after the cue, small words aside: "said late on Tuesday"."""
    return cue_end <= start <= cue_end + 3 and all(doc[i].lower_ in SMALL for i in range(cue_end, start))


def _governed_by_saying(root: Token, here: list[Said], *, inside: bool) -> bool:
    """Climb from the mention to the first verb, or noun of saying, that it hangs on."""
    token = root
    while token.head != token:
        if token.dep_ in ("nsubj", "nsubjpass", "agent"):
            return False
        if token.i != root.i and token.dep_ in CLAUSE_EDGES:
            return token.lemma_ in SAYING_VERBS
        token = token.head
        for said in here:
            if said.cue[0] <= token.i < said.cue[1]:
                return not _covers(said.content, root.i) and token.pos_ in ("VERB", "AUX")
        if not inside and (token.lemma_ in SAYING_NOUNS or (token.lemma_ in SAYING_VERBS and token.tag_ == "VBG")):
            return True
        if token.pos_ in ("VERB", "AUX") and token.i != root.i and token.dep_ not in ("advcl", "xcomp"):
            return False
    return False
