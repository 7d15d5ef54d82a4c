"""Reads toponym gold: articles with the names marked in them and the points those stand for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from communique.evaluation.gold_files import GoldError, text
from communique.model import Report

SHIFTS = (0, -1, 1)
"""Sets count characters from 0 or from 1: the shift at which the marked words stand is the right one."""


@dataclass(frozen=True, slots=True)
class GoldName:
    """A name marked in an article. ``point`` is latitude and longitude, null where the set gives none."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    geonameid: int | None = None
    page: str | None = None
    """The title of the place's page in Wikipedia, where the set gives it."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and its names, in order."""

    report: Report
    names: tuple[GoldName, ...]


def load(path: Path) -> list[GoldArticle]:
    """All articles of a file in the form of LGL (``toponym``) or GeoVirus (``location``). Raises ``GoldError``."""
    try:
        root = ElementTree.fromstring(text(path))
        return [_article(path, number, article) for number, article in enumerate(root.iter("article"), 1)]
    except (ElementTree.ParseError, ValueError) as error:
        if isinstance(error, GoldError):
            raise
        raise GoldError(f"{path}: not a file of articles with toponyms ({error})") from error


def _article(path: Path, number: int, article: ElementTree.Element) -> GoldArticle:
    body = article.findtext("text")
    if body is None:
        raise GoldError(f"{path}, article {number}: has no text")
    url = article.findtext("url") or article.findtext("source")
    report = Report(
        id=article.get("docid") or str(number),
        text=body,
        title=article.findtext("title"),
        url=url,
        publisher=article.findtext("domain") or urlsplit(url or "").hostname,
    )
    where = f"{path}, article {number}"
    return GoldArticle(report, tuple(sorted(_names(where, body, article), key=lambda name: (name.start, name.end))))


def _names(where: str, body: str, article: ElementTree.Element) -> Iterator[GoldName]:
    for element in (*article.iter("toponym"), *article.iter("location")):
        words = element.findtext("phrase") or element.findtext("name") or ""
        start = int(element.findtext("start") or -1)
        place = next((start + shift for shift in SHIFTS if body.startswith(words, max(0, start + shift))), None)
        if place is None or not words:
            raise GoldError(f"{where}: {words!r} does not stand at {start}")
        tag = element.find("gaztag")
        yield GoldName(place, place + len(words), words, _point(element, tag), _number(tag), _page(element))


def _point(element: ElementTree.Element, tag: ElementTree.Element | None) -> tuple[float, float] | None:
    source = element if tag is None else tag
    latitude, longitude = source.findtext("lat"), source.findtext("lon")
    return (float(latitude), float(longitude)) if latitude and longitude else None


def _number(tag: ElementTree.Element | None) -> int | None:
    number = tag.get("geonameid") if tag is not None else None
    return int(number) if number and number.isdigit() else None


def _page(element: ElementTree.Element) -> str | None:
    page = element.findtext("page")
    return unquote(page.rpartition("/")[2]).replace("_", " ") if page else None
