"""The words in which states, claims, sums and changes are told; the same for the terminal and the picture."""

from communique.incidents.contradicting import number
from communique.model import Place, When
from communique.situation.days import day_of, told
from communique.situation.effects import effects
from communique.situation.record import ControlChange, ControlClaim, Entry, LeftOut, PlaceState, Situation, TollSum


def place_in_words(place: Place | None) -> str:
    """``Diabaly, Ségou``; anything less exact than a town with its precision."""
    if place is None:
        return "place not told"
    parts = dict.fromkeys(part for part in (place.name or place.text, place.admin1) if part)
    name = ", ".join(parts)
    return name if place.precision == "town" else f"{name} ({place.precision})"


def state_in_words(state: PlaceState) -> str:
    """What is said of a place, and how old the last claim is: ``held by Ansar Dine since 2013-01-10 (last claim 12 days ago)``."""
    words = {
        "held": f"said to be held by {holders(state)} since {_since(state)}",
        "undated": f"said to be held by {holders(state)}; since when is not told, reported {state.since_reported}",
        "besieged-or-fought-for": _fought_for(state),
        "same-day": f"contested: claims of one day, {_since(state)}, name sides that cannot both hold it: {holders(state)}",
        "side-not-told": f"said to have been taken {_since(state)}, by whom is not told",
        "order-not-told": f"not known: the dates do not tell which claim came last; named are {holders(state)}",
        "left": f"not known: {_leavers(state)} said to have left, {_since(state)}; who came after is not told",
        "nobody-said": "not known: fought over, and no report says who holds it",
    }[state.rule]
    return f"{words} ({age(state)})"


def holders(state: PlaceState) -> str:
    """The sides that are said to hold a place."""
    return " and ".join(state.holders) or "a side that is not named"


def age(state: PlaceState) -> str:
    """How long the last claim lies back."""
    if state.days_ago is None:
        return "day of the last claim not known"
    if state.days_ago == 0:
        return "last claim of the same day"
    reported = "reported " if state.since_reported else ""
    return f"last claim {reported}{plural(state.days_ago, 'day')} ago"


def _since(state: PlaceState) -> str:
    return told(state.since) if state.since else f"date not told, reported {state.since_reported}"


def _fought_for(state: PlaceState) -> str:
    held = f"; said to be held by {holders(state)}" if state.holders else "; no standing claim says who holds it"
    siege = any(claim.type == "siege" for claim in state.claims)
    return f"contested: {'besieged' if siege else 'fought for'}, {_since(state)}{held}"


def _leavers(state: PlaceState) -> str:
    sides = dict.fromkeys(side for claim in state.claims for side in claim.sides)
    return f"{' and '.join(sides)} {'are' if len(sides) > 1 else 'is'}" if sides else "a side that is not named is"


def claim_in_words(claim: ControlClaim) -> str:
    """By whose word, when, and which rule made what of it."""
    who = f"{claim.publisher or 'publisher not known'}, {day_of(claim.published) or 'no date'}"
    doubts = [f"said by {claim.said_by}"] if claim.said_by else []
    doubts += ["hedged"] if claim.hedged else []
    doubts += ["alleged"] if claim.alleged else []
    doubts += [claim.status] if claim.status not in ("actual", "ongoing") else []
    quoted = f"“{' '.join(claim.quote.split())}” " if claim.quote else ""
    about = f" ({', '.join(doubts)})" if doubts else ""
    return f"{quoted}{who}{about}; {told(claim.date)} [{claim.incident}, rule {claim.rule}]"


def ruling_in_words(state: PlaceState) -> str:
    """The written ruling behind a state."""
    return effects().rulings[state.rule].why


def toll_sum_in_words(toll: TollSum) -> str:
    """``best 95 or more, low 60, high not known: 2 of 5 incidents give no upper end``."""
    more = " or more" if toll.no_high or toll.no_best else ""
    high = f"high {toll.high:,}" if toll.high is not None else "high not known"
    gaps = [
        f"{count} of {toll.incidents} {'gives' if count == 1 else 'give'} no {end}"
        for count, end in ((toll.no_low, "lower end"), (toll.no_best, "number"), (toll.no_high, "upper end"))
        if count
    ]
    return f"best {toll.best:,}{more}, low {toll.low:,}, {high}; {plural(toll.incidents, 'incident')}" + (
        f", {', '.join(gaps)}" if gaps else ""
    )


def entry_in_words(entry: Entry) -> str:
    """A line of a timeline, without its date."""
    sides = " / ".join("; ".join(side) for side in (entry.initiators, entry.recipients) if side)
    status = "" if entry.status == "actual" else f" ({entry.status})"
    summary = " (summary over many)" if entry.aggregate else ""
    differ = f"contradictions: {', '.join(one.field for one in entry.contradictions)}" if entry.contradictions else ""
    voices = plural(entry.publishers, "publisher")
    parts = (
        f"{entry.type}{status}{summary}",
        place_in_words(entry.place),
        sides,
        "; ".join(entry.tolls),
        voices,
        differ,
    )
    return " · ".join(part for part in parts if part) + f" [{entry.incident}]"


def control_change_in_words(change: ControlChange) -> str:
    """What a place was said to be, and is now."""
    before = "nothing said" if change.before is None else brief(change.before)
    return f"{place_in_words(change.after.place)}: {before} → {brief(change.after)}"


def brief(state: PlaceState) -> str:
    """State and holders in a few words."""
    return f"{state.state} ({holders(state)})" if state.holders else state.state


def left_out_in_words(left: LeftOut) -> list[str]:
    """What was not used, and why; nothing where all was used."""
    reasons = (
        (left.reported_later, "reported only later"),
        (left.happened_later, "dated later"),
        (left.not_dated_report, "of reports without a date"),
        (left.not_recomputable, "of which some reports are later and the events are not in the file"),
        (left.no_country, "without a country"),
    )
    return [f"{count:,} {why}" for count, why in reasons if count]


def plural(number: int, word: str) -> str:
    """``1 incident``, ``2 incidents``, ``3 summaries``."""
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{number:,} {word}s"


def heading(situation: Situation) -> str:
    """What the picture is of."""
    asked = [part for part in (situation.place, situation.country) if part]
    actor = [f"with {situation.actor}"] if situation.actor else []
    return f"{', '.join(asked) or 'All countries'} {' '.join([*actor, 'on', situation.on])}"


def summary_in_words(outcome: str, low: int | None, best: int | None, high: int | None, date: When) -> str:
    """What a summary says of losses."""
    figure = number(low, high)
    return f"{outcome} {figure if best is None or low == high else f'{best:,} ({figure})'}, {told(date)}"
