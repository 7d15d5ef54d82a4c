"""The situation in words, for the terminal."""

import io

import pytest
from samples import sample_incidents
from stories import ARMY, COUNTRY, REBELS, REGION, RIVALS, incident, incidents, killed, month, report

from communique.incidents.told import Told
from communique.model import Incident
from communique.situation import Question, Scope, situation
from communique.situation.text import WIDTH, write_text

TAKEN = report(
    "territory-captured",
    "2013-01-10",
    (REBELS,),
    "2013-01-11",
    said_by="the army",
    quote="They took Tarfa, the army said.",
)


def text(*told: Told, on: str = "2013-03-01", since: str | None = None, scope: Scope | None = None) -> str:
    return written(incidents(*told), on, since, scope)


def written(found: tuple[Incident, ...], on: str, since: str | None = None, scope: Scope | None = None) -> str:
    out = io.StringIO()
    write_text(situation(found, Question(on=on, since=since, scope=scope or Scope())), out)
    return out.getvalue()


def flat(told: str) -> str:
    return " ".join(told.split())


def test_a_held_place_is_told_with_since_words_publisher_rule_and_age() -> None:
    told = flat(text(TAKEN))
    assert "held Tarfa, Mopti said to be held by Ansar Dine since 2013-01-10 (last claim 50 days ago)" in told
    assert "“They took Tarfa, the army said.” Sahel Post, 2013-01-11 (said by the army); 2013-01-10" in told
    assert "[ML-2013-0001, rule captured]" in told


def test_a_denial_stands_under_the_place() -> None:
    told = flat(text(TAKEN, report("territory-captured", "2013-01-10", (REBELS,), "2013-01-12", status="negated")))
    assert "Denied: “territory-captured at Tarfa” Sahel Post, 2013-01-12 (negated)" in told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            report("retreat", "2013-01-18", (REBELS,)),
            "Ansar Dine is said to have left, 2013-01-18; who came after is not told",
        ),
        (report("siege", "2013-01-18", (ARMY,)), "contested: besieged, 2013-01-18; said to be held by Ansar Dine"),
        (report("territory-captured", "2013-01-10", (RIVALS,)), "contested: claims of one day, 2013-01-10"),
        (report("territory-captured", "2013-01-12", ()), "said to have been taken 2013-01-12, by whom is not told"),
        (
            report("territory-captured", month("2013-01", "2013-01-31"), (RIVALS,)),
            "not known: the dates do not tell which claim came last; named are Ansar Dine and MNLA",
        ),
    ],
)
def test_every_other_state_is_told_in_words(more: Told, words: str) -> None:
    assert words in flat(text(TAKEN, more))


def test_an_undated_holding_and_a_fight_alone_are_told_as_such() -> None:
    fight = report("armed-clash", "2013-01-10", (ARMY,))
    undated = flat(text(report("territory-captured", None, (REBELS,), "2013-01-20")))
    assert "said to be held by Ansar Dine; since when is not told, reported 2013-01-20" in undated
    assert "unknown Fought over, nobody is said to hold: Tarfa, Mopti, 2013-01-10" in flat(text(fight))
    assert "fought over, and no report says who holds it" in flat(text(fight, scope=Scope(place="Tarfa")))


def test_a_region_is_told_to_be_imprecise_and_a_country_to_be_nowhere() -> None:
    region = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11", place=REGION)
    told = flat(text(region, report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11", place=COUNTRY)))
    assert "A region: the claims may be of a part of it only." in told
    assert "1 taking or leaving with no place told more exactly than a country" in told


def test_open_ends_are_told() -> None:
    told = flat(text(report("attack", "2013-01-10", (REBELS,), "2013-01-11", tolls=(killed(12, None),))))
    assert "killed best 12 or more, low 12, high not known; 1 incident, 1 of 1 gives no upper end" in told


def test_summaries_are_told_apart() -> None:
    told = flat(text(report("attack", "2013-01-10", (), "2013-01-11", tolls=(killed(200, 200),), aggregate=True)))
    assert "not summed: killed 200, 2013-01-10 [ML-2013-0001]" in told
    assert "apart from these 1 summary" in told


def test_what_changed_is_told_only_where_it_is_asked_for() -> None:
    assert "What changed" not in text(TAKEN)
    assert "place Tarfa, Mopti: nothing said → held (Ansar Dine)" in flat(text(TAKEN, since="2013-01-05"))
    assert "Nothing new was reported." in text(TAKEN, since="2013-01-20")


def test_the_timeline_of_a_place_has_the_words_and_the_undated_apart() -> None:
    undated = report("attack", None, (REBELS,), "2013-01-20")
    told = flat(text(TAKEN, undated, scope=Scope(place="Tarfa")))
    assert (
        "1 publisher [ML-2013-0001] “They took Tarfa, the army said.” Not dated by any report: reported 2013-01-20"
        in told
    )


def test_nothing_is_told_as_nothing() -> None:
    told = text()
    for words in ("No report says who holds a place.", "No incident tells of losses.", "No incident."):
        assert words in told


def test_no_line_is_wider_than_the_page() -> None:
    told = written(sample_incidents(), "2023-06-30", "2013-01-20")
    assert max(len(line) for line in told.splitlines()) <= WIDTH
    assert "ML-2013-0002" in told


def test_brackets_in_a_report_are_not_markup() -> None:
    loud = report("territory-captured", "2013-01-10", (REBELS,), "2013-01-11", quote="They took [red]Tarfa[/red].")
    assert "[red]Tarfa[/red]" in text(loud)


def test_a_contradiction_in_an_incident_is_told_in_the_timeline() -> None:
    yes = report("attack", "2013-01-10", (REBELS,), "2013-01-11", name="yes")
    no = report("attack", "2013-01-10", (REBELS,), "2013-01-12", name="no", status="negated")
    assert "contradictions: status" in flat(written((incident(1, yes, no),), "2013-02-01"))
