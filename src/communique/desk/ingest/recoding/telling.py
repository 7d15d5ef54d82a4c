"""What a new reading changes, in words for a terminal."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from communique.desk.ingest.recoding.planning import EventChange, Plan

QUIET = frozenset({"evidence", "rules", "quote", "mentions"})
"""Fields that follow from the words taken: named, but not written out."""
LONGEST = 60
"""Characters of a value that are shown."""
DECIDED = {
    "gone": "stays: a person decided on it, though it is not read any more",
    "changed": "stays as a person left it; the new reading is kept beside it",
    "back": "stays as a person left it; the new reading is kept beside it",
}


def lines(plan: Plan) -> Iterator[str]:
    """One report; none where nothing changes."""
    if not plan.changes:
        return
    yield f"{plan.report}  {plan.title}".rstrip()
    for change in plan.changes:
        yield f"  {change.kind:8} {change.event.removeprefix(plan.report)}  {change.type} “{_cut(change.anchor)}”"
        if change.kept:
            yield f"           {DECIDED[change.kind]}"
        yield from _fields(change)


def _fields(change: EventChange) -> Iterator[str]:
    for each in change.fields:
        if each.field not in QUIET:
            yield f"           {each.field}: {_value(each.before)} → {_value(each.after)}"
    follow = [each.field for each in change.fields if each.field in QUIET]
    if follow:
        yield f"           also {', '.join(follow)}"


def _value(value: Any) -> str:
    """A value as short as it goes: a place or an actor by its text."""
    if value is None or value in ([], {}, ""):
        return "not given"
    if isinstance(value, list):
        return _cut("; ".join(_value(each) for each in value))
    if isinstance(value, dict):
        given = {name: each for name, each in value.items() if each not in (None, "", False)}
        return _cut(", ".join(f"{name} {each}" for name, each in given.items()))
    return _cut(value if isinstance(value, str) else json.dumps(value))


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def closing(counts: Mapping[str, int], read: int, applied: bool) -> str:
    """The last line."""
    told = "; ".join(f"{counts[name]:,} {words}" for name, words in WORDS.items() if counts[name])
    end = "Applied." if applied else "Nothing was changed; run it again with --apply to change it so."
    changed = f"{counts['reports']:,} of {read:,} reports are read otherwise" + (f": {told}." if told else ".")
    return f"{changed} {end}"


WORDS = {
    "new": "new",
    "back": "found again",
    "changed": "changed",
    "gone": "gone",
    "kept": "left as people decided",
}
