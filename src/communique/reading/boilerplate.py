"""Find the words of a text that are not the report: sign-ups, notices, links, credits. The rules are data."""

import functools
import re
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from communique.model import Boilerplate, Span
from communique.reading.lines import sentences, units

FIRST_LINES, LAST_LINES = 4, 8
"""Lines at the beginning and the end of a text that ``where`` speaks of."""
SWEPT = 120
"""Characters of the longest line taken for boilerplate only because it stands between two such lines."""
WHERE = ("anywhere", "edges", "end")
WHITE = re.compile(r"\s")
KEYS = {"reason", "cues", "sentence", "line", "inline", "where", "block"}


class RulesError(ValueError):
    """The rules cannot be used; the message names file, rule, key and what is wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason, and how its words are known."""

    reason: str
    cues: tuple[str, ...]
    sentence: re.Pattern[str] | None
    line: re.Pattern[str] | None
    inline: re.Pattern[str] | None
    where: str
    block: bool


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: Rule


def find(text: str, rules: tuple[Rule, ...] | None = None) -> tuple[Boilerplate, ...]:
    """The boilerplate of a text, in its order, disjoint, with offsets into it; what touches for one reason is joined."""
    chosen = rules if rules is not None else default_rules()
    lower = text.lower()
    tried = tuple(rule for rule in chosen if not rule.cues or any(cue in lower for cue in rule.cues))
    if not tried:
        return ()
    lines = units(text)
    found = [item for number, span in enumerate(lines) for item in _in_line(text, span, _allowed(tried, number, lines))]
    found += _swept(text, lines, found)
    return tuple(
        Boilerplate(text=text[item.start : item.end], reason=item.rule.reason, start=item.start, end=item.end)
        for item in _joined(text, _disjoint(found))
    )


def _allowed(rules: tuple[Rule, ...], number: int, lines: list[Span]) -> tuple[Rule, ...]:
    last = number >= len(lines) - LAST_LINES
    edge = last or number < FIRST_LINES
    return tuple(
        rule
        for rule in rules
        if rule.where == "anywhere" or (edge and rule.where == "edges") or (last and rule.where == "end")
    )


def _in_line(text: str, span: Span, rules: tuple[Rule, ...]) -> list[_Found]:
    start, end = span
    line = _unwrapped(text[start:end])
    for rule in rules:
        if rule.line is not None and rule.line.fullmatch(line):
            return [_Found(start, end, rule)]
    lower = line.lower()
    cued = [rule for rule in rules if not rule.cues or any(cue in lower for cue in rule.cues)]
    return _in_sentences(text, span, cued) + _inside(text, span, cued) if cued else []


def _in_sentences(text: str, span: Span, rules: list[Rule]) -> list[_Found]:
    found = []
    patterns = [(rule, rule.sentence) for rule in rules if rule.sentence is not None]
    for start, end in sentences(text, *span) if patterns else ():
        sentence = _unwrapped(text[start:end])
        rule = next((rule for rule, pattern in patterns if pattern.search(sentence)), None)
        if rule is not None:
            found.append(_Found(start, end, rule))
    return found


def _inside(text: str, span: Span, rules: list[Rule]) -> list[_Found]:
    start, line = span[0], WHITE.sub(" ", text[slice(*span)])
    return [
        _Found(start + match.start(), start + match.end(), rule)
        for rule in rules
        if rule.inline is not None
        for match in rule.inline.finditer(line)
        if match.end() > match.start()
    ]


def _unwrapped(text: str) -> str:
    """Words parted by single blanks: patterns need not know how lines were broken."""
    return " ".join(text.split())


def _swept(text: str, lines: list[Span], found: list[_Found]) -> list[_Found]:
    """Short lines near the end that stand between two lines of a sign-up box or the like."""
    swept = []
    whole = {item.start: item for item in found if item.rule.block}
    ends = {item.end: item for item in found if item.rule.block}
    for before, line, after in list(zip(lines, lines[1:], lines[2:], strict=False))[-LAST_LINES:]:
        known = any(item.start < line[1] and line[0] < item.end for item in found)
        if not known and before[1] in ends and after[0] in whole and line[1] - line[0] <= SWEPT:
            swept.append(_Found(*line, ends[before[1]].rule))
    return swept


def _disjoint(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _joined(text: str, found: list[_Found]) -> list[_Found]:
    joined: list[_Found] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and last.rule is item.rule and not text[last.end : item.start].strip():
            joined[-1] = _Found(last.start, item.end, item.rule)
        else:
            joined.append(item)
    return joined


@functools.cache
def default_rules() -> tuple[Rule, ...]:
    """The rules that come with the package."""
    return read_rules(resources.files("communique.reading") / "data" / "boilerplate.yaml")


def read_rules(file: Traversable | Path) -> tuple[Rule, ...]:
    """The rules of a file. Raises ``RulesError`` naming file, rule and key where they break the schema."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RulesError(f"{file.name}: not readable as YAML ({' '.join(str(error).split())})") from error
    rules = content.get("rules") if isinstance(content, dict) else None
    if not isinstance(rules, list):
        raise RulesError(f"{file.name}: it has no list 'rules'; begin it with 'rules:'")
    return tuple(_rule(rule, f"{file.name}: rule {number}") for number, rule in enumerate(rules, 1))


def _rule(value: Any, place: str) -> Rule:
    if not isinstance(value, dict) or not isinstance(value.get("reason"), str):
        raise RulesError(f"{place}: it has no 'reason'; give one")
    place = f"{place} ({value['reason']})"
    unknown = sorted(set(value) - KEYS, key=str)
    if unknown:
        raise RulesError(f"{place}: key {unknown[0]!r} is not known; use one of {', '.join(sorted(KEYS))}")
    if value.get("where", "anywhere") not in WHERE:
        raise RulesError(f"{place}: key 'where' is {value['where']!r}; use one of {', '.join(WHERE)}")
    if not isinstance(value.get("block", False), bool):
        raise RulesError(f"{place}: key 'block' is not true or false")
    cues = _strings(value, "cues", place)
    if any(cue != cue.lower() for cue in cues):
        raise RulesError(f"{place}: key 'cues' holds capitals; write them in lower case")
    sentence, line, inline = (_pattern(value, key, place) for key in ("sentence", "line", "inline"))
    if sentence is line is inline is None:
        raise RulesError(f"{place}: it has no patterns; give 'sentence', 'line' or 'inline'")
    where, block = value.get("where", "anywhere"), value.get("block", False)
    return Rule(value["reason"], cues, sentence, line, inline, where, block)


def _strings(value: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
    items = value.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
        raise RulesError(f"{place}: key {key!r} is not a list of words or patterns")
    return tuple(items)


def _pattern(value: dict[str, Any], key: str, place: str) -> re.Pattern[str] | None:
    """One pattern of all in the list."""
    patterns = _strings(value, key, place)
    for number, pattern in enumerate(patterns, 1):
        try:
            re.compile(pattern)
        except re.error as error:
            raise RulesError(f"{place}: key {key!r}, pattern {number}: {error}") from error
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None
