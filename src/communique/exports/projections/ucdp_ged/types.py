"""Which of our types can be an event of UCDP, by ``data/types.yaml``."""

import functools

import msgspec

from communique.exports.projections.row_files import NoRowError
from communique.exports.projections.ucdp_ged.files import DataError, facts, read_yaml


class Types(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/types.yaml``."""

    violence: tuple[str, ...]
    force: tuple[str, ...]
    words: tuple[str, ...]
    other: tuple[str, ...]
    reasons: dict[str, str]
    one_way: tuple[str, ...]
    back: dict[str, str]

    @property
    def all(self) -> tuple[str, ...]:
        """Every type that the file places."""
        return (*self.violence, *self.force, *self.words, *self.other)


@functools.cache
def types() -> Types:
    """Read once. Raises ``DataError``."""
    given = read_yaml("types.yaml", Types)
    if set(given.back) != set(facts().type_of_violence) or len(set(given.all)) != len(given.all):
        raise DataError("types.yaml: a type stands twice, or 'back' has not the types of violence")
    return given


def refuse(kind: str | None) -> None:
    """Raise ``NoRowError`` for a type that is no use of armed force."""
    if kind is None:
        raise NoRowError("what happened is not told")
    if kind in types().words:
        raise NoRowError(types().reasons["words"])
    if kind in types().other:
        raise NoRowError(types().reasons["other"])
    if kind not in types().all:
        raise NoRowError(f"the type {kind} is not known")
