"""What holds for any story, by property tests."""

from hypothesis import given
from hypothesis import strategies as st
from stories import ARMY, FRENCH, GUNMEN, REBELS, RIVALS, day, incidents, report

from communique.incidents.told import Told
from communique.situation import control

KINDS = ("territory-captured", "territory-regained", "territory-transferred", "retreat", "siege", "armed-clash")
DAYS = tuple(f"2013-01-{number:02d}" for number in range(10, 20))


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    first = draw(st.sampled_from(DAYS))
    last = draw(st.sampled_from([end for end in DAYS if end >= first]))
    return report(
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from([None, day(first), day(first, last)])),
        draw(st.sampled_from([(ARMY,), (FRENCH, ARMY), (REBELS,), (RIVALS,), (GUNMEN,), ()])),
        draw(st.sampled_from(["2013-01-15", "2013-01-25"])),
        status=draw(st.sampled_from(["actual", "actual", "ongoing", "planned", "negated"])),
        name=str(draw(st.integers(0, 10**9))),
    )


@given(st.lists(tellings(), max_size=7, unique_by=lambda told: told.event.report), st.randoms())
def test_any_story_in_any_order_gives_one_state_that_its_claims_bear_out(told: list[Told], shuffle: object) -> None:
    found = incidents(*told)
    mixed = list(found)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    states = control(found, "2013-02-01")
    assert control(mixed, "2013-02-01") == states
    for state in states:
        holding = [claim for claim in state.claims if claim.effect == "holds"]
        assert set(state.holders) <= {side for claim in holding for side in claim.sides}
        assert all(claim.status in ("actual", "ongoing") for claim in state.claims)
        assert all(claim.status == "negated" for claim in state.denials)
        assert state.claims
        assert (state.state == "held") <= bool(state.holders)
        assert (state.days_ago or 0) >= 0
