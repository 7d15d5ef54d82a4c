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
    """The lists, and the notice that is to be shown, word for word, to whoever signs up; ``hash`` says that it was.

    ``moment`` goes back with a sign-up, two seconds to a day later. ``work`` is the number of zero bits that SHA-256 of
    ``moment:email:work`` has to begin with, where the ``work`` of the sign-up is any text that makes it so; 0: none is asked for.
    """

    lists: tuple[ListRow, ...]
    notice: str
    hash: str
    language: str
    moment: str
    work: int


class SignedUp(msgspec.Struct, frozen=True, kw_only=True):
    """What is said whether the address is known or not."""

    said: str
