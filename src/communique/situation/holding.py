"""From the claims about one place to its state, by the rulings of ``data/effects.yaml``. Nothing is inferred beyond the claims."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from communique.model import Place
from communique.situation.claims import Made, exactness
from communique.situation.days import BEGINNING, END, days_between, is_dated
from communique.situation.effects import Side, effects
from communique.situation.record import ControlClaim, PlaceState, Ruling

ORDER = {"leaves": 0, "lifts": 1, "holds": 2, "fought": 3, "told": 3, "contests": 4}
"""Of claims that end on one day: a side leaves before another comes, and what still goes on comes last."""


@dataclass(slots=True)
class _Ledger:
    """What stands of the claims taken in so far. Lives only while one place is worked out."""

    holds: list[Made] = field(default_factory=list)
    left: list[Made] = field(default_factory=list)
    contests: list[Made] = field(default_factory=list)
    clash: Ruling | None = None
    beside: list[Made] = field(default_factory=list)
    gone: list[Side] = field(default_factory=list)

    def take(self, made: Made) -> None:
        """Take in the next claim, in the order of the days on which they were over."""
        match made.claim.effect:
            case "holds":
                self._hold(made)
            case "leaves":
                self._leave(made)
            case "contests":
                self._contest(made)
            case "lifts":
                self.contests = [one for one in self.contests if one.claim.type != made.claim.type]
            case _:
                self.beside.append(made)

    def _hold(self, made: Made) -> None:
        unsure = [
            one for one in self.left if one.sides and made.sides and not one.when.before(made.when) and _meet(one, made)
        ]
        if all(one.when.before(made.when) for one in (*self.holds, *unsure)):
            self._succeed(made)
        else:
            self.clash = _clash(self.clash, made, self.holds, unsure)
            self.holds.append(made)
        self.contests = [one for one in self.contests if one.when.last > made.when.last and not _within(one, made)]

    def _succeed(self, made: Made) -> None:
        """A later claim: of the same side, which goes on holding, or of another, which takes its place."""
        goes_on = self.clash is None and bool(self.holds) and all(_same_holder(one, made) for one in self.holds)
        self.holds = [*self.holds, made] if goes_on else [made]
        self.clash, self.left, self.gone = None, [], []

    def _leave(self, made: Made) -> None:
        self.left.append(made)
        self.contests = [one for one in self.contests if not _meet(one, made)]
        if any(_meet(one, made) for one in self.holds):
            self.gone = [*self.gone, *made.sides]
            self.holds = [one for one in self.holds if not _all_gone(one, self.gone)]
            self.clash = None

    def _contest(self, made: Made) -> None:
        if all(made.when.last > one.when.last and not _within(made, one) for one in self.holds):
            self.contests.append(made)


def _meet(one: Made, other: Made) -> bool:
    """Whether a side of the one may be a side of the other; a claim that names no side may be anyone's."""
    if not one.sides or not other.sides:
        return True
    return any(a.may_be(b) for a in one.sides for b in other.sides)


def _within(one: Made, other: Made) -> bool:
    """Whether all sides of the one are sides of the other: who besieged a place and took it besieges it no more."""
    return bool(one.sides) and all(any(a.may_be(b) for b in other.sides) for a in one.sides)


def _agree(one: Made, other: Made) -> bool:
    """Whether two claims of holding can both be true."""
    camp = effects().one_camp
    return _meet(one, other) or (one.claim.type in camp and other.claim.type in camp)


def _same_holder(one: Made, other: Made) -> bool:
    """Whether a later claim goes on from an earlier one: a name in common, or one camp. Who is not identified is another."""
    camp = effects().one_camp
    names = {side.name for side in one.sides} & {side.name for side in other.sides}
    return bool(names) or bool(one.sides and other.sides and one.claim.type in camp and other.claim.type in camp)


def _clash(known: Ruling | None, made: Made, holds: Sequence[Made], unsure: Sequence[Made]) -> Ruling | None:
    """What two claims are that are not certainly one after the other: no clash where both can be true."""
    rivals = [one for one in holds if not _agree(one, made)]
    if unsure or known == "order-not-told":
        return "order-not-told"
    if not rivals:
        return known
    same_day = all(one.when == made.when and made.when.first == made.when.last for one in rivals)
    return "same-day" if same_day else "order-not-told"


def _all_gone(made: Made, gone: Sequence[Side]) -> bool:
    return all(any(side.may_be(one) for one in gone) for side in made.sides)


def state_of(place: Place, made: Iterable[Made], day: str) -> PlaceState | None:
    """The state of a place on ``day`` (ISO date). Null where no claim says or doubts that anyone holds it.

    Claims that no report dates count only where none is dated: they cannot be put in order with the others.
    """
    every = sorted(
        made, key=lambda one: (one.when, ORDER[one.claim.effect], one.claim.published or END, one.claim.event or "")
    )
    asserted = [one for one in every if not one.denied]
    dated = [one for one in asserted if is_dated(one.claim.date) and _decides(one)]
    ledger = _Ledger()
    for one in asserted:
        if is_dated(one.claim.date) or not (dated and _decides(one)):
            ledger.take(one)
    ruling, behind = _ruling(ledger)
    if not behind:
        return None
    return _told(place, ledger, ruling, behind, every, day)


def _decides(made: Made) -> bool:
    return made.claim.effect not in ("fought", "told")


def _ruling(ledger: _Ledger) -> tuple[Ruling, list[Made]]:
    """The ruling and the claims behind it; none where the claims say nothing of who holds the place."""
    fights = [one for one in ledger.beside if one.claim.effect == "fought"]
    if ledger.clash and len(ledger.holds) + len(ledger.left) > 1:
        return ledger.clash, [*(ledger.left if ledger.clash == "order-not-told" else []), *ledger.holds]
    if ledger.contests:
        return "besieged-or-fought-for", [*ledger.holds, *ledger.contests]
    if ledger.holds:
        return _held(ledger.holds), ledger.holds
    return ("left", ledger.left) if ledger.left else ("nobody-said", fights)


def _held(holds: Sequence[Made]) -> Ruling:
    if not any(one.sides for one in holds):
        return "side-not-told"
    return "held" if any(is_dated(one.claim.date) for one in holds) else "undated"


def _told(
    place: Place, ledger: _Ledger, ruling: Ruling, behind: Sequence[Made], every: Sequence[Made], day: str
) -> PlaceState:
    begun = _begun(ruling, ledger, behind)
    days = [latest for one in behind if (latest := _latest(one, day))]
    last = max(days, default=None)
    return PlaceState(
        place=place,
        state=effects().rulings[ruling].state,
        rule=ruling,
        holders=_holders(ledger),
        since=begun.claim.date if begun and is_dated(begun.claim.date) else None,
        since_reported=begun.claim.published if begun and not is_dated(begun.claim.date) else None,
        imprecise=exactness(place) == "imprecise",
        claims=_in_order(behind),
        denials=_in_order([one for one in every if one.denied and any(_denies(one, other) for other in behind)]),
        beside=_in_order(
            [] if ruling == "nobody-said" else [one for one in ledger.beside if not _is_past(one, behind)]
        ),
        last_claim=last,
        days_ago=days_between(last, day) if last else None,
    )


def _is_past(made: Made, behind: Sequence[Made]) -> bool:
    """Whether it was over before the first of the claims behind a state."""
    return all(made.when.before(one.when) for one in behind)


def _latest(made: Made, day: str) -> str | None:
    """The latest day that a claim speaks of, not after ``day``; its beginning where its end is not known."""
    last = made.when.last if made.when.last != END else made.when.first
    return min(last, day) if last != BEGINNING else None


def _begun(ruling: Ruling, ledger: _Ledger, behind: Sequence[Made]) -> Made | None:
    """The claim with which the state began: the first of a holding or a contest, the last of a leaving; else none."""
    if ruling in ("order-not-told", "nobody-said"):
        return None
    if ruling == "left":
        return behind[-1]
    makers = ledger.contests if ruling == "besieged-or-fought-for" else behind
    return min(makers, key=lambda one: (not is_dated(one.claim.date), one.when.first, one.when.last))


def _holders(ledger: _Ledger) -> tuple[str, ...]:
    """Each side that a standing claim of holding names, without those that left."""
    sides = [side for one in ledger.holds for side in one.sides if not any(side.may_be(gone) for gone in ledger.gone)]
    named = [side for side in sides if side.identified] or sides
    return tuple(dict.fromkeys(side.name for side in named))


def _denies(denial: Made, made: Made) -> bool:
    """The same thing said not to be, of the same side, and of no other time."""
    apart = is_dated(denial.claim.date) and (denial.when.before(made.when) or made.when.before(denial.when))
    return denial.claim.effect == made.claim.effect and not apart and _meet(denial, made)


def _in_order(made: Sequence[Made]) -> tuple[ControlClaim, ...]:
    return tuple(one.claim for one in made)
