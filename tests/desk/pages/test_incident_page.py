"""The page of an incident: what is told, by whom, in which words; of what a person accepted alone for those who may see no more."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communique.desk.accounts.models import Organisation, User
from communique.desk.archive import changing
from communique.desk.archive.linked import link_due
from communique.desk.archive.models import Event, Incident
from communique.exports.registry import projection
from communique.model import Place, When
from tests.desk.filled import GAO, MAY, killed, tell, the

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def incident(anchor: str, publisher: str | None = None) -> Incident:
    found = the(anchor, publisher).incident
    assert found is not None
    return found


def accept(anchor: str, publisher: str | None = None) -> Event:
    who = User.objects.get_or_create(username="judge", defaults={"role": "editor", "email": "judge@desk.example"})[0]
    event = the(anchor, publisher)
    changing.accept(event, who, event.version)
    return event


def page(client: Client, name: str, query: str = "") -> str:
    response = client.get(f"/incidents/{name}/{query}")
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def words(html: str) -> str:
    """What the page says, without its tags and runs of space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_every_claim_stands_beside_the_others_with_who_said_it_and_its_words(analyst: Client) -> None:
    html = page(analyst, incident("exploded", "Sahel Daily").name)
    told = words(html)
    for part in ("Sahel Daily", "River Post", "State Wire", "police", "a hospital doctor", "20 or more"):
        assert part in told
    assert "killing <mark>12</mark> shoppers, <mark>police</mark> said" in html or "<mark>12</mark>" in html
    assert "<mark>At least 20</mark> shoppers died" in html


def test_the_rule_that_chose_a_value_is_written_beside_it(analyst: Client) -> None:
    told = words(page(analyst, incident("exploded", "Sahel Daily").name))
    assert "Chosen because: of the figures that stand the latest report's" in told


def test_contradictions_are_told_in_words(analyst: Client) -> None:
    told = words(page(analyst, incident("exploded", "Sahel Daily").name))
    assert "What cannot all be true" in told
    assert "12 (police, Sahel Daily) against 20 or more" in told


def test_what_no_report_gives_is_said_to_be_not_given_and_never_the_day_of_publication(analyst: Client) -> None:
    html = page(analyst, incident("threatened").name)
    assert "Threat, place not given, date not given" in words(html)
    assert "No map: no report says where." in words(html)
    assert 'class="point"' not in html


def test_a_region_is_an_area_and_never_a_point(analyst: Client) -> None:
    html = page(analyst, incident("Fighting").name)
    assert 'class="point"' not in html
    assert 'class="area"' in html


def test_a_country_is_no_point_either(analyst: Client) -> None:
    html = page(analyst, incident("fled").name)
    assert 'class="point"' not in html
    assert "country area" in html


def test_strangers_do_not_see_what_nobody_accepted(stranger: Client) -> None:
    assert stranger.get(f"/incidents/{incident('seized').name}/").status_code == 404


def test_strangers_cannot_ask_for_what_was_read(stranger: Client) -> None:
    name = incident("exploded", "Sahel Daily").name
    accept("exploded", "Sahel Daily")
    told = words(page(stranger, name, "?basis=read"))
    assert "Reviewed by a person" in told
    assert "River Post" not in told


def test_what_is_reviewed_is_composed_of_accepted_events_alone(stranger: Client, analyst: Client) -> None:
    event = accept("exploded", "Sahel Daily")
    assert event.incident is not None
    for told in (
        words(page(stranger, event.incident.name)),
        words(page(analyst, event.incident.name, "?basis=reviewed")),
    ):
        assert "Reviewed by a person" in told
        assert "police" in told
        assert "hospital doctor" not in told
        assert "What cannot all be true" not in told
    assert "1 of 3 events accepted by a person" in words(page(analyst, event.incident.name))


def test_where_the_organisation_shows_the_unreviewed_strangers_see_it_marked_as_such(stranger: Client) -> None:
    organisation = Organisation.current()
    organisation.public_shows_unreviewed = True
    organisation.save()
    assert "As read by the machine" in words(page(stranger, incident("seized").name))


def test_a_former_id_leads_to_the_incident_that_it_was_merged_into(analyst: Client) -> None:
    one, other = incident("seized"), incident("Fighting")
    changing.merge([one, other], User.objects.get(username="analyst-one"))
    gone = next(each for each in Incident.objects.filter(pk__in=(one.pk, other.pk)) if each.into_id)
    assert gone.into is not None
    response = analyst.get(f"/incidents/{gone.name}/?basis=reviewed")
    assert (response.status_code, response["Location"]) == (302, f"/incidents/{gone.into.name}/?basis=reviewed")
    assert gone.name in words(page(analyst, gone.into.name))


def withdraw(event: Event, why: str) -> None:
    who = User.objects.get(username="analyst-one")
    changing.withdraw(event, who, why, Event.objects.get(pk=event.pk).version)
    while link_due():
        pass


def test_a_withdrawn_incident_says_so_to_those_who_may_have_seen_it(analyst: Client, stranger: Client) -> None:
    event, name = accept("seized"), incident("seized").name
    withdraw(event, "the report was of a drill")
    for client in (analyst, stranger):
        response = client.get(f"/incidents/{name}/")
        assert response.status_code == 410
        assert "was withdrawn" in response.content.decode()
    assert "drill" not in stranger.get(f"/incidents/{name}/").content.decode()


def test_where_only_unreviewed_events_are_left_strangers_are_told_it_was_withdrawn(
    analyst: Client, stranger: Client
) -> None:
    event, name = accept("exploded", "Sahel Daily"), incident("exploded", "Sahel Daily").name
    withdraw(event, "wrong town")
    assert stranger.get(f"/incidents/{name}/").status_code == 410
    assert "River Post" not in stranger.get(f"/incidents/{name}/").content.decode()
    assert "River Post" in page(analyst, name)


def test_of_what_was_never_reviewed_strangers_learn_not_even_that_it_went(analyst: Client, stranger: Client) -> None:
    event, name = the("seized"), incident("seized").name
    withdraw(event, "a drill")
    assert stranger.get(f"/incidents/{name}/").status_code == 404
    assert analyst.get(f"/incidents/{name}/").status_code == 410


def test_an_id_that_was_never_given_is_not_found(analyst: Client) -> None:
    assert analyst.get("/incidents/XX-1999-0001/").status_code == 404


def test_an_analyst_sees_the_history_and_a_stranger_does_not(analyst: Client, stranger: Client) -> None:
    event = accept("exploded", "Sahel Daily")
    assert event.incident is not None
    assert "judge" in words(page(analyst, event.incident.name))
    assert "judge" not in words(page(stranger, event.incident.name))


@pytest.mark.parametrize("form", ["atom", "csv", "geojson", "acled"])
def test_a_download_reads_back_as_the_incident(analyst: Client, form: str) -> None:
    import io

    name = incident("exploded", "Sahel Daily").name
    response = analyst.get(f"/incidents/{name}/download/{form}/")
    assert response["Content-Disposition"].startswith("attachment")
    assert len(list(projection(form).read(io.BytesIO(response.content)))) == 1


def test_the_json_download_is_the_record_with_its_events(analyst: Client, stranger: Client) -> None:
    event = accept("exploded", "Sahel Daily")
    assert event.incident is not None
    address = f"/incidents/{event.incident.name}/download/json/"
    assert len(json.loads(analyst.get(address).content)["events"]) == 3
    assert [each["id"] for each in json.loads(stranger.get(address).content)["events"]] == [event.name]


def test_an_unknown_format_or_unreviewed_download_is_not_found(analyst: Client, stranger: Client) -> None:
    name = incident("seized").name
    assert analyst.get(f"/incidents/{name}/download/exe/").status_code == 404
    assert stranger.get(f"/incidents/{name}/download/json/").status_code == 404


def test_what_a_report_says_can_never_become_a_tag(analyst: Client) -> None:
    evil = "<script>alert(1)</script>"
    place = Place(text=evil, name=evil, country="Mali", precision="town", latitude=1.0, longitude=1.0)
    quote = f'A bomb detonated at {evil} "onload=x'
    tell(
        quote,
        evil,
        "2024-01-02",
        [{"type": "bombing", "anchor": "detonated", "place": place}],
        title=evil,
        url="javascript:x",
    )
    while link_due():
        pass
    html = page(analyst, incident("detonated").name)
    assert evil not in html
    assert "javascript:" not in html


def many(count: int) -> None:
    bomb: dict[str, Any] = {"type": "bombing", "anchor": "exploded", "place": GAO, "date": MAY}
    for index in range(count):
        text = f"A bomb exploded in Gao on Thursday, killing {index + 12} shoppers, witness {index} said."
        tell(text, f"Paper {index}", "2024-05-04", [{**bomb, "tolls": killed(index + 12, index + 12, str(index + 12))}])
    while link_due():
        pass


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_more_reports_take_no_more_queries(analyst: Client) -> None:
    address = f"/incidents/{incident('exploded', 'Sahel Daily').name}/"
    analyst.get(address)
    before = queries(analyst, address)
    many(12)
    assert Event.objects.filter(incident=incident("exploded", "Sahel Daily")).count() > 8
    assert queries(analyst, address) == before
    assert before <= 12


def test_of_very_many_claims_some_are_shown_and_all_stand_on_a_page_of_their_own(analyst: Client) -> None:
    many(30)
    name = incident("exploded", "Paper 1").name
    total = Event.objects.filter(incident__name=name).count()
    assert total > 25
    assert f"All {total} claims" in words(page(analyst, name))
    assert page(analyst, name, "?field=killed").count("<tr") > 30
    assert analyst.get(f"/incidents/{name}/?field=nonsense").status_code == 404


def test_a_basis_that_is_none_is_refused(analyst: Client) -> None:
    assert analyst.get(f"/incidents/{incident('seized').name}/?basis=all").status_code == 400


def test_dates_are_told_as_exactly_as_the_report_does() -> None:
    from communique.desk.public.pages.wording import date_words

    told = [
        (When(start="2024-05-02", end="2024-05-02", precision="day"), "on 2 May 2024"),
        (When(start="2024-05-01", end="2024-05-31", precision="month"), "in May 2024"),
        (When(start="2024-01-01", end="2024-12-31", precision="year"), "in 2024"),
        (When(start="2024-05-02", end="2024-05-04", precision="days"), "between 2 May 2024 and 4 May 2024"),
        (When(start="2024-05-02"), "since 2 May 2024"),
        (When(end="2024-05-02"), "by 2 May 2024"),
        (When(), "date not given"),
        (None, "date not given"),
    ]
    assert [date_words(when) for when, _ in told] == [words for _, words in told]
