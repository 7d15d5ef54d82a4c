"""The map asks for what its address says, shows strangers only what was reviewed, and can be put into another page."""

import gzip
import json

import pytest
from desk.filled import the
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.archive.changing import accept
from communique.desk.public.map.land import version

pytestmark = pytest.mark.usefixtures("desk")


def asked(client: Client, address: str) -> dict[str, object]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert isinstance(found, dict)
    return found


def test_the_map_draws_towns_as_points_regions_as_areas_and_countries_as_countries(analyst: Client) -> None:
    found = asked(analyst, "/map/tiles?zoom=6")
    assert sorted(each["place"] for each in found["singles"]) == ["Gao", "Kidal"]  # type: ignore[attr-defined]
    assert [each["km"] for each in found["areas"]] == [210.0]  # type: ignore[attr-defined]
    assert found["countries"] == {"NE": 1}
    assert (found["shown"], found["unlocated"], found["undated"]) == (6, 2, 3)


def test_a_stranger_is_drawn_what_was_reviewed_alone(stranger: Client, analyst: Client) -> None:
    assert asked(stranger, "/map/tiles")["shown"] == 0
    accept(the("seized"), User.objects.get(), 1)
    assert asked(stranger, "/map/tiles")["shown"] == 1
    assert stranger.get("/map/tiles?basis=read").status_code == 400


def test_the_bars_count_every_dated_incident_whatever_days_are_chosen(analyst: Client) -> None:
    found = asked(analyst, "/map/timeline?since=2024-05-05")
    assert sum(bar["count"] for bar in found["bars"]) == 3  # type: ignore[attr-defined]
    assert (found["first"], found["last"], found["undated"]) == ("2024-04-01", "2024-05-06", 3)


def test_the_list_beside_the_map_has_what_is_in_the_box(analyst: Client) -> None:
    text = analyst.get("/map/list?box=-1,15,1,17").content.decode()
    assert text.count("data-incident") == 1
    assert "1 incident," in text


def test_who_is_said_to_hold_a_town_is_a_dated_claim_with_its_words(analyst: Client) -> None:
    places = asked(analyst, "/map/holding")["places"]
    assert isinstance(places, list)
    (kidal,) = [each for each in places if each["name"] == "Kidal"]
    assert kidal["claims"][0]["quote"] == "On Monday rebels seized Kidal after the army left the town."
    assert asked(analyst, "/map/holding?until=2024-05-01")["places"] == []


@pytest.mark.parametrize(
    "address", ["/map/tiles?zoom=x", "/map/tiles?box=1,2", "/map/list?country=XX", "/map/holding?since=x"]
)
def test_a_wrong_value_is_told_as_json(analyst: Client, address: str) -> None:
    answer = analyst.get(address)
    assert answer.status_code == 400
    assert "give" in answer.json()["error"]


def test_the_page_has_the_list_without_any_script(analyst: Client) -> None:
    text = analyst.get("/?type=bombing").content.decode()
    assert text.count("data-incident") == 1
    assert 'value="bombing" selected' in text


def test_only_the_embedded_map_may_be_framed_by_others(analyst: Client) -> None:
    assert "frame-ancestors *" in analyst.get("/embed/")["Content-Security-Policy"]
    assert "X-Frame-Options" not in analyst.get("/embed/")
    assert "frame-ancestors 'none'" in analyst.get("/")["Content-Security-Policy"]


def test_the_land_is_the_same_for_everybody_and_kept_by_the_browser(stranger: Client) -> None:
    answer = stranger.get(f"/map/land/{version()}.geojson")
    found = json.loads(gzip.decompress(answer.content))
    assert {each["properties"]["code"] for each in found["features"]} >= {"ML", "UA", "SD"}
    assert "immutable" in answer["Cache-Control"]
