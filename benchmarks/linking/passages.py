"""A report's passage on one happening: its sentences, and the event that a reader takes from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.linking import claims
from benchmarks.linking.chances import pick
from benchmarks.linking.happenings import Details, Happening
from benchmarks.linking.templates import ANCHOR, Template, render
from benchmarks.linking.vocabulary import kinds, wording
from communique.model import Attribution, Event, Place, Span, Toll

ATTRIBUTED, HEDGED, NAMED_SPOT, LINKED = 0.6, 0.08, 0.8, 0.6
DETAILS = (0.35, 0.65, 0.25)
"""How often a first, second and third sentence of details follows."""
IN = {"country": "in ", "region": "in ", "district": "in the district of ", "town": "in ", "site": "at "}
RULES = {
    "anchor": "codebook: {type}/verb:{anchor}",
    "type": "codebook: {type}/verb:{anchor}",
    "place.text": "in of '{anchor}'",
    "place.name": "gazetteer: {place}, geonames; weak +1.2, noun +3, town +1.5, population +4.6, lead country +1.5, noun +5.0",
    "date": "nearest time in the sentence (reach 0.3); time: latest weekday up to publication",
    "initiators[0].text": "subject of '{anchor}'",
    "initiators[0].name": "subject of '{anchor}'; a name of the actor lists",
    "recipients[0].text": "object of '{anchor}'",
    "recipients[0].name": "object of '{anchor}'; role + the report's country",
    "tolls[0].text": "toll: verb of loss with its victims; number: plain number",
    "tolls[1].text": "toll: verb of loss with its victims; number: plain number",
    "attribution.source": "speech: 'say' + parenthetical",
    "attribution.cue": "speech: 'say' + parenthetical",
    "weapon": "weapon class of the codebook",
}
"""Of the form, and about the length, that the coder writes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences, and the event's fields with offsets into ``text``; ``quote`` ends where the details begin."""

    happening: Happening
    text: str
    fields: Mapping[str, Any]
    evidence: Mapping[str, Span]


def passage(of: Happening, published: int, first: bool, chance: Random) -> Passage:
    """The passage of a report published on a day (ordinal). ``first`` opens the report."""
    place, date = claims.place(of, chance), claims.when(of, published, chance)
    source = pick(wording().words["sources"], chance) if chance.random() < ATTRIBUTED else None
    tolls = claims.tolls(of, published, source, chance)
    initiators, recipients = claims.side(of.initiators, of, chance), claims.side(of.recipients, of, chance)
    slots = {
        "initiator": initiators[0].text if initiators else pick(wording().sides["unidentified"], chance),
        "recipient": recipients[0].text if recipients else "others",
        "place": _where(place),
        "when": date.text or "",
        "toll": "".join((", ", " and ")[number] + toll.text for number, toll in enumerate(tolls)),
        "spot": of.details.spot if chance.random() < NAMED_SPOT else "a building",
        "weapon": of.weapon or "rifle",
        "number": claims.NUMBERS.get(of.persons, str(of.persons)),
    }
    told = claims.kind(of, chance)
    text, spans = _lead(pick(kinds()[told].leads if told in kinds() else of.kind.leads, chance), slots, first, chance)
    attribution = Attribution(source=source, cue=pick(wording().words["cues"], chance)) if source else None
    quote = f"{text[:-1]}, {attribution.source} {attribution.cue}." if attribution else text
    fields = {
        "type": told,
        "anchor": text[slice(*spans[ANCHOR])],
        "quote": quote,
        "initiators": initiators,
        "recipients": recipients,
        "place": place,
        "date": date,
        "certainty": "hedged" if chance.random() < HEDGED else "stated",
        "attribution": attribution,
        "tolls": tolls if "toll" in spans else (),
        "weapon": of.weapon if "weapon" in spans else None,
        "confidence": round(0.5 + 0.45 * chance.random(), 1),
    }
    evidence = _evidence(fields, spans, len(text), quote)
    return Passage(of, f"{quote}{_details(of.details, of, chance)}", fields, evidence)


def _where(place: Place | None) -> str:
    return "" if place is None else f"{IN[place.precision]}{place.text}"


def _lead(template: Template, slots: Mapping[str, str], first: bool, chance: Random) -> tuple[str, dict[str, Span]]:
    """The sentence that tells it, with words before it that lead over."""
    text, spans = render(template, slots, chance)
    if first or chance.random() > LINKED:
        return text, spans
    before, _ = render(pick(wording().sentences["links"], chance), {}, chance)
    if not before:
        return text, spans
    moved = {name: (start + len(before), end + len(before)) for name, (start, end) in spans.items()}
    own = text if template.parts[0][0] not in {None, ANCHOR} else text[:1].lower() + text[1:]
    return before + own, moved


def _evidence(fields: Mapping[str, Any], spans: Mapping[str, Span], lead: int, quote: str) -> dict[str, Span]:
    """Where the values stand."""
    found = {"anchor": spans[ANCHOR], "type": spans[ANCHOR], "quote": (0, len(quote))}
    for name, slot in (("initiators", "initiator"), ("recipients", "recipient")):
        if fields[name] and slot in spans:
            found[f"{name}[0].text"] = found[f"{name}[0].name"] = spans[slot]
    if fields["place"] is not None and "place" in spans:
        _, end = spans["place"]
        found["place.text"] = found["place.name"] = (end - len(fields["place"].text), end)
    if "when" in spans:
        found["date"] = spans["when"]
    if "weapon" in spans:
        found["weapon"] = spans["weapon"]
    if fields["attribution"] is not None:
        source = fields["attribution"].source
        found["attribution.source"] = (lead + 1, lead + 1 + len(source))
        found["attribution.cue"] = (lead + 2 + len(source), len(quote) - 1)
    found.update(_toll_evidence(fields["tolls"], spans))
    return found


def _toll_evidence(tolls: tuple[Toll, ...], spans: Mapping[str, Span]) -> dict[str, Span]:
    found = {}
    if "toll" in spans:
        start = spans["toll"][0]
        for number, toll in enumerate(tolls):
            start += len((", ", " and ")[number])
            found[f"tolls[{number}].text"] = (start, start + len(toll.text))
            start += len(toll.text)
    return found


def _details(details: Details, of: Happening, chance: Random) -> str:
    """Sentences that name people, streets and houses."""
    slots = {
        "official": pick(details.officials, chance),
        "second": details.officials[1],
        "victim": pick(details.victims, chance),
        "street": pick(details.streets, chance),
        "spot": details.spot,
        "hospital": details.hospital,
        "age": str(18 + int(chance.random() * 50)),
        "number": str(2 + int(chance.random() * 30)),
        "weekday": pick(("Monday", "Wednesday", "Thursday", "Saturday"), chance),
    }
    every = wording().sentences["details"]
    return "".join(f" {render(pick(every, chance), slots, chance)[0]}" for often in DETAILS if chance.random() < often)


def event(of: Passage, report: str, moved: int) -> Event:
    """The event of a passage that begins at an offset of the report's text."""
    fields = of.fields
    evidence = {name: (start + moved, end + moved) for name, (start, end) in of.evidence.items()}
    place = fields["place"]
    words = {"type": fields["type"], "anchor": fields["anchor"], "place": place.name if place else ""}
    rules = {name: RULES[name].format(**words) for name in evidence if name in RULES}
    start, end = evidence["anchor"]
    return Event(id=f"{report}:{start}-{end}", report=report, evidence=evidence, rules=rules, **fields)
