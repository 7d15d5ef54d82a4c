"""Answers about newsletters."""

import msgspec


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mailing list on offer; ``list`` is its name in addresses, ``frequency`` how often it comes."""

    list: str
    name: str
    description: str
    language: str
    frequency: str


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """The lists, and the notice that is to be shown, word for word, to whoever signs up; ``hash`` says that it was."""

    lists: tuple[ListRow, ...]
    notice: str
    hash: str
    language: str


class SignedUp(msgspec.Struct, frozen=True, kw_only=True):
    """What is said whether the address is known or not."""

    said: str
