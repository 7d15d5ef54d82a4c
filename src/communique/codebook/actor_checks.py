"""The schema check of a folder of actor lists: every problem with its file, line and remedy."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import get_args

from communique.codebook.actor_rows import (
    ARMED,
    FILES,
    ActorListError,
    cells,
    normalise,
    raw_rows,
    regime,
    year,
)
from communique.codebook.check import Problem
from communique.model import ActorKind

ACLED_KINDS = frozenset(
    (
        "State forces",
        "Rebel group",
        "Political militia",
        "Identity militia",
        "Rioters",
        "Protesters",
        "Civilians",
        "External/Other forces",
    )
)
"""Actor kinds of the ACLED codebook (the labels of its ``inter`` codes 1 to 8)."""

PLOVER_SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
"""Sectors of the PLOVER manual, with its codes for actors of no state (IGO, NGO, MNC ...)."""

_KINDS = frozenset(get_args(ActorKind))
_FIELDS = frozenset(("country", "state", "identity"))
_ISO2 = re.compile("[A-Z]{2}")
_ISO3 = re.compile("[A-Z]{3}")

_Rows = list[tuple[int, dict[str, str]]]


def check_actor_lists(folder: Path) -> list[Problem]:
    """All problems of the lists in a folder, in order of file and line; none where they can be used."""
    problems = [problem for file in FILES for problem in _columns(folder, file)]
    if problems:
        return problems
    tables = {file: list(raw_rows(folder / file)) for file in FILES}
    found = [problem for check in _CHECKS for problem in check(tables)]
    return sorted(found, key=lambda problem: (list(FILES).index(problem.file), problem.line))


def _columns(folder: Path, file: str) -> Iterator[Problem]:
    path = folder / file
    if not path.is_file():
        yield Problem(file, 1, "the file is missing", "Add it; a header row alone will do.")
        return
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines), [])
    except UnicodeDecodeError:
        yield Problem(file, 1, "the file is not UTF-8", "Save it as UTF-8.")
        return
    wanted = FILES[file].split()
    if missing := [column for column in wanted if column not in header]:
        yield Problem(file, 1, f"columns missing: {', '.join(missing)}", f"The header is: {','.join(wanted)}")
    if unknown := [column for column in header if column not in wanted]:
        yield Problem(file, 1, f"unknown columns: {', '.join(unknown)}", "Rename or remove them.")


_Tables = Mapping[str, _Rows]


def _surplus(tables: _Tables) -> Iterator[Problem]:
    for file, rows in tables.items():
        for line, row in rows:
            if "surplus" in row:
                yield Problem(file, line, "more cells than columns", 'Put cells that hold a comma in "quotes".')
            for column, cell in row.items():
                if isinstance(cell, str) and cell != cell.strip():
                    yield Problem(file, line, f"space round the {column}", "Remove it.")


def _years(tables: _Tables) -> Iterator[Problem]:
    for file in ("groups.csv", "states.csv", "leaders.csv"):
        for line, row in tables[file]:
            try:
                start, end = year(row, "start", file, line), year(row, "end", file, line)
            except ActorListError as error:
                yield Problem(file, line, error.message, "Write a year such as 1992, or leave the cell empty.")
                continue
            if start and end and start > end:
                yield Problem(file, line, f"starts {start} after its end {end}", "Correct one of the years.")


def _regimes(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables["states.csv"]:
        for item in cells(row["regimes"]):
            try:
                found = regime(item, "states.csv", line)
            except ActorListError as error:
                yield Problem("states.csv", line, error.message, "Write 2012-2013, or 2012-2013 and a label.")
                continue
            if found.end and found.start > found.end:
                yield Problem("states.csv", line, f"regime {item!r} ends before it starts", "Correct its years.")


def _one_of(file: str, column: str, allowed: Iterable[str], empty: bool) -> Callable[[_Tables], Iterator[Problem]]:
    words = sorted(allowed)

    def check(tables: _Tables) -> Iterator[Problem]:
        for line, row in tables[file]:
            cell = row[column]
            if cell not in words and (cell or not empty):
                yield Problem(file, line, f"{column} is {cell!r}", f"Use one of: {', '.join(words)}.")

    return check


def _codes(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables["states.csv"]:
        for column, form in (("iso2", _ISO2), ("iso3", _ISO3)):
            if row[column] and not form.fullmatch(row[column]):
                yield Problem("states.csv", line, f"{column} is {row[column]!r}", "Use the ISO 3166 code in capitals.")


def _countries(tables: _Tables) -> Iterator[Problem]:
    known = {row["iso2"] for _, row in tables["states.csv"] if row["iso2"]}
    for file, column in (("groups.csv", "countries"), ("leaders.csv", "country")):
        for line, row in tables[file]:
            for code in cells(row[column]):
                if code not in known:
                    yield Problem(file, line, f"no state has the code {code!r}", "Use an iso2 of states.csv.")


def _names(tables: _Tables) -> Iterator[Problem]:
    for file, key in (("groups.csv", "name"), ("states.csv", "name"), ("roles.csv", "lemma")):
        seen: dict[str, int] = {}
        for line, row in tables[file]:
            name = normalise(row[key])
            if not name:
                yield Problem(file, line, f"{key} is empty", "Give it a name, or remove the row.")
            elif (first := seen.setdefault(name, line)) != line:
                yield Problem(file, line, f"{row[key]!r} stands in line {first} too", "Join the two rows.")


def _leaders(tables: _Tables) -> Iterator[Problem]:
    sides = {row["name"] for _, row in tables["groups.csv"]} | {"government"}
    seen: dict[tuple[str, ...], int] = {}
    for line, row in tables["leaders.csv"]:
        if row["side"] not in sides:
            message = f"side {row['side']!r} is neither government nor a group of groups.csv"
            yield Problem("leaders.csv", line, message, "Use the group's name as it stands there.")
        if not row["name"] or not row["office"]:
            yield Problem("leaders.csv", line, "name or office is empty", "Fill in both.")
        if row["side"] == "government" and not row["country"]:
            yield Problem("leaders.csv", line, "a government's leader has no country", "Add the country's iso2.")
        key = (normalise(row["name"]), row["office"], row["country"], row["start"])
        if (first := seen.setdefault(key, line)) != line:
            yield Problem("leaders.csv", line, f"the same person and office as in line {first}", "Join the two rows.")


def _related(tables: _Tables) -> Iterator[Problem]:
    for file, column in (("groups.csv", "parent"), ("states.csv", "successor")):
        names = {row["name"] for _, row in tables[file]}
        for line, row in tables[file]:
            if row[column] and row[column] not in names:
                yield Problem(
                    file, line, f"{column} {row[column]!r} is not in the list", "Add it, or correct its name."
                )
            elif row[column] and row[column] == row["name"]:
                yield Problem(file, line, f"it is its own {column}", "Leave the cell empty.")


def _templates(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables["roles.csv"]:
        try:
            fields = {field for _, field, _, _ in Formatter().parse(row["name"]) if field is not None}
        except ValueError:
            fields = {row["name"]}
        if not row["name"] or fields - _FIELDS:
            message = f"name template {row['name']!r} is empty or has an unknown field"
            yield Problem("roles.csv", line, message, "Use {country} or {state}.")


def _conflicts(tables: _Tables) -> Iterator[Problem]:
    """One alias, two groups, years that overlap: each row must have a note that says how they are told apart."""
    for alias, rows in _senses(tables["groups.csv"]).items():
        for line, row in rows:
            others = [other for number, other in rows if number != line and _overlap(row, other)]
            if others and not row["note"]:
                message = f"{alias!r} names {row['name']!r} and {others[0]['name']!r} in the same years"
                yield Problem("groups.csv", line, message, "Say in the note how to tell them apart.")


def _senses(rows: _Rows) -> dict[str, _Rows]:
    gathered: dict[str, dict[int, dict[str, str]]] = {}
    for line, row in rows:
        spelt = [normalise(name) for name in (row["name"], *cells(row["aliases"]))]
        for key in (*spelt, *cells(row["acronyms"])):
            gathered.setdefault(key, {})[line] = row
    return {key: list(found.items()) for key, found in gathered.items() if len(found) > 1}


def _overlap(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return (one["start"] or "0000") <= (other["end"] or "9999") and (other["start"] or "0000") <= (one["end"] or "9999")


_CHECKS: tuple[Callable[[_Tables], Iterator[Problem]], ...] = (
    _surplus,
    _years,
    _regimes,
    _codes,
    _countries,
    _names,
    _leaders,
    _related,
    _templates,
    _conflicts,
    _one_of("groups.csv", "kind", _KINDS, empty=False),
    _one_of("roles.csv", "kind", _KINDS, empty=False),
    _one_of("roles.csv", "armed", ARMED, empty=False),
    _one_of("groups.csv", "acled_kind", ACLED_KINDS, empty=True),
    _one_of("roles.csv", "acled_kind", ACLED_KINDS, empty=True),
    _one_of("groups.csv", "plover_sector", PLOVER_SECTORS, empty=True),
    _one_of("roles.csv", "plover_sector", PLOVER_SECTORS, empty=True),
)
