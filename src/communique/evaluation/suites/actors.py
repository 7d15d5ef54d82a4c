"""Suite ``actors``: who a phrase is, as country, sector and name, checked claim by claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.coding.pipeline import load as load_coder
from communique.evaluation.results import Figure, Result, Slip, share
from communique.evaluation.suite import Run, Suite
from communique.evaluation.suites.actors_gold import Check, Claim, load
from communique.evaluation.suites.actors_projection import coding, same_name

HOW = (
    "each phrase read alone, as the subject of 'said so', with its context and date where it has them, reader {reader}; "
    "our reading is projected to the codes of the checks; a phrase without a date is read as of {today}; {unused} rows "
    "are not used: set aside by their author, or without their phrase"
)
TODAY = "2022-12-31"
"""The checks were written in 2022; one without a date means its day."""
GROUPS = {"country": "country", "cc": "country", "code_1": "sector", "code_2": "second sector", "": "no actor"}
NAMES = ("wiki", "title")
MONTHS = "january february march april may june july august september october november december".split()


def run(asked: Run) -> Result:
    """Read every phrase of the parts and try its claims."""
    loaded = [load(asked.gold, name) for name in asked.parts]
    checks = [check for found, _ in loaded for check in found[: asked.limit]]
    coder = load_coder(reader=asked.reader)
    tried = [try_one(check, coding(coder, check.phrase, iso_date(check.date), check.context)) for check in checks]
    claims = [claim for item in tried for claim in item.claims]
    how = HOW.format(reader=asked.reader, today=TODAY, unused=sum(unused for _, unused in loaded))
    slips = [slip for item in tried for slip in _slips(item)]
    items = {"phrases": len(checks), "checks": len(claims)}
    return Result("actors", how, items, tuple(figures_of(tried)), tuple(slips))


@dataclass(frozen=True, slots=True)
class Tried:
    """A phrase, our codes of it (null: no actor), and each of its claims with whether it holds."""

    check: Check
    codes: Mapping[str, str] | None
    claims: tuple[tuple[Claim, bool], ...]


def try_one(check: Check, codes: Mapping[str, str] | None) -> Tried:
    """Try the claims of one phrase on our codes."""
    return Tried(check, codes, tuple((claim, holds(claim, codes)) for claim in check.claims))


def figures_of(tried: Sequence[Tried]) -> list[Figure]:
    """Shares of the checks, of the phrases with all their checks right, and of each field."""
    claims = [pair for item in tried for pair in item.claims]
    found = [
        share("checks that hold", [held for _, held in claims]),
        share("phrases all right", [all(held for _, held in item.claims) for item in tried]),
    ]
    for name in dict.fromkeys(group_of(claim) for claim, _ in claims):
        found.append(share(name, [held for claim, held in claims if group_of(claim) == name], "by field"))
    return found


def _slips(item: Tried) -> list[Slip]:
    ours = None if item.codes is None else ", ".join(f"{name} {value}" for name, value in item.codes.items() if value)
    return [
        Slip(group_of(claim), item.check.id, item.check.phrase, claim.words, ours)
        for claim, held in item.claims
        if not held
    ]


def holds(claim: Claim, codes: Mapping[str, str] | None) -> bool:
    """Whether one claim holds; nothing holds of no codes but that there are none, nor of a field that we have not."""
    if claim.field == "" and claim.value is None:
        return codes is None
    if codes is None or claim.field not in codes:
        return False
    ours = codes[claim.field]
    if claim.field == "actor_wiki_job":
        return _same_job(ours, claim.value)
    if claim.comparison == "in":
        return ours in claim.value
    same = same_name(ours, claim.value) if claim.field in NAMES else ours == claim.value
    return same if claim.comparison == "is" else not same


def _same_job(ours: str, wanted: str) -> bool:
    """Whether all words of our office and country stand in the gold's ("8th President of Sri Lanka")."""
    words = set(re.findall(r"\w+", wanted.lower()))
    return bool(ours) and all(word in words for word in re.findall(r"\w+", ours.lower()))


def group_of(claim: Claim) -> str:
    """The row of the table that a claim belongs to."""
    return "name" if claim.field in NAMES else GROUPS.get(claim.field, "other")


def iso_date(told: str | None) -> str:
    """A date of the gold ("2022-05-01", "October 1, 2021", "12 April 2022", "today", none) as an ISO date."""
    if not told or told == "today":
        return TODAY
    if re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return told
    words = re.findall(r"\w+", told.lower())
    month = next(word for word in words if word in MONTHS)
    day, year = sorted((int(word) for word in words if word.isdigit()), key=lambda number: number)
    return f"{year:04}-{MONTHS.index(month) + 1:02}-{day:02}"


SUITE = Suite("actors", "a phrase's country, sector and name", "actors", ("actor-phrases",), run)
