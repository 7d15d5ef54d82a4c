"""From our reading of a phrase to the codes of PLOVER actors: country, sector, name (``data/actors/sectors.yaml``)."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml
from spacy.tokens import Doc, Span

from communique.codebook.actors import load_actor_lists, normalise
from communique.coding.actors import default_actors
from communique.coding.layers import ActorMention
from communique.coding.parties import is_bare_state
from communique.coding.pipeline import Coder
from communique.model import Report

CARRIER = "{phrase} said so."
"""A phrase is read as the subject of a sentence, which is how actors mostly stand."""
ROLE = re.compile(r"role '([^']+)'")


@dataclass(frozen=True, slots=True)
class Projection:
    """The tables of ``sectors.yaml``."""

    kinds: Mapping[str, str]
    """The sector of an actor whose list gives none, by its kind."""
    abroad: frozenset[str]
    """Sectors of those who belong to no state; their code stands for the country."""
    work: Mapping[str, str]
    """What an international body does, by a word of its name."""
    codes: Mapping[str, str]
    """Country codes that differ from ours."""
    second: Mapping[str, str]
    """A second sector by a word of an office."""
    no_country: frozenset[str]
    pairs: Mapping[str, tuple[str, str]]
    """The two sectors of a kind and sector of ours that PLOVER tells by two."""


@functools.cache
def load_projection() -> Projection:
    """The packaged tables."""
    source = resources.files("communique.evaluation") / "data" / "actors" / "sectors.yaml"
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    raw.update({name: frozenset(raw[name]) for name in ("abroad", "no_country")})
    return Projection(**raw)


def coding(coder: Coder, phrase: str, published: str | None, context: str = "") -> dict[str, str] | None:
    """The codes of a phrase by itself, or after its context; null where we read no actor in it.

    A common noun or pronoun that is no actor we know is an unknown one (``UNK``); an unknown proper name is null.
    """
    opening = f"{context.strip()}\n\n" if context.strip() else ""
    doc = coder.analyse(Report(id="phrase", text=opening + CARRIER.format(phrase=phrase), published=published))
    start = len(opening)
    mention = mention_of(doc, start, start + len(phrase))
    if mention is None or (mention.actor.kind is None and mention.sector is None):
        return unknown(doc, start, start + len(phrase))
    return codes_of(mention, phrase, published)


def mention_of(doc: Doc, start: int, end: int) -> ActorMention | None:
    """The actor read at the head of a stretch of text, else the longest inside it."""
    inside = [m for m in doc._.actors if doc[m.start].idx >= start and doc[m.end - 1].idx < end]
    span = _span(doc, start, end)
    heads = [m for m in inside if m.head == span.root.i or (m.start, m.end) == (span.start, span.end)]
    return max(heads or inside, key=lambda m: (m.end - m.start, m.actor.kind is not None), default=None)


def _span(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    return doc[0:1] if span is None else span


def unknown(doc: Doc, start: int, end: int) -> dict[str, str] | None:
    """What is no actor we know: ``UNK`` for a common noun or a pronoun, null for a name."""
    span = _span(doc, start, end)
    countries = {place.place.country for place in doc._.places or () if span.start <= place.start < span.end}
    if span.root.pos_ not in ("NOUN", "PRON"):
        return None
    country = countries.pop() if len(countries) == 1 else None
    return {"country": country_code(country), "code_1": "UNK", "code_2": "", "wiki": "", "title": "", "pattern": ""}


def codes_of(mention: ActorMention, phrase: str, published: str | None) -> dict[str, str]:
    """Country, sectors, name, office and pattern of a mention."""
    table = load_projection()
    sector = mention.sector or ("" if is_bare_state(mention) else table.kinds[mention.actor.kind or "other"])
    country = country_code(mention.actor.country)
    if sector in table.abroad:
        country = "" if sector in table.no_country else sector
        sector = _work(mention.listed or "", table) or sector
    sector, second = table.pairs.get(f"{mention.actor.kind} {sector}", (sector, ""))
    name, office = mention.listed or "", _office(mention.listed, published)
    pattern = ROLE.search(mention.rule)
    return {
        "country": country,
        "cc": country,
        "code_1": sector,
        "code_2": second or next((code for word, code in table.second.items() if word in office.split()), ""),
        "wiki": name,
        "title": name,
        "actor_wiki_job": f"{office} of {mention.actor.country}" if office else "",
        "pattern": pattern[1] if pattern else "",
        "text": without_states(phrase),
    }


def _work(name: str, table: Projection) -> str | None:
    return next((code for word, code in table.work.items() if word in name.lower()), None)


def _office(name: str | None, published: str | None) -> str:
    """The office that a person of the list held at a date."""
    year = int(published[:4]) if published else 9999
    held = [leader for leader in load_actor_lists().leaders if leader.name == name]
    fitting = [item for item in held if (item.start or 0) <= year <= (item.end or 9999)]
    return fitting[0].office if fitting else ""


def country_code(country: str | None) -> str:
    """The three letters of a country of the record; empty for none."""
    named = load_actor_lists().by_name.get(normalise(country), ()) if country else ()
    code = next((state.iso3 for state in named if state.iso3), "") or ""
    return load_projection().codes.get(country or "", code)


def without_states(phrase: str) -> str:
    """A phrase without its articles and the names and adjectives of states."""
    words = phrase.split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            entries = default_actors().index.lookup(" ".join(words[start : start + size]))
            if any(entry.sort in ("state", "adjective") for entry in entries):
                return without_states(" ".join(words[:start] + words[start + size :]))
    return " ".join(word for word in words if word.lower() not in ("a", "an", "the"))


def same_name(ours: str, wanted: str) -> bool:
    """Whether a name of ours and one of the gold are of one person or body by our lists; none is only like none."""
    plain = re.sub(r" \(.*?\)$", "", wanted)
    if not ours or not wanted:
        return ours == wanted
    return normalise(ours) == normalise(plain) or any(
        entry.label == ours or normalise(entry.label) == normalise(ours)
        for entry in default_actors().index.lookup(plain)
        if entry.sort in ("group", "leader")
    )
