"""Noun phrases as a reader would quote them, and ways through the parse tree."""

from spacy.tokens import Doc, Span, Token

TRIMMED = frozenset(("relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "parataxis", "prep"))
KEPT_PREPOSITIONS = frozenset(("of",))


def noun_phrase(head: Token) -> tuple[int, int]:
    """Token range of the phrase round a noun: determiner to head, with "of ..." but without clauses and lists."""
    start = end = head.i
    for child in head.children:
        if child.dep_ in TRIMMED and not _is_kept(child):
            continue
        edge_left, edge_right = child.left_edge.i, child.right_edge.i
        if child.dep_ == "prep":
            edge_right = _preposition_end(child)
        start, end = min(start, edge_left), max(end, edge_right)
    return _trim(head.doc, start, end + 1)


def _is_kept(child: Token) -> bool:
    """Whether what hangs on a noun is "of" with a noun; "of" before a verb ("accused the rebels of shelling") is not."""
    return child.lower_ in KEPT_PREPOSITIONS and any(inner.dep_ == "pobj" for inner in child.children)


def _preposition_end(preposition: Token) -> int:
    for inner in preposition.children:
        if inner.dep_ == "pobj":
            return noun_phrase(inner)[1] - 1
    return preposition.i


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    while start < end - 1 and (doc[start].is_space or (doc[start].is_punct and not doc[start].is_quote)):
        start += 1
    return start, end


def path_up(token: Token) -> list[Token]:
    """The token and its ancestors, root last."""
    path = [token]
    while path[-1].head != path[-1]:
        path.append(path[-1].head)
    return path


def sentence_text(sentence: Span) -> tuple[int, int]:
    """Character offsets of a sentence without the white space round it."""
    text = sentence.text
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return sentence.start_char + left, sentence.start_char + right
