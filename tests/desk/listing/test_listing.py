"""The list shows what the selection lets through, and hands it over in the field's formats."""

import csv
import io
import json

import pytest
from desk.filled import the
from django.test import Client

from communique.desk.accounts.models import User
from communique.desk.archive.changing import accept
from communique.exports.registry import MODULES

pytestmark = pytest.mark.usefixtures("desk")


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_list_of_an_analyst_has_every_incident_and_that_of_a_stranger_the_reviewed_alone(
    analyst: Client, stranger: Client
) -> None:
    accept(the("seized"), User.objects.get(), 1)
    assert body(analyst, "/incidents/").count(b"independent publisher") == 6
    assert body(stranger, "/incidents/").count(b"independent publisher") == 1


def test_a_filter_narrows_the_list(analyst: Client) -> None:
    found = body(analyst, "/incidents/?type=bombing")
    assert found.count(b"independent publisher") == 1
    assert b'value="bombing" selected' in found


def test_a_wrong_filter_is_told_in_words(analyst: Client) -> None:
    answer = analyst.get("/incidents/?since=yesterday")
    assert answer.status_code == 400
    assert b"give a day as" in answer.content


def test_pages_follow_each_other_without_a_gap(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.desk.public.pages.listing.AT_ONCE", 2)
    monkeypatch.setattr("communique.desk.public.listing.views.AT_ONCE", 2)
    seen, address = list[str](), "/incidents/?basis=read"
    while address:
        text = body(analyst, address).decode()
        seen += [part.split("/")[0] for part in text.split('href="/incidents/')[1:] if part[0].isalpha()]
        address = (
            "/incidents/" + text.split('class="pager"><a href="')[1].split('"')[0].replace("&amp;", "&")
            if "pager" in text
            else ""
        )
    assert len(seen) == len(set(seen)) == 6


@pytest.mark.parametrize("form", sorted(MODULES))
def test_every_format_can_be_taken_along(analyst: Client, form: str) -> None:
    assert body(analyst, f"/download/incidents.{form}?country=ML")


def test_a_download_has_the_selection_and_no_more(analyst: Client) -> None:
    found = json.loads(body(analyst, "/download/incidents.geojson?type=bombing"))
    assert len(found["features"]) == 1
    rows = list(csv.DictReader(io.StringIO(body(analyst, "/download/incidents.acled?country=ML").decode())))
    assert {row["country"] for row in rows} == {"Mali"}


def test_a_stranger_takes_along_the_words_of_accepted_events_alone(stranger: Client, analyst: Client) -> None:
    accept(the("exploded", "Sahel Daily"), User.objects.get(), 1)
    found = body(stranger, "/download/incidents.geojson").decode()
    assert "Sahel Daily" in found
    assert "River Post" not in found


def test_what_a_format_has_no_place_for_is_counted(analyst: Client) -> None:
    answer = analyst.get("/download/incidents.acled?type=threat")
    answer.close()
    assert answer["X-Left-Out"] == "1"


def test_another_format_is_not_found(analyst: Client) -> None:
    assert analyst.get("/download/incidents.xls").status_code == 404


def test_the_form_keeps_every_filter_of_the_address(analyst: Client) -> None:
    address = "/incidents/?status=actual&precision=town&certainty=stated&admin1=Gao&bbox=-1,15,1,17&place=2457163"
    text = analyst.get(address).content.decode()
    for kept in ('value="actual" selected', 'value="town" selected', 'value="stated" selected', 'value="Gao"'):
        assert kept in text
    assert 'name="bbox" value="-1.0,15.0,1.0,17.0"' in text
    assert 'name="place" value="2457163"' in text


def test_the_form_keeps_all_of_several_values(analyst: Client) -> None:
    page = analyst.get("/incidents/?country=ML&country=SO&type=attack").content.decode()
    country = page.split('name="country"')[1].split("</select>")[0]
    assert country.startswith(" multiple")
    assert country.count(" selected") == 2
    assert not page.split('name="type"')[1].startswith(" multiple")
