"""Pages of actors, places and countries: what is told of them, bounded, and of the reviewed alone for strangers."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communique.desk.accounts.models import User
from communique.desk.archive import changing
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Composition
from communique.desk.public.pages import names
from communique.model import Actor, When
from tests.desk.filled import GAO, KIDAL, REBELS, tell, the

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
SHABAAB = Actor(text="al-Shabaab", name="Al Shabaab", kind="rebel-group", country="SO")
GAO_PAGE, KIDAL_PAGE = f"/places/{GAO.geonameid}/", f"/places/{KIDAL.geonameid}/"


def accept(anchor: str) -> None:
    who = User.objects.get_or_create(username="judge", defaults={"role": "editor", "email": "judge@desk.example"})[0]
    event = the(anchor)
    changing.accept(event, who, event.version)


def html(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def actor_page(name: str) -> str:
    return reverse("public:actor", args=[name])


def more(count: int) -> None:
    for index in range(count):
        day = f"2023-{index % 12 + 1:02d}-{index // 12 + 1:02d}"
        when = When(start=day, end=day, precision="day", text=day)
        event = {
            "type": "attack",
            "anchor": "ambushed",
            "place": GAO,
            "date": when,
            "initiators": (SHABAAB,),
            "recipients": (REBELS,),
        }
        tell(f"Gunmen {index} ambushed a truck {index} in Gao on {day}.", "Sahel Daily", day, [event])
    while link_due():
        pass


def test_actors_are_listed_with_how_many_incidents_they_have(analyst: Client) -> None:
    told = html(analyst, "/actors/")
    assert "Military Forces of Mali" in told
    assert REBELS.name is not None
    assert REBELS.name in told


def test_an_actor_is_found_by_any_of_its_names(analyst: Client) -> None:
    more(1)
    told = html(analyst, "/actors/", q="harakat")
    assert "Al Shabaab" in told
    assert "Military Forces of Mali" not in told
    assert "No actor of this name" in html(analyst, "/actors/", q="nobody at all")


def test_an_actor_s_page_tells_years_aliases_and_against_whom(analyst: Client) -> None:
    more(2)
    told = html(analyst, actor_page("Al Shabaab"))
    assert "2006" in told
    assert "Harakat al-Shabaab al-Mujahideen" in told
    assert re.search(r"Against</h2>.*Coordination of Azawad.*<td>2</td>", told, re.S)
    assert 'class="point"' in told


def test_strangers_see_only_actors_of_reviewed_incidents(stranger: Client) -> None:
    assert REBELS.name is not None
    assert REBELS.name not in html(stranger, "/actors/")
    assert stranger.get(actor_page(REBELS.name)).status_code == 404
    accept("seized")
    assert REBELS.name in html(stranger, "/actors/")
    told = html(stranger, actor_page(REBELS.name))
    assert "Kidal" in told
    assert "threat" not in told.lower()


def test_a_place_says_who_is_said_to_hold_it_by_whose_word(analyst: Client) -> None:
    told = html(analyst, KIDAL_PAGE)
    assert "aid to be held by CMA: Coordination of Azawad Movements since 2024-05-06" in told
    assert "On Monday rebels seized Kidal" in told
    assert "Sahel Daily" in told


def test_a_place_of_which_nobody_says_who_holds_it_says_so(analyst: Client) -> None:
    assert "No report says who holds it." in html(analyst, GAO_PAGE)


def test_strangers_are_told_of_holders_by_accepted_events_alone(stranger: Client) -> None:
    assert stranger.get(KIDAL_PAGE).status_code == 404
    accept("seized")
    assert "Coordination of Azawad" in html(stranger, KIDAL_PAGE)


def test_places_are_found_by_their_name(analyst: Client, stranger: Client) -> None:
    assert GAO_PAGE in html(analyst, "/places/", q="gao")
    assert KIDAL_PAGE not in html(analyst, "/places/", q="gao")
    assert GAO_PAGE not in html(stranger, "/places/", q="gao")


def test_a_country_lists_places_and_actors(analyst: Client) -> None:
    told = html(analyst, "/countries/ML/")
    assert GAO_PAGE in told
    assert "Military Forces of Mali" in told
    assert "/countries/ML/" in html(analyst, "/countries/")


@pytest.mark.parametrize("address", ["/countries/XX/", "/countries/FR/", "/places/1/", "/actors/Nobody/"])
def test_what_no_incident_tells_of_has_no_page(analyst: Client, address: str) -> None:
    assert analyst.get(address).status_code == 404


@pytest.mark.parametrize("address", [GAO_PAGE, "/countries/ML/", "/actors/Al%20Shabaab/"])
def test_pages_of_incidents_follow_each_other_and_leave_none_out(analyst: Client, address: str) -> None:
    more(60)
    seen: list[str] = []
    following: str | None = address
    while following:
        told = html(analyst, following)
        rows = told[told.index('<ol class="rows">') :]
        seen += re.findall(r"/incidents/([A-Z]{2}-\d{4}-\d{4})/", rows)
        found = re.search(r'href="\?after=([\d-]+)&amp;basis=read">Earlier', rows)
        following = f"{address}?after={found[1]}&basis=read" if found else None
    assert len(seen) == len(set(seen)) >= 60


@pytest.mark.parametrize("after", ["x", "1", "1-2-3", "9" * 30 + "-1", "'"])
def test_a_made_up_page_is_refused(analyst: Client, after: str) -> None:
    assert analyst.get("/countries/ML/", {"after": after}).status_code == 400


@pytest.mark.parametrize("address", ["/actors/", "/places/", "/countries/ML/", GAO_PAGE, "/actors/Al%20Shabaab/"])
def test_more_incidents_take_no_more_queries(analyst: Client, address: str) -> None:
    more(3)
    html(analyst, address)
    counts = []
    for count in (0, 25):
        more(count)
        with CaptureQueriesContext(connection) as caught:
            html(analyst, address)
        counts.append(len(caught))
    assert counts[1] <= counts[0]
    assert counts[0] <= 16


def test_the_list_of_actors_goes_on_where_the_last_page_ended(analyst: Client) -> None:
    more(1)
    every = names.actors("read")
    assert names.actors("read", every[0], 2) == every[1:3]
    told = html(analyst, "/actors/", after=every[0])
    assert every[1] in told
    assert f">{every[0]}<" not in told


def test_names_are_found_straight_from_one_to_the_next(db: None) -> None:
    found = names.actors("read")
    assert set(found) == set(
        Composition.objects.filter(basis="read").exclude(parties__name=None).values_list("parties__name", flat=True)
    )
    assert len(found) == len(set(found))
    assert "" not in names.countries("read")
