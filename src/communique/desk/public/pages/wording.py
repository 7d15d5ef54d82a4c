"""Values of incidents in words for people. What no report gives is never made up: it is said to be not given."""

from collections.abc import Sequence
from datetime import date

from communique.desk.archive.countries import name_of
from communique.desk.archive.families import family_of
from communique.incidents.contradicting import number
from communique.model import Actor, Incident, Place, TollAccount, When

NOT_GIVEN = "not given"
FOUGHT = frozenset(("battle", "remote", "attack", "territory"))
"""Families whose events are done against somebody; the others are done to or with them."""
STATUS_WORDS = {
    "planned": "Said to be planned",
    "hypothetical": "Said to be possible",
    "negated": "Said not to have happened",
    "ongoing": "Going on",
}


def type_words(kind: str | None) -> str:
    """``suicide-bombing`` as ``Suicide bombing``."""
    return (kind or "Happening").replace("-", " ").capitalize()


def day_words(iso: str | date | None) -> str:
    """``2024-05-02`` as ``2 May 2024``."""
    if iso is None:
        return NOT_GIVEN
    day = iso if isinstance(iso, date) else date.fromisoformat(iso[:10])
    return f"{day.day} {day:%B} {day.year}"


def date_words(when: When | None) -> str:
    """When it happened, as exactly as it is told and no more exactly."""
    if when is None or (when.start is None and when.end is None):
        return "date not given"
    if when.start is None:
        return f"by {day_words(when.end)}"
    if when.end is None:
        return f"since {day_words(when.start)}"
    if when.precision == "month" and when.start[:7] == when.end[:7]:
        return f"in {date.fromisoformat(when.start):%B} {int(when.start[:4])}"
    if when.precision == "year" and when.start[:4] == when.end[:4]:
        return f"in {int(when.start[:4])}"
    if when.start == when.end:
        return f"on {day_words(when.start)}"
    return f"between {day_words(when.start)} and {day_words(when.end)}"


def place_words(place: Place | None) -> str:
    """``Diabaly, Ségou, Mali``; what is less exact than a town with how exact it is."""
    if place is None:
        return "place not given"
    parts = dict.fromkeys(part for part in (place.name or place.text, place.admin1, name_of(place.country)) if part)
    vague = f" ({place.precision})" if place.precision in ("district", "region", "unknown") else ""
    return ", ".join(parts) + vague


def actor_words(actor: Actor) -> str:
    """The name, or the words of the report in quotation marks where nobody is named."""
    return (actor.name or f"“{actor.text}”") + (" (alleged)" if actor.alleged else "")


def actors_words(actors: Sequence[Actor] | None) -> str:
    """Every actor of a side."""
    return "; ".join(dict.fromkeys(actor_words(actor) for actor in actors or ())) or NOT_GIVEN


def toll_words(toll: TollAccount) -> str:
    """``61 killed``; ``12 or more killed``; ``40 killed (between 20 and 60)``: the preferred figure and the ends that are given."""
    if toll.best is None:
        return f"{number(toll.low, toll.high)} {outcome_words(toll.outcome)}"
    if toll.low == toll.high == toll.best:
        return f"{toll.best:,} {outcome_words(toll.outcome)}"
    if toll.low == toll.best and toll.high is None:
        return f"{toll.best:,} or more {outcome_words(toll.outcome)}"
    if toll.high == toll.best and toll.low is None:
        return f"up to {toll.best:,} {outcome_words(toll.outcome)}"
    low, high = (NOT_GIVEN if end is None else f"{end:,}" for end in (toll.low, toll.high))
    return f"{toll.best:,} {outcome_words(toll.outcome)} (low {low}, high {high})"


def outcome_words(outcome: str) -> str:
    """``killed-or-injured`` as ``killed or injured``."""
    return outcome.replace("-", " ")


def headline(incident: Incident) -> str:
    """The incident in one sentence, of its preferred values."""
    status = STATUS_WORDS.get(incident.status.value or "", "")
    kind = type_words(incident.type.value)
    summary = "a summary of several: " if incident.aggregate else ""
    begun = (
        f"{status}: {summary}{kind.lower()}" if status else f"{summary.capitalize()}{kind.lower() if summary else kind}"
    )
    where = place_words(incident.place.value)
    joined = f"{begun}, {where}" if incident.place.value is None else f"{begun} in {where}"
    sides, losses = _sides(incident), ", ".join(toll_words(toll) for toll in incident.tolls)
    told = f"{joined}, {date_words(incident.date.value)}{f': {sides}' if sides else ''}."
    return f"{told} {losses[0].upper()}{losses[1:]}." if losses else told


def title(incident: Incident) -> str:
    """Type and place alone, for titles of pages."""
    place = incident.place.value
    where = (place.name or place.text) if place else "place not given"
    return f"{type_words(incident.type.value)}, {where}"


def _sides(incident: Incident) -> str:
    who, whom = incident.initiators.value, incident.recipients.value
    word = "against" if family_of().get(incident.type.value or "") in FOUGHT else "to"
    if who and whom:
        return f"{actors_words(who)} {word} {actors_words(whom)}"
    if who:
        return f"by {actors_words(who)}"
    return f"{word} {actors_words(whom)}, by whom is not given" if whom else ""
