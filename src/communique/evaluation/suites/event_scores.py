"""Score the whole record, end to end, against gold in the codebook's form.

An event is found when its type is the gold's and the anchors or the quotes overlap; each gold event and each of ours is
matched at most once, best pairs first. Fields are scored on matched events only (matched ignoring type), so that a field's
figure does not hide a missed event.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.event_gold import GoldReport, span_of
from communique.gazetteer.distance import kilometres
from communique.model import Span

SAME_PLACE_KM = 25.0
"""Two points nearer than this are one place (issue 3, suite ``events``)."""

Gold = dict[str, Any]
Found = dict[str, Any]
Field = tuple[str, Counts, object, object]


def score_report(item: GoldReport, ours: list[Found], tally: Tally) -> None:
    """Compare one report's events and add to the tally's present unit."""
    typed = match(ours, item.events, item.report.text, same_type=True)
    loose = match(ours, item.events, item.report.text, same_type=False)
    tally.add("event with type", Counts(len(typed), len(ours), len(item.events)))
    tally.add("event ignoring type", Counts(len(loose), len(ours), len(item.events)))
    for found, wanted in loose:
        _score_fields(ours[found], item.events[wanted], tally)
    whole = sum(_whole(ours[found], item.events[wanted]) for found, wanted in typed)
    tally.add("whole event", Counts(whole, len(ours), len(item.events)))
    _score_types(item, ours, typed, tally)
    _note_slips(item, ours, loose, tally)


def _note_slips(item: GoldReport, ours: list[Found], loose: list[tuple[int, int]], tally: Tally) -> None:
    for index, event in enumerate(item.events):
        if index not in {wanted for _, wanted in loose}:
            tally.slip("event", event["quote"], wanted=f"{event['type']}: {event['anchor']}")
    for index, event in enumerate(ours):
        if index not in {found for found, _ in loose}:
            tally.slip("event", event["quote"], found=f"{event['type']}: {event['anchor']}")
    for found, wanted in loose:
        if ours[found]["type"] != item.events[wanted]["type"]:
            tally.slip("type", ours[found]["quote"], item.events[wanted]["type"], ours[found]["type"])


def _score_types(item: GoldReport, ours: list[Found], typed: list[tuple[int, int]], tally: Tally) -> None:
    for event in item.events:
        tally.add(event["type"], Counts(wanted=1), group="by type")
    for event in ours:
        tally.add(event["type"], Counts(found=1), group="by type")
    for _, wanted in typed:
        tally.add(item.events[wanted]["type"], Counts(right=1), group="by type")


def match(ours: list[Found], gold: Iterable[Gold], text: str, *, same_type: bool) -> list[tuple[int, int]]:
    """Pairs of indices (ours, gold), one to one, the closest first."""
    spans = [(span_of(g["anchor"], g["quote"], text), span_of(g["quote"], g["quote"], text), g) for g in gold]
    pairs = []
    for i, found in enumerate(ours):
        anchor, quote = _span(found, "anchor"), _span(found, "quote")
        for j, (gold_anchor, gold_quote, wanted) in enumerate(spans):
            alike = found["type"] == wanted["type"]
            if same_type and not alike:
                continue
            close = 4 * _overlap(anchor, gold_anchor) + 2 * alike + _overlap(quote, gold_quote)
            mentioned = wanted["anchor"] in found["anchor"] and found["quote"] in wanted["mentions"]
            if _overlap(anchor, gold_anchor) or _overlap(quote, gold_quote) or mentioned:
                pairs.append((close + _agreement(found, wanted), i, j))
    chosen: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return chosen


def _agreement(found: Found, wanted: Gold) -> float:
    """Breaks ties between events of one sentence: sides and date alike."""
    sides = sum(_side(found[side], wanted[side]).f1 for side in ("initiators", "recipients"))
    return 0.2 * sides + 0.1 * bool(found["date"]["start"] == wanted["date"]["start"])


def _span(found: Found, path: str) -> Span | None:
    span = found["evidence"].get(path)
    return (span[0], span[1]) if span else None


def _overlap(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def _score_fields(found: Found, wanted: Gold, tally: Tally) -> None:
    for name, counts, ours, gold in _fields(found, wanted):
        tally.add(name, counts)
        if counts.right < max(counts.found, counts.wanted):
            tally.slip(name, f"[{wanted['type']}: {wanted['anchor']}] {wanted['quote']}", gold, ours)


def _fields(found: Found, wanted: Gold) -> Iterable[Field]:
    """Each figure of a matched event: its name, counts, our value and the gold's."""
    yield from _side_fields(found, wanted)
    yield from _place_fields(found["place"], wanted["place"])
    yield from _date_fields(found["date"], wanted["date"])
    for key in ("status", "certainty", "aggregate", "count", "weapon"):
        yield _equal(key, _norm(str(found[key])), _norm(str(wanted[key])))
    ours, gold = found["attribution"], wanted["attribution"]
    yield "attribution", _attribution(ours, gold), ours and ours["source"], gold and gold["source"]
    yield "tolls", _tolls(found["tolls"], wanted["tolls"]), _losses(found["tolls"]), _losses(wanted["tolls"])


def _side_fields(found: Found, wanted: Gold) -> Iterable[Field]:
    for side in ("initiators", "recipients"):
        ours, gold = found[side], wanted[side]
        yield side, _side(ours, gold), _names(ours), _names(gold)
        yield f"{side} (name)", _side(ours, gold, by_head=False), _names(ours), _names(gold)


def _place_fields(ours: Any, gold: Any) -> Iterable[Field]:
    yield "place", _one(ours, gold, same_place), ours and ours["name"], gold and gold["name"]
    if ours and gold:
        yield _equal("place precision", ours["precision"], gold["precision"])


def _date_fields(ours: Any, gold: Any) -> Iterable[Field]:
    days, right = (ours["start"], ours["end"]), (gold["start"], gold["end"])
    yield _equal("date", days, right)
    if any(days) or any(right):
        yield "date where given", Counts(int(days == right), int(any(days)), int(any(right))), days, right
    yield _equal("date precision", ours["precision"], gold["precision"])


def _names(side: list[Any]) -> str:
    return "; ".join(f"{actor['name']} [{actor['text']}]" for actor in side)


def _losses(tolls: list[Any]) -> str:
    return "; ".join(f"{toll['outcome']} {toll['low']}-{toll['high']}" for toll in tolls)


def _equal(name: str, found: object, wanted: object) -> Field:
    return name, Counts(int(found == wanted), 1, 1), found, wanted


def _one(found: Any, wanted: Any, same: Callable[[Any, Any], bool]) -> Counts:
    """A slot that holds one value or none; agreeing on none is right."""
    if found is None and wanted is None:
        return Counts(1, 1, 1)
    both = found is not None and wanted is not None
    return Counts(int(both and same(found, wanted)), 1, 1)


def _attribution(found: Any, wanted: Any) -> Counts:
    return _one(found, wanted, lambda a, b: _heads_overlap(a["source"], b["source"]))


def same_place(found: Any, wanted: Any) -> bool:
    """One name, or within ``SAME_PLACE_KM`` where both have coordinates."""
    ours = {_place_name(found["name"] or ""), _place_name(found["text"] or "")}
    if {_place_name(wanted["name"] or ""), _place_name(wanted["text"] or "")} & ours - {""}:
        return True
    points = [(p.get("latitude"), p.get("longitude")) for p in (found, wanted)]
    if any(value is None for point in points for value in point):
        return False
    return kilometres(*points[0], *points[1]) <= SAME_PLACE_KM


def _place_name(name: str) -> str:
    return re.sub(r"\b(the|city|town|village|province|of)\b|\(.*?\)", " ", _norm(name)).strip()


def _norm(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9()' ]+", " ", plain).strip()


STOP = frozenset("the a an of in and or for to by with its their his her from at on who which that".split())


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9]+", _norm(text)) if word not in STOP}


def _heads_overlap(a: str, b: str) -> bool:
    return bool(_words(a) & _words(b))


def _side(found: list[Any], wanted: list[Any], *, by_head: bool = True) -> Counts:
    """Actors of one side: same normalised name, or (by head) words of the text in common."""
    if not found and not wanted:
        return Counts(1, 1, 1)
    left = list(wanted)
    right = 0
    for actor in found:
        for other in left:
            if same_actor(actor, other, by_head=by_head):
                left.remove(other)
                right += 1
                break
    return Counts(right, len(found) or (0 if wanted else 1), len(wanted) or (0 if found else 1))


def same_actor(found: Any, wanted: Any, *, by_head: bool) -> bool:
    """Equal normalised names, or, when ``by_head``, a content word of the texts in common."""
    if found["name"] and _norm(found["name"]) == _norm(wanted["name"] or ""):
        return True
    return by_head and _heads_overlap(found["text"], wanted["text"])


def _tolls(found: list[Any], wanted: list[Any]) -> Counts:
    ours = [(t["outcome"], t["low"], t["high"]) for t in found]
    gold = [(t["outcome"], t["low"], t["high"]) for t in wanted]
    right = 0
    for toll in ours:
        if toll in gold:
            gold.remove(toll)
            right += 1
    return Counts(right, len(ours), len(wanted))


def _whole(found: Found, wanted: Gold) -> bool:
    """Type (given), place, date and both sides all right."""
    place = _one(found["place"], wanted["place"], same_place).right
    date = (found["date"]["start"], found["date"]["end"]) == (wanted["date"]["start"], wanted["date"]["end"])
    sides = [_side(found[side], wanted[side]) for side in ("initiators", "recipients")]
    return bool(place and date and all(s.right == s.found == s.wanted for s in sides))
