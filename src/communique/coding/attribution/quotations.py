"""Quotations: token ranges between quotation marks, over sentences and paragraphs, with marks that never close."""

from spacy.tokens import Doc, Token

from communique.coding.base import is_hard_wrapped

OPENING = frozenset(("“", "«", "„", "``"))
CLOSING = frozenset(("”", "»", "''"))
STRAIGHT = '"'
SINGLE_OPENING = "‘"
SINGLE_CLOSING = "’"
MARKS = OPENING | CLOSING | {STRAIGHT, SINGLE_OPENING, SINGLE_CLOSING}
BEFORE_OPENING = frozenset(("(", "[", "—", "-", "–", ":"))
SHORTEST_SINGLE = 4
"""Tokens inside single marks below which they may be an apostrophe or a nickname."""


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Ranges of what stands inside quotation marks, marks left out, in the order of the text.

    A quotation not closed by the end of its paragraph ends there, unless the next paragraph opens with a mark
    again: wires repeat it so, and the range then runs on.
    """
    scan = _Scan()
    wrapped: bool | None = None
    for token in doc:
        text = token.text
        if text in MARKS:
            scan.mark(token, text)
        elif "\n" in text:
            wrapped = is_hard_wrapped(doc.text) if wrapped is None else wrapped
            if not wrapped or text.count("\n") > 1:
                scan.end_paragraph(token.i)
        elif scan.carried and not token.is_space:
            scan.carried = False
    scan.close(len(doc))
    return scan.found


class _Scan:
    """What is open while marks are read from left to right."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []
        self.start: int | None = None
        self.single: int | None = None
        self.carried = False

    def mark(self, token: Token, text: str) -> None:
        """Read one quotation mark."""
        if text in (SINGLE_OPENING, SINGLE_CLOSING):
            self._single_mark(token, text)
        elif self.start is None and _opens(token, text):
            self.start = self.found.pop()[0] if self.carried and self.found else token.i + 1
            self.single = None
        elif self.start is not None and (text in CLOSING or text == STRAIGHT):
            self.close(token.i)
        self.carried = False

    def _single_mark(self, token: Token, text: str) -> None:
        if text == SINGLE_OPENING and self.start is None:
            self.single = token.i + 1
        elif text == SINGLE_CLOSING and self.single is not None and _ends_word(token):
            if token.i - self.single >= SHORTEST_SINGLE:
                self.found.append((self.single, token.i))
            self.single = None

    def close(self, end: int) -> None:
        """End the quotation that is open, if one is."""
        if self.start is not None and end > self.start:
            self.found.append((self.start, end))
        self.start = None

    def end_paragraph(self, end: int) -> None:
        """End what is open, and remember that it was not closed."""
        self.carried = self.start is not None or self.carried
        self.close(end)
        self.single = None


def _opens(token: Token, text: str) -> bool:
    """A straight mark opens where a space, a bracket or a dash stands before it and none after."""
    if text in OPENING:
        return True
    if text != STRAIGHT or token.whitespace_:
        return False
    if token.i == 0:
        return True
    before = token.nbor(-1)
    return before.is_space or bool(before.whitespace_) or before.text in BEFORE_OPENING


def _ends_word(token: Token) -> bool:
    if token.whitespace_ or token.i + 1 >= len(token.doc):
        return True
    return bool(token.nbor().is_punct or token.nbor().is_space)
