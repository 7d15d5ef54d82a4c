"""Gold of suite ``actors``: checks of an actor resolver, a phrase with what must hold of its coding.

A row has ``args`` (phrase, context, date), ``kwargs``, ``param`` (a name and the phrases that stand for it) and
``asserts``: comparisons of one field with a value, as Python writes them.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.evaluation.gold_files import GoldError, part, rows

COMPARISONS = {ast.Eq: "is", ast.Is: "is", ast.NotEq: "is not", ast.In: "in", ast.Gt: "longer than"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that must hold: ``field`` of the coding (``country``, ``code_1``; ``""`` is the whole) is a value."""

    field: str
    comparison: str
    value: Any
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold of one phrase. ``date`` is as the check has it, or null."""

    id: str
    phrase: str
    context: str
    date: str | None
    claims: tuple[Claim, ...]


def load(gold: Path, name: str) -> tuple[list[Check], int]:
    """The checks of one part, and how many rows cannot be used: set aside by their author, or without their phrase."""
    path = part(gold, "actors", name)
    checks: list[Check] = []
    unused = 0
    for number, row in enumerate(rows(path), 1):
        try:
            found = list(_checks(number, row))
        except (KeyError, SyntaxError, IndexError) as error:
            raise GoldError(f"{path}, line {number}: not a check ({error!r})") from error
        checks.extend(found)
        unused += not found
    return checks, unused


def _checks(number: int, row: Mapping[str, Any]) -> Iterator[Check]:
    claims = [claim_of(words) for words in row["asserts"]]
    args = list(row["args"])
    phrases = row["param"][1] if row["param"] and args[0] == f"<{row['param'][0]}>" else args[:1]
    known = [claim for claim in claims if claim is not None]
    if row["skipped"] or len(known) < len(claims):
        return
    context = args[1] if len(args) > 1 else ""
    date = row["kwargs"].get("query_date") or (args[2] if len(args) > 2 else None)
    for phrase in phrases:
        if not phrase.startswith("<"):
            yield Check(f"{row['test']}/{number}", phrase, context, date, tuple(known))


def claim_of(words: str) -> Claim | None:
    """Read one comparison; null where its value is not written out."""
    told = ast.parse(words, mode="eval").body
    if not isinstance(told, ast.Compare):
        raise SyntaxError(words)
    try:
        value = ast.literal_eval(told.comparators[0])
    except ValueError:
        return None
    return Claim(_field(told.left), COMPARISONS[type(told.ops[0])], value, words)


def _field(left: ast.expr) -> str:
    """``code['country']`` is ``country``, ``cc`` is ``cc``, ``len(wiki['intro'])`` is ``intro``, plain ``code`` is ``""``."""
    if isinstance(left, ast.Call):
        return _field(left.args[0])
    if isinstance(left, ast.Subscript) and isinstance(left.slice, ast.Constant):
        return str(left.slice.value)
    if isinstance(left, ast.Name):
        return "" if left.id == "code" else left.id
    raise SyntaxError(ast.unparse(left))
