"""From joined mentions to the event of the record, with evidence and rule for every value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from communique.coding.draft import Dated, Draft, Located, Loss, Party, is_generic
from communique.coding.joining import Group
from communique.coding.original import as_printed
from communique.coding.phrases import sentence_text
from communique.model import Actor, Attribution, Certainty, Event, Place, Report, Span, Status, When

AGGREGATE_PRECISIONS = frozenset(("span", "year", "month"))
CONFIDENCE_BASE = 0.5


@dataclass(slots=True)
class Trace:
    """Evidence and rules gathered while an event is made."""

    text: str
    evidence: dict[str, Span] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def note(self, path: str, span: Span | None, rule: str) -> None:
        """Keep where a value came from and what made it."""
        if span is not None:
            self.evidence[path] = span
        if rule:
            self.rules[path] = rule


def events(doc: Doc, groups: Sequence[Group], report: Report) -> list[Event]:
    """The events of a report, in the order of their anchors."""
    made = [_event(doc, group, report) for group in groups]
    return sorted(made, key=lambda event: event.evidence["anchor"])


def _event(doc: Doc, group: Group, report: Report) -> Event:
    trace = Trace(report.text)
    lead = group.lead
    anchor, quote, mentions = _words(doc, group, trace)
    place, date = _place(doc, group, trace), _date(doc, group, trace)
    status, certainty = _assertion(doc, group, trace)
    initiators = _side(doc, group, "initiators", place, trace)
    recipients = _side(doc, group, "recipients", place, trace)
    tolls = _tolls(group, trace)
    attribution = _attribution(lead, trace)
    count = _count(doc, group, trace)
    weapon = _weapon(doc, group, trace)
    own_place = best_place(group.drafts)  # one carried from elsewhere adds no confidence
    made = Event(
        id=f"{report.id}:{anchor[0]}-{anchor[1]}",
        report=report.id,
        type=lead.type,
        anchor=report.text[slice(*anchor)],
        quote=report.text[slice(*quote)],
        mentions=mentions,
        initiators=tuple(party.actor for party in initiators),
        recipients=tuple(party.actor for party in recipients),
        place=place,
        date=date,
        status=status,
        certainty=certainty,
        attribution=attribution,
        tolls=tuple(loss.toll for loss in tolls),
        count=count,
        weapon=weapon,
        aggregate=_aggregate(lead, date, count, trace),
        confidence=confidence(initiators, recipients, own_place, date.start or date.end),
        evidence=trace.evidence,
        rules=trace.rules,
    )
    return as_printed(made, report.text)


def confidence(*given: object) -> float:
    """How much of who, whom, where and when the report gives, as a figure from .5 to .95; not calibrated (docs/limits.md)."""
    return round(min(0.95, CONFIDENCE_BASE + 0.1 * sum(1 for value in given if value)), 2)


def _chars(doc: Doc, start: int, end: int) -> Span:
    span = doc[start:end]
    return span.start_char, span.end_char


def _words(doc: Doc, group: Group, trace: Trace) -> tuple[Span, Span, tuple[str, ...]]:
    lead = group.lead
    anchor = _chars(doc, lead.happening.start, lead.happening.end)
    trace.note("anchor", anchor, f"codebook: {lead.happening.trigger.id}")
    trace.note("type", anchor, f"codebook: {lead.happening.trigger.id}")
    quote = sentence_text(lead.happening.slots.head.sent)
    trace.note("quote", quote, "")
    spans = {sentence_text(draft.happening.slots.head.sent): draft for draft in group.drafts}
    spans.pop(quote, None)
    for index, (span, draft) in enumerate(spans.items()):
        trace.note(f"mentions[{index}]", span, f"joined: {draft.happening.trigger.id}")
    return anchor, quote, tuple(trace.text[slice(*span)] for span in spans)


def _of_country(party: Party, place: Place | None) -> Party:
    """Civilians told without a country are those of where it happened."""
    actor = party.actor
    if actor.name is not None or actor.kind != "civilians" or place is None or place.country is None:
        return party
    named = Actor(text=actor.text, name=f"Civilians ({place.country})", kind="civilians", country=place.country)
    return replace(party, actor=named, rule=f"{party.rule}; of the country where it happened")


def _side(doc: Doc, group: Group, side: str, place: Place | None, trace: Trace) -> list[Party]:
    """The parties of all mentions, each once; a named one stands for the unnamed of the same event."""
    found: list[Party] = []
    for draft in group.drafts:
        for party in getattr(draft, side):
            if not any(_same(party, other) for other in found) and not (found and party.actor.name is None):
                found.append(_of_country(party, place))
    if side == "initiators" and not found:
        found.extend(group.claimants)
    if side == "recipients" and not found:
        found.extend(group.accused)
    if any(party.armed and not is_generic(party) for party in found):
        found = [party for party in found if not (party.actor.name or "").startswith("Unidentified")]
    for index, party in enumerate(found):
        trace.note(f"{side}[{index}].text", _chars(doc, *party.named), party.rule)
        if (party.start, party.end) != party.named:
            trace.note(f"{side}[{index}]", _chars(doc, party.start, party.end), party.rule)
        if party.actor.name:
            trace.note(f"{side}[{index}].name", _chars(doc, *party.named), party.rule)
    return found


def _same(a: Party, b: Party) -> bool:
    if a.actor.name and b.actor.name:
        return a.actor.name == b.actor.name
    return a.actor.text.casefold() == b.actor.text.casefold()


def _place(doc: Doc, group: Group, trace: Trace) -> Place | None:
    located = best_place(group.drafts) or group.carried
    if located is None:
        return None
    mention = located.mention
    span = _chars(doc, mention.start, mention.end)
    start = trace.text.lower().rfind(mention.place.text.lower(), max(0, span[0] - 200), span[1] + 200)
    trace.note("place.text", (start, start + len(mention.place.text)) if start >= 0 else span, located.rule)
    named = mention.antecedent
    if mention.place.name:
        trace.note("place.name", _chars(doc, *named) if named else span, mention.rule)
    return mention.place


RANK = {"site": 0, "town": 1, "district": 2, "region": 3, "country": 4, "unknown": 5}


def best_place(drafts: Iterable[Draft]) -> Located | None:
    """The narrowest place that a mention gives, the first such."""
    given = [draft.place for draft in drafts if draft.place is not None]
    return min(given, key=lambda located: (not located.firm, RANK[located.mention.place.precision]), default=None)


def _date(doc: Doc, group: Group, trace: Trace) -> When:
    dated = best_time(group.drafts) or group.dated
    if dated is None:
        return When()
    trace.note("date", _chars(doc, dated.mention.start, dated.mention.end), dated.rule)
    return dated.mention.when


FINENESS = {"day": 0, "days": 1, "week": 2, "month": 3, "year": 4, "span": 5, "unknown": 6}


def best_time(drafts: Iterable[Draft]) -> Dated | None:
    """The finest time that a mention gives, the first such."""
    given = [draft.time for draft in drafts if draft.time is not None]
    return min(given, key=lambda dated: (not dated.firm, FINENESS[dated.mention.when.precision]), default=None)


def _assertion(doc: Doc, group: Group, trace: Trace) -> tuple[Status, Certainty]:
    lead = group.lead
    span = _chars(doc, *lead.assertion_cue) if lead.assertion_cue else None
    if lead.status != "actual" or span:
        trace.note("status", span, lead.assertion_rule)
    if lead.certainty != "stated":
        trace.note("certainty", _chars(doc, *lead.certainty_cue) if lead.certainty_cue else span, lead.assertion_rule)
    return lead.status, lead.certainty


def _attribution(lead: Draft, trace: Trace) -> Attribution | None:
    if lead.speech is None:
        return None
    trace.note("attribution.source", lead.speech.source_span, lead.speech.rule)
    trace.note("attribution.cue", lead.speech.cue_span, lead.speech.rule)
    return Attribution(source=lead.speech.source, cue=lead.speech.cue)


def _tolls(group: Group, trace: Trace) -> list[Loss]:
    found: dict[tuple[object, ...], Loss] = {}
    for draft in group.drafts:
        for loss in draft.tolls:
            _add_toll(found, loss)
    losses = list(found.values())
    for index, loss in enumerate(losses):
        trace.note(f"tolls[{index}].text", loss.span, loss.rule)
        if loss.source_span:
            trace.note(f"tolls[{index}].source", loss.source_span, loss.rule)
    return losses


def _add_toll(found: dict[tuple[object, ...], Loss], loss: Loss) -> None:
    """Keep a figure once for each source and for each group of people; told again without a source, it adds nothing."""
    for key, other in list(found.items()):
        if other.key != loss.key or not _alike(other.toll.who, loss.toll.who):
            continue
        if _alike(other.toll.source, loss.toll.source):
            if other.toll.source is None and loss.toll.source is not None:
                found[key] = loss
            return
    found[(*loss.key, loss.toll.source, loss.toll.who, len(found))] = loss


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two names may mean the same: one is not given, or holds the other ("Villagers", "Villagers in the north")."""
    return one is None or other is None or one in other or other in one


def _count(doc: Doc, group: Group, trace: Trace) -> int:
    for draft in group.drafts:
        if draft.count_span is not None:
            trace.note("count", _chars(doc, *draft.count_span), "number that counts the anchor")
            return draft.count
    return 1


def _weapon(doc: Doc, group: Group, trace: Trace) -> str | None:
    for draft in group.drafts:
        if draft.weapon is not None:
            span = _chars(doc, *draft.weapon)
            trace.note("weapon", span, "weapon class of the codebook")
            return trace.text[slice(*span)]
    return None


def _aggregate(lead: Draft, date: When, count: int, trace: Trace) -> bool:
    """A summary: a plural or mass noun over a long time; never a counted or dated happening."""
    if lead.happening.trigger.aggregate and date.precision not in ("day", "days"):
        trace.note("aggregate", None, f"codebook: {lead.happening.trigger.id} sums up")
        return True
    if lead.plural and count == 1 and date.precision in AGGREGATE_PRECISIONS:
        trace.note("aggregate", None, f"plural over a {date.precision}")
        return True
    return False
