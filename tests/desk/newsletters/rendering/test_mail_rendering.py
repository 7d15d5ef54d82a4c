"""What a mail says, in its three languages, in HTML and in plain text."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk.newsletters.issues.an_issue import BOMB, BRIEFING, an_issue
from desk.newsletters.people import a_list
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from lxml import html as markup
from msgspec.structs import replace

from communique.desk.newsletters.briefings.content import Figure, Item, Said, Section, Step
from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.rendering import Rendered, render, subject_of
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER, PREFERENCES_MARKER
from communique.desk.newsletters.rendering.rendering import Where
from communique.desk.newsletters.rendering.words import Words
from communique.desk.newsletters.tokens import WIDTH

pytestmark = pytest.mark.django_db
CLIPPED = 102_000
"""Bytes from which on Gmail cuts a message off, and its footer with it."""
MOST = 40
"""Items that one issue tells (``briefings/data/ranking.yaml``)."""
LANGUAGES = ("en", "fr", "ar")


def told(*items: Item, language: str = "en", place: Where = "mail", **more: Any) -> Rendered:
    sections = [Section("ML", list(items))] if items else []
    return render(an_issue(a_list(language=language), replace(BRIEFING, sections=sections, **more)), place=place)


def words_of(made: Rendered) -> str:
    """Of the HTML body, as they are read."""
    return " ".join(markup.fromstring(made.html).text_content().split())


def both(made: Rendered) -> list[str]:
    return [words_of(made), " ".join(made.text.split())]


def test_both_bodies_say_what_is_known_of_an_incident() -> None:
    item = replace(
        BOMB, initiators=["Group A"], recipients=["Civilians (Mali)"], weapon="bomb", contradictions=["killed"]
    )
    for body in both(told(item)):
        for part in (
            "Bombing, Gao",
            "Where: Gao, Mali",
            "When: 2 May 2024",
            "By: Group A",
            "To: Civilians (Mali)",
            "With: bomb",
            "Killed: 16 (low 12, high 20)",
            "Said by: Sahel Daily, citing police",
            "3 independent publishers",
            "Reports differ on: Killed",
            "not checked by a person yet",
            "ML-2024-0001",
        ):
            assert part in body


def test_what_no_report_gives_is_said_to_be_not_given() -> None:
    bare = replace(BOMB, place=None, country=None, start=None, end=None, tolls={"killed": Figure(low=3)}, said=[])
    for body in both(told(bare)):
        assert "Where: not given" in body
        assert "When: not given" in body
        assert "Killed: low 3, high not given; none preferred" in body
        assert "Said by: not given" in body


def test_who_denies_it_stands_beside_who_says_it() -> None:
    for body in both(told(replace(BOMB, denied_by=["the governor"]))):
        assert "Said by: Sahel Daily, citing police" in body
        assert "Denied by: the governor" in body


def test_changes_are_told_with_the_value_before() -> None:
    steps = [
        Step("toll", {"measure": "killed", "before": Figure(12, 12, 12), "after": Figure(20, 20, 20)}),
        Step("denied", {"by": ["the army"]}),
        Step("place", {"before": ["ML"], "after": ["Gao", "ML"]}),
        Step("actor", {"side": "initiators", "before": [], "after": ["Group A"]}),
    ]
    for body in both(told(replace(BOMB, why="updated", steps=steps))):
        assert "Killed: from 12 to 20" in body
        assert "Now denied by the army" in body
        assert "the place: before Mali, now Gao, Mali" in body
        assert "who did it: before not given, now Group A" in body


def test_a_withdrawn_incident_says_with_which_it_is_told_now() -> None:
    gone = replace(BOMB, why="withdrawn", steps=[Step("merged", {"into": "ML-2024-0009"})])
    for body in both(told(gone)):
        assert "Told together with ML-2024-0009 now" in body
        assert "What this list told of it no longer holds." in body


def test_the_first_issue_says_how_far_back_it_looks() -> None:
    for body in both(told(BOMB, since=None, looks_back_to=date(2024, 5, 1))):
        assert "what was published from 1 May 2024 to 8 May 2024" in body


def test_an_issue_without_news_says_so_in_a_line() -> None:
    made = told()
    assert made.images == {}
    for body in both(made):
        assert "Nothing that this list tells of has changed since 1 May 2024." in body


@pytest.mark.parametrize(
    ("counts", "subject"),
    [
        ({"new": 1}, "Sahel: 1 new incident"),
        ({"new": 3, "updated": 1, "withdrawn": 1}, "Sahel: 3 new incidents, 2 changed"),
        ({"updated": 1}, "Sahel: 1 incident changed"),
        ({}, "Sahel: no change"),
    ],
)
def test_the_subject_says_what_is_in_it(counts: dict[str, int], subject: str) -> None:
    assert subject_of(replace(BRIEFING, counts=counts), a_list()) == subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_says_why_and_how_to_leave(language: str) -> None:
    made = told(BOMB, language=language)
    for body in (made.html, made.text):
        assert f"/newsletters/leave/{LEAVE_MARKER}/" in body
        assert f"/newsletters/mine/{PREFERENCES_MARKER}/" in body
        assert "River Desk, 1 Quay Street, Port Town" in body
        assert "/newsletters/sahel/1/" in body
    assert len(LEAVE_MARKER) == len(PREFERENCES_MARKER) == WIDTH


def test_the_page_of_the_archive_has_nobody_s_links() -> None:
    made = told(BOMB, place="web")
    for body in (made.html, made.text):
        assert LEAVE_MARKER not in body
        assert PREFERENCES_MARKER not in body
        assert "*|" not in body
        assert "signed up" not in body


def test_reports_put_no_merge_tag_into_a_campaign() -> None:
    made = told(replace(BOMB, said=[Said("*|EMAIL|* Post")]), place="mailchimp")
    for body in (made.html, made.text):
        assert "*|EMAIL|*" not in body
        assert "EMAIL" in body
        assert "*|UNSUB|*" in body


def test_arabic_runs_from_right_to_left() -> None:
    made = told(replace(BOMB, publishers=2, steps=[Step("denied", {"by": ["the army"]})], why="updated"), language="ar")
    page = markup.fromstring(made.html)
    assert page.get("dir") == page.find("body").get("dir") == "rtl"
    assert page.get("lang") == "ar"
    assert {each.get("dir") for each in page.iter("p", "h1", "h2", "h3")} == {"rtl"}
    for body in both(made):
        assert "ناشران مستقلان" in body
        assert "مالي" in body
        assert "← " in body
        assert "→" not in body


def test_in_arabic_too_it_is_plain_who_cites_whom() -> None:
    """Names in other letters are isolated, or their order on the screen makes another the one who said it."""
    item = replace(BOMB, said=[Said("State Wire", "the army"), Said("River Post")], initiators=["Group A", "Group B"])
    made = told(item, language="ar")
    for body in (markup.fromstring(made.html).text_content(), made.text):
        assert "\u2068State Wire\u2069 نقلًا عن \u2068the army\u2069؛ \u2068River Post\u2069" in body
        assert "\u2068Group A\u2069 و\u2068Group B\u2069" in body
        assert "تفجير، \u2068Gao\u2069" in body
        assert "المكان: \u2068Gao\u2069، مالي" in body
        assert body.count("\u2068") == body.count("\u2069")
    assert "\u2068" not in told_again(item)


def told_again(item: Item) -> str:
    Issue.objects.all().delete()
    return render(an_issue(a_list("english"), replace(BRIEFING, sections=[Section("ML", [item])])), place="mail").html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_issue_is_not_clipped(language: str) -> None:
    steps = [
        Step(name, {"before": Figure(n, n, n), "after": Figure(n, n + 1, n + 2), "measure": "killed"})
        for n, name in enumerate(["toll"] * 3)
    ]
    sides = ["Military Forces of Mali", "CMA: Coordination of Azawad Movements"]
    said = [Said(f"The Daily News of Town {n}", "the spokesman of the ministry") for n in range(5)]
    full = replace(BOMB, why="updated", steps=steps, said=said, initiators=sides, recipients=sides, weapon="mortar")
    made = told(*[full] * MOST, language=language)
    assert len(made.html.encode()) < CLIPPED - 2_000  # room for line ends and longer links
    assert "more on the map" not in words_of(made), "items are left out that have room"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_that_would_be_clipped_tells_its_weightiest_items_and_how_many_more(language: str) -> None:
    long = [Said(f"{'جريدة ' * 20}{n}", "the spokesman of the ministry " * 8) for n in range(5)]
    items = [
        replace(BOMB, incident=f"ML-2024-{n:04}", said=long, tolls={"killed": Figure(n, n, n)}) for n in range(MOST)
    ]
    made = told(*items, language=language)
    assert len(made.html.encode()) < CLIPPED - 2_000
    kept = sorted(set(re.findall(r"ML-2024-\d{4}", made.html)))
    assert 5 < len(kept) < MOST
    assert kept == [f"ML-2024-{n:04}" for n in range(MOST - len(kept), MOST)]
    said = Words(language).say("left-out", MOST - len(kept))
    assert all(said in body for body in both(made))
    web = render(Issue.objects.get(), place="web")
    assert all(f"ML-2024-{n:04}" in web.html for n in range(MOST))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fetched_from_anywhere(language: str) -> None:
    page = markup.fromstring(told(replace(BOMB, latitude=16.3, longitude=0.0), language=language).html)
    assert {each.get("src") for each in page.iter("img")} == {"cid:map"}
    assert all(each.get("alt") for each in page.iter("img"))
    assert not list(page.iter("script", "link"))
    assert "@import" not in markup.tostring(page, encoding="unicode")


def test_dark_screens_are_told_that_it_can_be_dark() -> None:
    made = told(BOMB).html
    assert '<meta name="color-scheme" content="light dark"' in made
    assert "prefers-color-scheme: dark" in made


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_whatever_a_report_says_stays_words(text: str) -> None:
    Issue.objects.all().delete()
    issue = an_issue(None, replace(BRIEFING, sections=[Section("ML", [replace(BOMB, said=[Said(f"A{text}B")])])]))
    made = render(issue, place="mail")
    assert squeezed(f"A{text}B") in squeezed(words_of(made))
    assert squeezed(f"A{text}B") in squeezed(made.text)
    assert not re.findall(r"<script|<mj-", made.html)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_an_operator_s_own_template_is_taken(settings: Any, tmp_path: Path) -> None:
    own = tmp_path / "newsletters/mail"
    own.mkdir(parents=True)
    (own / "briefing.txt").write_text("Ours: {{ list.name }}", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert told(BOMB).text == "Ours: Sahel\n"


def test_the_data_folder_may_hold_templates(settings: Any) -> None:
    assert settings.TEMPLATES[0]["DIRS"] == [settings.DATA / "templates"]


def test_days_of_the_chart_are_told_in_words_too() -> None:
    days = [(date(2024, 5, 1) + timedelta(days=n), n % 3) for n in range(8)]
    made = told(BOMB, by_day=days)
    assert "chart" in made.images
    alts = [each.get("alt") for each in markup.fromstring(made.html).iter("img") if each.get("src") == "cid:chart"]
    assert "2 May 2024: 1" in alts[0]
    assert "1 May 2024:" not in alts[0].replace("11 May", "")
