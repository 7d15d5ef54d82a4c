"""Reads PolNeAR: news articles with BRAT standoff marks for who (source) says by which words (cue) what (content)."""

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from communique.evaluation.gold_files import GoldError, rows
from communique.model import Report

ROLES = ("source", "cue", "content")
MARK = re.compile(r"T\d+\t(?P<label>[\w-]+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t")
LINK = re.compile(r"(?P<role>[A-Za-z-]+?)\d*:(?P<mark>T\d+)")
"""A role may come twice, numbered: ``Content2:T9``."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quoted:
    """One attribution: character ranges of each role, several where a span is broken, none where the role is empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and its attributions, nested ones among them, in the order of the file."""

    report: Report
    attributions: tuple[Quoted, ...]


class _Row(msgspec.Struct):
    id: str
    text: str
    ann: str


def load(path: Path) -> list[GoldArticle]:
    """Every article of a part. Raises ``GoldError`` on a row or mark that cannot be read, or a link to no mark."""
    return [_article(f"{path}, row {number}", row) for number, row in enumerate(rows(path), 1)]


def _article(where: str, raw: object) -> GoldArticle:
    try:
        row = msgspec.convert(raw, _Row)
    except msgspec.ValidationError as error:
        raise GoldError(f"{where}: not an article ({error})") from error
    lines = row.ann.split("\n")
    marks = dict(_mark(where, line, len(row.text)) for line in lines if re.match(r"T\d", line))
    found = tuple(_attribution(where, line, marks) for line in lines if re.match(r"E\d", line))
    return GoldArticle(Report(id=row.id, text=row.text), found)


def _mark(where: str, line: str, length: int) -> tuple[str, tuple[Span, ...]]:
    match = MARK.match(line)
    if match is None:
        raise GoldError(f"{where}: {line[:40]!r} is no BRAT mark")
    numbers = [int(number) for number in re.findall(r"\d+", match["spans"])]
    spans = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if any(not start < end <= length for start, end in spans):
        raise GoldError(f"{where}: {line[:40]!r} reaches out of the text")
    return line.split("\t", 1)[0], spans


def _attribution(where: str, line: str, marks: dict[str, tuple[Span, ...]]) -> Quoted:
    spans: dict[str, tuple[Span, ...]] = dict.fromkeys(ROLES, ())
    for match in LINK.finditer(line.split("\t", 1)[-1]):
        if match["mark"] not in marks:
            raise GoldError(f"{where}: {line[:40]!r} names {match['mark']}, which is not marked")
        role = match["role"].lower()
        if role in spans:
            spans[role] += marks[match["mark"]]
    return Quoted(**spans)
