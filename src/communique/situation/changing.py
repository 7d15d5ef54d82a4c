"""What later reports made of an incident: its values before and after laid side by side."""

from collections.abc import Iterator

from communique.model import Incident, Place, TollAccount, When
from communique.situation.days import told
from communique.situation.entries import entry, figure_in_words, names
from communique.situation.record import Change


def change(before: Incident | None, after: Incident) -> Change | None:
    """The change from an incident as reported by one day to the same as reported by a later; null where nothing differs.

    ``before`` is null where nothing had been reported. Both are as ``communique.situation.reported.as_reported`` makes them.
    """
    if before is None:
        return Change(incident=after.id, kind="new", entry=entry(after))
    what = tuple(_differences(before, after))
    return Change(incident=after.id, kind="changed", entry=entry(after), what=what) if what else None


def _differences(before: Incident, after: Incident) -> Iterator[str]:
    plain = (
        ("status", before.status.value or "not told", after.status.value or "not told"),
        ("type", before.type.value or "not told", after.type.value or "not told"),
        ("certainty", before.certainty.value or "not told", after.certainty.value or "not told"),
        ("date", told(before.date.value or When()), told(after.date.value or When())),
        ("place", _where(before.place.value), _where(after.place.value)),
        ("who", _who(before, "initiators"), _who(after, "initiators")),
        ("to whom", _who(before, "recipients"), _who(after, "recipients")),
    )
    yield from (f"{field}: {was} → {now}" for field, was, now in plain if was != now)
    yield from _tolls(before, after)
    yield from _contradictions(before, after)
    if after.publishers > before.publishers:
        yield f"told independently by {after.publishers} publishers, before by {before.publishers}"


def _tolls(before: Incident, after: Incident) -> Iterator[str]:
    known = {account.outcome: account for account in before.tolls}
    for account in after.tolls:
        was = known.get(account.outcome)
        if was is None:
            yield f"{account.outcome}: first figure {figure_in_words(account)}"
        elif figure_in_words(was) != figure_in_words(account):
            yield f"{account.outcome} {_course(was, account)}: {figure_in_words(was)} → {figure_in_words(account)}"


def _course(was: TollAccount, now: TollAccount) -> str:
    if was.best is None or now.best is None or was.best == now.best:
        return "told otherwise"
    return "rose" if now.best > was.best else "fell"


def _contradictions(before: Incident, after: Incident) -> Iterator[str]:
    known = {one.field for one in before.contradictions}
    for one in after.contradictions:
        if one.field not in known:
            yield f"new contradiction, {one.field}: {one.words}"


def _where(place: Place | None) -> str:
    return "not told" if place is None else f"{place.name or place.text} ({place.precision})"


def _who(incident: Incident, side: str) -> str:
    chosen = incident.initiators if side == "initiators" else incident.recipients
    return "; ".join(names(chosen.value or ())) or "not told"
