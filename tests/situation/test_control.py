"""Who is said to hold a place: stories of a town, told by hand."""

from collections.abc import Iterable

import pytest
from stories import (
    ARMY,
    COUNTRY,
    FRENCH,
    GUNMEN,
    OTHER_TOWN,
    REBELS,
    REGION,
    RIVALS,
    TOWN,
    day,
    incident,
    incidents,
    month,
    report,
)

from communique.incidents.told import Told
from communique.model import Incident, Place, When
from communique.situation import PlaceState, control

ON = "2013-03-01"


def town(found: Iterable[Incident], on: str = ON) -> PlaceState:
    """The state of the one place that there is."""
    (state,) = control(found, on)
    return state


def story(*told: Told, on: str = ON) -> PlaceState:
    return town(incidents(*told), on)


TAKEN = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11")
RETAKEN = report("territory-regained", "2013-01-21", (FRENCH, ARMY), "2013-01-22")


def test_a_town_that_was_taken_is_said_to_be_held_with_day_word_and_age() -> None:
    state = story(TAKEN)
    assert (state.state, state.rule, state.holders) == ("held", "held", ("Ansar Dine",))
    assert state.since == day("2013-01-10")
    (claim,) = state.claims
    assert (claim.incident, claim.publisher, claim.published) == ("ML-2013-0001", "Sahel Post", "2013-01-11")
    assert (claim.rule, claim.quote) == ("captured", "territory-captured at Tarfa")
    assert (state.last_claim, state.days_ago) == ("2013-01-10", 50)


def test_a_town_taken_contested_and_retaken_goes_through_its_states() -> None:
    siege = report("siege", "2013-01-17", (ARMY,), "2013-01-18")
    told = (TAKEN, siege, RETAKEN)
    assert story(TAKEN).holders == ("Ansar Dine",)
    besieged = story(TAKEN, siege)
    assert (besieged.state, besieged.rule, besieged.holders) == ("contested", "besieged-or-fought-for", ("Ansar Dine",))
    assert besieged.since == day("2013-01-17")
    assert {claim.rule for claim in besieged.claims} == {"captured", "siege"}
    last = story(*told)
    assert (last.state, last.holders) == ("held", ("Military Forces of France", "Military Forces of Mali"))
    assert last.since == day("2013-01-21")


def test_the_order_in_which_incidents_come_changes_nothing() -> None:
    found = incidents(TAKEN, report("siege", "2013-01-17", (ARMY,), "2013-01-18"), RETAKEN)
    assert control(found, ON) == control(found[::-1], ON)


def test_a_retreat_without_a_successor_leaves_the_town_unknown() -> None:
    state = story(TAKEN, report("retreat", "2013-01-18", (REBELS,), "2013-01-19"))
    assert (state.state, state.rule, state.holders) == ("unknown", "left", ())
    assert state.since == day("2013-01-18")


def test_a_retreat_and_an_entry_of_one_day_make_the_one_who_entered_the_holder() -> None:
    entered = report("territory-transferred", "2013-01-18", (ARMY,), "2013-01-19")
    state = story(TAKEN, report("retreat", "2013-01-18", (REBELS,), "2013-01-19"), entered)
    assert (state.state, state.holders) == ("held", ("Military Forces of Mali",))


def test_a_retreat_of_a_side_that_does_not_hold_the_town_changes_nothing() -> None:
    state = story(TAKEN, report("retreat", "2013-01-18", (ARMY,), "2013-01-19"))
    assert (state.state, state.holders) == ("held", ("Ansar Dine",))


def test_a_retreat_of_unidentified_fighters_may_be_that_of_the_holder_but_not_of_the_army() -> None:
    left = report("retreat", "2013-01-25", (GUNMEN,), "2013-01-26")
    assert story(TAKEN, left).state == "unknown"
    assert story(RETAKEN, left).state == "held"


def test_one_of_two_holders_may_leave() -> None:
    state = story(RETAKEN, report("retreat", "2013-02-01", (FRENCH,), "2013-02-02"))
    assert (state.state, state.holders) == ("held", ("Military Forces of Mali",))


def test_claims_of_one_day_that_name_rivals_make_the_town_contested_with_both_claims() -> None:
    state = story(TAKEN, report("territory-captured", "2013-01-10", (RIVALS,), "2013-01-12", publisher="Bamako Daily"))
    assert (state.state, state.rule) == ("contested", "same-day")
    assert set(state.holders) == {"Ansar Dine", "MNLA"}
    assert {claim.publisher for claim in state.claims} == {"Sahel Post", "Bamako Daily"}


def test_two_reports_of_one_incident_that_name_rivals_contradict_each_other_too() -> None:
    rivals = report("territory-captured", "2013-01-10", (RIVALS,), "2013-01-12")
    assert town([incident(1, TAKEN, rivals)]).rule == "same-day"


def test_allies_that_each_are_said_to_have_won_the_town_back_do_not_contradict_each_other() -> None:
    one = report("territory-regained", "2013-01-21", (FRENCH,), "2013-01-22")
    other = report("territory-regained", "2013-01-21", (ARMY,), "2013-01-22")
    state = story(one, other)
    assert state.state == "held"
    assert set(state.holders) == {"Military Forces of France", "Military Forces of Mali"}


def test_unidentified_fighters_of_the_same_day_may_be_the_named_ones() -> None:
    state = story(TAKEN, report("territory-captured", "2013-01-10", (GUNMEN,), "2013-01-11", publisher="Wire"))
    assert (state.state, state.holders) == ("held", ("Ansar Dine",))


def test_unidentified_fighters_of_a_later_day_are_not_taken_for_the_named_ones() -> None:
    state = story(TAKEN, report("territory-captured", "2013-02-01", (GUNMEN,), "2013-02-02"))
    assert state.holders == ("Unidentified Armed Group (Mali)",)
    assert state.since == day("2013-02-01")


def test_a_holding_told_again_later_keeps_its_beginning() -> None:
    again = report("territory-captured", "2013-01-12", (REBELS,), "2013-01-13")
    state = story(TAKEN, again)
    assert (state.since, state.last_claim) == (day("2013-01-10"), "2013-01-12")
    assert len(state.claims) == 2


def test_a_later_claim_settles_a_contradiction() -> None:
    rivals = report("territory-captured", "2013-01-10", (RIVALS,), "2013-01-12")
    assert story(TAKEN, rivals, RETAKEN).state == "held"


def test_a_taking_told_to_the_month_is_held_since_that_month() -> None:
    state = story(report("territory-captured", month("2013-01", "2013-01-31"), (REBELS,), "2013-02-03"))
    assert state.since == month("2013-01", "2013-01-31")
    assert state.last_claim == "2013-01-31"


def test_a_month_that_holds_the_day_of_another_claim_leaves_the_order_unknown() -> None:
    state = story(report("territory-captured", month("2013-01", "2013-01-31"), (REBELS,), "2013-02-03"), RETAKEN)
    assert (state.state, state.rule) == ("unknown", "order-not-told")
    assert state.since is None
    assert len(state.claims) == 2


def test_what_was_reported_as_done_had_happened_by_its_report() -> None:
    early = report("territory-captured", month("2013-01", "2013-01-31"), (REBELS,), "2013-01-12")
    assert story(early, RETAKEN).holders == ("Military Forces of France", "Military Forces of Mali")


def test_an_undated_claim_counts_only_where_none_is_dated_and_its_report_is_no_date() -> None:
    undated = report("territory-captured", None, (REBELS,), "2013-02-20")
    state = story(undated)
    assert (state.state, state.rule, state.since, state.since_reported) == ("held", "undated", None, "2013-02-20")
    assert story(undated, RETAKEN).holders == ("Military Forces of France", "Military Forces of Mali")


def test_a_fight_that_goes_on_in_a_held_town_contests_it_and_one_that_is_over_does_not() -> None:
    fight = report("armed-clash", "2013-01-15", (ARMY,), "2013-01-16", whom=(REBELS,), status="ongoing")
    assert story(TAKEN, fight).state == "contested"
    over = report("armed-clash", "2013-01-15", (ARMY,), "2013-01-16", whom=(REBELS,))
    state = story(TAKEN, over)
    assert state.state == "held"
    assert [claim.rule for claim in state.beside] == ["fight-over"]


def test_a_fight_without_an_end_has_no_outcome() -> None:
    since = When(start="2013-01-14", end=None, precision="span", text="since Monday")
    state = story(TAKEN, report("armed-clash", since, (ARMY,), "2013-01-16", whom=(REBELS,)))
    assert (state.state, state.claims[-1].rule) == ("contested", "fight-without-end")


def test_a_fight_ends_by_the_retreat_of_a_side() -> None:
    fight = report("armed-clash", "2013-01-15", (ARMY,), "2013-01-16", whom=(REBELS,), status="ongoing")
    state = story(TAKEN, fight, report("retreat", "2013-01-17", (ARMY,), "2013-01-18"))
    assert (state.state, state.holders) == ("held", ("Ansar Dine",))


def test_the_fight_for_a_town_told_of_in_the_incident_of_its_taking_does_not_contest_it() -> None:
    fight = report(
        "armed-clash", "2013-01-10", (REBELS,), "2013-01-11", whom=(ARMY,), status="ongoing", publisher="Wire"
    )
    state = town([incident(1, TAKEN, fight)])
    assert (state.state, len(state.claims)) == ("held", 1)


def test_where_only_a_fight_is_told_nobody_is_said_to_hold_the_town() -> None:
    state = story(report("armed-clash", "2013-01-15", (ARMY,), "2013-01-16", whom=(REBELS,)))
    assert (state.state, state.rule, state.holders) == ("unknown", "nobody-said", ())


def test_a_siege_that_is_lifted_contests_nothing_any_more() -> None:
    siege = report("siege", "2013-01-17", (ARMY,), "2013-01-18", anchor="besieged")
    lifted = report("siege", "2013-01-25", (REBELS,), "2013-01-26", anchor="broke the siege")
    assert story(TAKEN, siege).state == "contested"
    assert story(TAKEN, siege, lifted).state == "held"


def test_who_besieged_a_town_and_took_it_besieges_it_no_more() -> None:
    siege = report("siege", When(start="2013-01-17", end=None, precision="span"), (ARMY,), "2013-01-25")
    state = story(siege, report("territory-regained", "2013-01-21", (ARMY,), "2013-01-22"))
    assert (state.state, state.holders) == ("held", ("Military Forces of Mali",))


def test_a_denial_changes_nothing_and_is_listed() -> None:
    denial = report(
        "territory-captured", "2013-01-10", (REBELS,), "2013-01-12", status="negated", said_by="a spokesman of the army"
    )
    state = story(TAKEN, denial)
    assert (state.state, state.holders) == ("held", ("Ansar Dine",))
    (denied,) = state.denials
    assert (denied.status, denied.said_by) == ("negated", "a spokesman of the army")


def test_a_denial_of_another_time_or_side_is_not_listed() -> None:
    earlier = report("territory-captured", "2013-01-02", (REBELS,), "2013-01-03", status="negated")
    other = report("territory-captured", "2013-01-10", (RIVALS,), "2013-01-12", status="negated")
    assert story(TAKEN, earlier, other).denials == ()


@pytest.mark.parametrize("status", ["planned", "hypothetical"])
def test_what_is_planned_or_feared_changes_nothing(status: str) -> None:
    state = story(TAKEN, report("territory-regained", "2013-01-21", (ARMY,), "2013-01-15", status=status))
    assert (state.holders, state.denials) == (("Ansar Dine",), ())
    assert control(incidents(report("territory-captured", "2013-01-10", (REBELS,), status=status)), ON) == ()


def test_hedged_alleged_and_relayed_claims_are_told_as_such() -> None:
    alleged = REBELS.__class__(text="Ansar Dine", name="Ansar Dine", kind="rebel-group", alleged=True)
    (claim,) = story(
        report("territory-captured", "2013-01-10", (alleged,), certainty="hedged", said_by="the army")
    ).claims
    assert (claim.hedged, claim.alleged, claim.said_by) == (True, True, "the army")


def test_a_taking_by_nobody_named_says_not_who_holds_the_town() -> None:
    state = story(TAKEN, report("territory-captured", "2013-02-01", (), "2013-02-02"))
    assert (state.state, state.rule, state.holders) == ("unknown", "side-not-told", ())


def test_a_base_and_a_deal_change_nothing() -> None:
    base = report("base-established", "2013-01-15", (ARMY,), "2013-01-16")
    deal = report("agreement", "2013-01-16", (ARMY,), "2013-01-17", whom=(REBELS,))
    state = story(TAKEN, base, deal)
    assert state.state == "held"
    assert [claim.rule for claim in state.beside] == ["base", "deal"]
    assert control(incidents(base, deal), ON) == ()


def test_a_taking_or_leaving_that_goes_on_is_not_done() -> None:
    taking = report("territory-regained", "2013-01-20", (ARMY,), "2013-01-21", status="ongoing")
    assert (story(TAKEN, taking).state, story(TAKEN, taking).holders) == ("contested", ("Ansar Dine",))
    leaving = report("retreat", "2013-01-20", (REBELS,), "2013-01-21", status="ongoing")
    assert story(TAKEN, leaving).holders == ("Ansar Dine",)
    assert [claim.rule for claim in story(TAKEN, leaving).beside] == ["retreat-going-on"]


def test_a_taking_told_as_going_on_by_one_report_and_as_done_by_another_is_done() -> None:
    taking = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11", status="ongoing", publisher="Wire")
    assert town([incident(1, TAKEN, taking)]).state == "held"


def test_a_region_is_told_as_imprecise_and_says_nothing_of_its_towns() -> None:
    found = incidents(TAKEN, report("territory-regained", "2013-01-21", (ARMY,), "2013-01-22", place=REGION))
    states = {state.place.name: state for state in control(found, ON)}
    assert states["Tarfa"].holders == ("Ansar Dine",)
    assert (states["Gao"].imprecise, states["Tarfa"].imprecise) == (True, False)


def test_a_taking_somewhere_in_the_country_is_no_place_s_state() -> None:
    assert control(incidents(report("territory-captured", "2013-01-10", (REBELS,), place=COUNTRY)), ON) == ()
    assert control(incidents(report("territory-captured", "2013-01-10", (REBELS,), place=None)), ON) == ()


def test_a_summary_says_nothing_of_a_place() -> None:
    assert control(incidents(report("territory-captured", "2013-01-10", (REBELS,), aggregate=True)), ON) == ()


def test_a_place_without_a_gazetteer_number_is_the_one_of_its_name_in_its_division() -> None:
    bare = Place(text="tarfa", name="Tarfa", admin1="Mopti", country="Mali", precision="town")
    left = report("retreat", "2013-01-18", (REBELS,), "2013-01-19", place=bare)
    for found in (incidents(TAKEN, left), incidents(left, TAKEN)):
        assert town(found).rule == "left"
        assert town(found).place.geonameid == TOWN.geonameid


def test_places_come_by_state_and_name() -> None:
    found = incidents(TAKEN, report("territory-captured", "2013-01-10", (REBELS,), place=OTHER_TOWN), RETAKEN)
    assert [state.place.name for state in control(found, ON)] == ["Gandou", "Tarfa"]
