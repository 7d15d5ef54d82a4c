"""The situation of a day: counts, losses, timeline, changes, and what of the incidents is used."""

import msgspec
from stories import (
    ARMY,
    COUNTRY,
    FRENCH,
    GUNMEN,
    OTHER_TOWN,
    REBELS,
    REGION,
    TOWN,
    incident,
    incidents,
    killed,
    month,
    report,
)

from communique.incidents.told import Told
from communique.model import Toll, When
from communique.situation import Question, Scope, Situation, situation, timeline
from communique.situation.counting import family
from communique.situation.record import Count

ON = "2013-03-01"


def seen(*told: Told, on: str = ON, since: str | None = None, scope: Scope | None = None) -> Situation:
    return situation(incidents(*told), Question(on=on, since=since, scope=scope or Scope()))


def clash(when: When | str | None, *tolls: Toll, **more: object) -> Told:
    return report("armed-clash", when, (ARMY,), whom=(REBELS,), tolls=tolls, **more)  # type: ignore[arg-type]


def test_only_what_was_reported_and_had_happened_by_the_day_is_used_and_the_rest_is_counted() -> None:
    found = seen(
        clash("2013-01-10", published="2013-01-11", name="used"),
        clash("2013-01-10", published="2013-01-25", name="later"),
        clash("2013-01-28", published="2013-01-15", name="ahead", status="planned"),
        clash("2013-01-10", published=None, name="undated"),
        on="2013-01-22",
    )
    assert found.incidents == 1
    assert (found.left_out.reported_later, found.left_out.happened_later, found.left_out.not_dated_report) == (1, 1, 1)


def test_the_same_question_asked_later_gives_the_same_picture() -> None:
    early = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11", tolls=(killed(5, 5),), name="early")
    late = report("territory-captured", "2013-01-10", (GUNMEN,), "2013-02-11", tolls=(killed(50, 50),), name="late")
    then = situation([incident(1, early)], Question(on="2013-01-22"))
    now = situation([incident(1, early, late)], Question(on="2013-01-22"))
    assert now == then


def test_a_sum_with_an_unknown_end_is_no_number() -> None:
    found = seen(clash("2013-01-10", killed(12, None), name="a"), clash("2013-01-11", killed(3, 5), name="b"))
    (toll,) = found.tolls
    assert (toll.low, toll.best, toll.high, toll.no_high) == (15, 15, None, 1)
    (toll,) = seen(clash("2013-01-10", killed(None, 30), name="a"), clash("2013-01-11", killed(3, 5), name="b")).tolls
    assert (toll.low, toll.no_low, toll.high) == (3, 1, 35)


def test_no_losses_are_a_figure_and_silence_is_none() -> None:
    (toll,) = seen(clash("2013-01-10", killed(0, 0), name="a"), clash("2013-01-11", name="b")).tolls
    assert (toll.incidents, toll.best, toll.high) == (1, 0, 0)


def test_summaries_are_told_apart_and_never_summed() -> None:
    summary = clash(
        month("2013-01", "2013-01-31"), killed(200, 200), name="s", aggregate=True, quote="200 died in January."
    )
    found = seen(clash("2013-01-10", killed(3, 3), name="a"), summary)
    assert found.tolls[0].best == 3
    assert (found.counts.incidents, found.counts.aggregates) == (1, 1)
    (told,) = found.summaries
    assert (told.best, told.quote) == (200, "200 died in January.")


def test_counts_are_by_type_week_division_and_pair() -> None:
    found = seen(
        clash("2013-01-10", name="a"),
        clash(month("2013-01", "2013-01-31"), name="b", place=OTHER_TOWN),
        report("protest", "2013-01-13", (), name="c", place=COUNTRY),
    ).counts
    assert found.types == (Count(value="armed-clash", incidents=2), Count(value="protest", incidents=1))
    assert (found.weeks, found.no_week) == ((Count(value="2013-W02", incidents=2),), 1)
    assert (found.admin1, found.no_admin1) == (
        (Count(value="Gao, Mali", incidents=1), Count(value="Mopti, Mali", incidents=1)),
        1,
    )
    assert found.pairs == (Count(value="Ansar Dine / Military Forces of Mali", incidents=2),)
    assert found.no_pair == 1


def test_a_fight_over_a_week_s_end_is_dated_to_no_one_week() -> None:
    days = When(start="2013-01-12", end="2013-01-14", precision="days")
    assert seen(clash(days)).counts.no_week == 1


def test_the_turn_of_the_year_is_in_the_week_that_iso_gives_it() -> None:
    assert seen(clash("2012-12-31")).counts.weeks[0].value == "2013-W01"


def test_what_did_not_happen_is_counted_apart() -> None:
    found = seen(clash("2013-01-10", killed(9, 9), name="a", status="negated"), clash("2013-01-11", name="b"))
    assert found.counts.incidents == 1
    assert found.counts.not_happened == (Count(value="negated", incidents=1),)
    assert found.tolls == ()


def test_a_timeline_is_in_order_with_the_undated_apart() -> None:
    found = seen(
        clash("2013-01-20", name="c"),
        clash(None, published="2013-02-02", name="u"),
        clash("2013-01-05", name="a"),
        clash(month("2013-01", "2013-01-31"), name="m"),
    ).timeline
    assert [entry.date.start for entry in found.dated] == ["2013-01-01", "2013-01-05", "2013-01-20"]
    assert [entry.first_reported for entry in found.undated] == ["2013-02-02"]


def test_a_bounded_timeline_keeps_the_latest_and_counts_the_others() -> None:
    every = incidents(*(clash(f"2013-01-{day:02d}", name=str(day)) for day in (9, 3, 7, 1, 5)))
    found = timeline(every, latest=2)
    assert [entry.date.start for entry in found.dated] == ["2013-01-07", "2013-01-09"]
    assert found.earlier == 3


def test_a_new_incident_is_new_and_an_old_one_is_not() -> None:
    found = seen(
        clash("2013-01-10", published="2013-01-11", name="old"),
        clash("2013-01-20", published="2013-01-21", name="new"),
        since="2013-01-15",
    )
    assert [(change.incident, change.kind) for change in found.changes] == [("ML-2013-0002", "new")]


def test_what_later_reports_changed_is_told_in_words() -> None:
    first = clash("2013-01-10", killed(7, None, "a doctor"), published="2013-01-11", name="first")
    later = clash("2013-01-10", killed(31, 31, "a doctor"), published="2013-01-20", name="later", publisher="Wire")
    denial = clash("2013-01-10", published="2013-01-21", name="denial", publisher="State", status="negated")
    found = situation([incident(1, first, later, denial)], Question(on=ON, since="2013-01-15"))
    (change,) = found.changes
    assert change.kind == "changed"
    assert "killed rose: 7 or more → 31" in change.what
    assert any(what.startswith("new contradiction, status: ") for what in change.what)
    assert "told independently by 3 publishers, before by 1" in change.what


def test_a_place_that_changed_hands_since_is_told_with_what_it_was() -> None:
    taken = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11")
    found = seen(taken, report("territory-regained", "2013-01-21", (FRENCH,), "2013-01-22"), since="2013-01-15")
    (change,) = found.control_changes
    assert change.before is not None
    assert change.before.holders == ("Ansar Dine",)
    assert change.after.holders == ("Military Forces of France",)
    assert seen(taken, since="2013-01-15").control_changes == ()


def test_the_country_is_that_of_the_place_in_any_spelling() -> None:
    spelt = {"Mali": "Mali", "République du Mali": "Mali", "Niger": "Niger"}.get
    french = msgspec.structs.replace(TOWN, country="République du Mali")
    abroad = msgspec.structs.replace(TOWN, country="Niger")
    scope = Scope(country="Mali", country_of=spelt)
    told = (clash("2013-01-10", name="a", place=french), clash("2013-01-10", name="b", place=abroad))
    found = seen(*told, clash("2013-01-10", name="c", place=None), scope=scope)
    assert (found.incidents, found.left_out.no_country) == (1, 1)


def test_an_actor_s_incidents_are_counted_and_who_holds_a_place_rests_on_all() -> None:
    taken = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11")
    retaken = report("territory-regained", "2013-01-21", (FRENCH,), "2013-01-22")
    found = seen(taken, retaken, clash("2013-01-12"), scope=Scope(actor="France"))
    assert found.incidents == 1
    assert [state.holders for state in found.places] == [("Military Forces of France",)]
    assert seen(taken, retaken, scope=Scope(actor="Ansar")).places == ()
    assert seen(taken, scope=Scope(actor="Ans")).incidents == 0


def test_a_place_is_found_by_name_or_by_what_the_gazetteer_knows() -> None:
    told = (clash("2013-01-10", name="a"), clash("2013-01-10", name="b", place=OTHER_TOWN))
    assert seen(*told, scope=Scope(place="TARFA")).incidents == 1
    assert seen(*told, scope=Scope(place="Old Gandou", place_ids=frozenset((1002,)))).incidents == 1


def test_an_incident_told_to_a_country_only_is_on_no_map() -> None:
    found = seen(
        clash("2013-01-10", name="a"), clash("2013-01-11", name="b"), clash("2013-01-10", name="c", place=COUNTRY)
    )
    assert [(spot.place.name, spot.incidents) for spot in found.spots] == [("Tarfa", 2)]
    assert found.unplaced == 1


def test_a_taking_somewhere_in_the_country_is_counted() -> None:
    assert seen(report("territory-captured", "2013-01-10", (REBELS,), place=COUNTRY)).vague_claims == 1
    assert seen(report("territory-captured", "2013-01-10", (REBELS,), place=REGION)).vague_claims == 0


def test_weeks_have_families_and_those_killed() -> None:
    (week,) = seen(clash("2013-01-10", killed(4, 4), name="a"), report("threat", "2013-01-11", (REBELS,))).weeks
    assert week.families == {"Battles": 1, "Words": 1}
    assert week.killed is not None
    assert week.killed.best == 4


def test_a_type_of_a_codebook_of_one_s_own_is_words_to_the_chart() -> None:
    assert (family("air-strike"), family("kite-flying")) == ("Explosions/Remote violence", "Words")
