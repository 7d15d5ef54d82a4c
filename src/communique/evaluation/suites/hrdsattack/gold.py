"""Read the parts of HRDsAttack: articles with the attack on human rights defenders that each tells of.

Annotators wrote places, months and days as they liked: ``unknown``, ``N/a`` and ``None`` are read as nothing, months by
their first three letters or their number, days and years as whole numbers; a number that is no day or year is nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from communique.evaluation.gold_files import GoldError, part, rows
from communique.model import Report
from communique.reading.blocks import paragraphs
from communique.reading.draft import Draft, Options
from communique.reading.finish import finish

NOTHING = frozenset(("", "none", "unknown", "n/a", "n//a", "na", "null"))
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Victim:
    """One victim or group of victims. ``name`` is null for those without one."""

    name: str | None
    group: bool
    types: frozenset[str]
    sex: str | None
    age: str | None


@dataclass(frozen=True, slots=True)
class Attack:
    """What an article tells of its main attack; null or empty where it does not say."""

    perpetrator: str | None
    """The kind: ``state actor``, ``other non-state actors`` and so on; null where none is mentioned."""
    violations: frozenset[str]
    country: str | None
    region: str | None
    city: str | None
    year: int | None
    month: int | None
    day: int | None
    victims: tuple[Victim, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its key."""

    report: Report
    attack: Attack


def load(gold: Path, name: str) -> list[Article]:
    """The articles of a part. Raises ``GoldError`` naming the file and the article that cannot be read."""
    path = part(gold, "hrdsattack", name)
    return [_article(path, number, row) for number, row in enumerate(rows(path), 1)]


def _article(path: Path, number: int, row: Mapping[str, Any]) -> Article:
    try:
        return Article(_report(row["sample"]), attack(row["merged_sample"]))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise GoldError(f"{path}, line {number}: not an article of HRDsAttack ({error!r})") from error


def _report(sample: Mapping[str, Any]) -> Report:
    """The report as reading makes it of the article's title, HTML and day of publication; the title is its first line."""
    name, title = str(sample["Input.GLOBALEVENTID"]), str(sample["Input.title"])
    body = paragraphs(html.fragment_fromstring(sample["Input.article_interface"], create_parent="div"))
    published = date.fromisoformat(sample["Input.publish_date"][:10])
    made = finish(
        Draft(name=name, source=name, text="\n\n".join((title, *body)), id=name, title=title, published=published),
        Options(language="en"),
    )
    if not isinstance(made, Report):
        raise ValueError(made.reason)
    return made


def attack(row: Mapping[str, Any]) -> Attack:
    """The key of one article, its loose spellings evened out."""
    return Attack(
        perpetrator=said(row["perpetrator_type"]),
        violations=frozenset(row["violation_types"]),
        country=said(row["country"]),
        region=said(row["region"]),
        city=said(row["city"]),
        year=number(row["year"], 1800, 2100),
        month=month(row["month"]),
        day=number(row["date"], 1, 31),
        victims=tuple(_victim(each) for each in row["victims"]),
    )


def said(value: str | None) -> str | None:
    """A value, null where it only says that there is none."""
    return None if value is None or value.strip().lower() in NOTHING else value.strip()


def number(value: str | None, low: int, high: int) -> int | None:
    """The first whole number of a value such as ``2021.0``, null where it is not from low to high."""
    found = NUMBER.search(value or "")
    return int(found[0]) if found and low <= int(found[0]) <= high else None


def month(value: str | None) -> int | None:
    """A month written as a number or by its name, of which the first three letters are enough."""
    named = (value or "").strip().lower()[:3]
    return MONTHS.index(named) + 1 if named in MONTHS else number(value, 1, 12)


def _victim(row: Mapping[str, Any]) -> Victim:
    return Victim(
        name=said(row["victim_name"]),
        group=row["victim_population_type"] == "multiple",
        types=frozenset(_types(row["victim_type"])),
        sex=said(row["victim_sex_type"]),
        age=said(row["victim_age_group"]),
    )


def _types(value: Sequence[str] | None) -> Sequence[str]:
    return [each for each in value or () if each != "insufficient information"]
