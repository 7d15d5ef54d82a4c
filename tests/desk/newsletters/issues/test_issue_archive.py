"""The archive: what was sent, for whoever may look; nobody's own links, and nothing that was not sent."""

from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import msgspec
import pytest
from desk.newsletters.issues.an_issue import BRIEFING, an_issue
from desk.newsletters.people import a_list
from django.test import Client
from django.urls import reverse

from communique.desk.accounts.models import Organisation
from communique.desk.newsletters.briefings.content import Briefing
from communique.desk.newsletters.issues.archive import kept
from communique.desk.newsletters.issues.archive.feed import written
from communique.desk.newsletters.issues.archive.summary import summary
from communique.desk.newsletters.issues.bodies import bodies, web
from communique.desk.newsletters.issues.opens.addresses import follow_address, seen_address
from communique.desk.newsletters.issues.opens.counted import counted
from communique.desk.newsletters.models import Issue, MailingList
from communique.desk.newsletters.rendering.markers import LEAVE_MARKER

pytestmark = pytest.mark.django_db
State = Issue.State
OUT = datetime(2024, 5, 9, 23, 30, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "\x0b<script>alert(1)</script> & \ufffe"


def sent(mailing_list: MailingList | None = None, **more: Any) -> Issue:
    return an_issue(mailing_list, **{"state": State.SENT, "frozen_at": OUT, **more})


def path(name: str, *args: Any) -> str:
    return reverse(f"newsletters:{name}", args=args)


def test_the_archive_lists_what_went_out_and_nothing_else(stranger: Client) -> None:
    for state in State:
        an_issue(state=state, subject=f"It is {state}", frozen_at=OUT)
    told = stranger.get(path("archive", "sahel")).content.decode()
    assert {state for state in State if f"It is {state}" in told} == {State.SENDING, State.PAUSED, State.SENT}


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.FREEZING])
def test_what_was_not_sent_has_no_page(state: str, stranger: Client) -> None:
    an_issue(state=state)
    assert stranger.get(path("issue", "sahel", 1)).status_code == 404


def test_one_that_was_cancelled_before_it_went_out_has_no_page(stranger: Client) -> None:
    an_issue(state=State.CANCELLED)
    an_issue(state=State.CANCELLED, frozen_at=OUT)
    assert stranger.get(path("issue", "sahel", 1)).status_code == 404
    assert stranger.get(path("issue", "sahel", 2)).status_code == 200


def test_the_web_version_has_no_link_that_is_anybodys_own(stranger: Client) -> None:
    sent()
    answer = stranger.get(path("issue", "sahel", 1))
    told = answer.content.decode()
    assert "ML-2024-0001" in told
    assert "/newsletters/leave/" not in told
    assert "/newsletters/mine/" not in told
    assert "cid:" not in told
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert not answer.cookies


def test_a_page_that_many_ask_for_is_rendered_once_and_anew_when_it_changed(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, made = sent(subject="Asked for by many"), []
    monkeypatch.setattr(kept, "web", lambda of: made.append(of.pk) or f"page {len(made)}")
    asked = [stranger.get(path("issue", "sahel", 1)).content for _ in range(3)]
    assert asked == [b"page 1"] * 3
    MailingList.objects.filter(pk=issue.list_id).update(postal_address="Moved to 2 Quay Street")
    assert stranger.get(path("issue", "sahel", 1)).content == b"page 2"


def test_a_list_without_an_archive_has_none(stranger: Client) -> None:
    sent(a_list(archived=False))
    for address in (path("archive", "sahel"), path("issue", "sahel", 1), path("feed", "sahel")):
        assert stranger.get(address).status_code == 404


def test_the_archive_of_a_closed_list_stays(stranger: Client) -> None:
    sent(a_list(closed_at=OUT))
    told = stranger.get(path("archive", "sahel")).content.decode()
    assert "This list is closed" in told
    assert "Gao: a bomb" in told


def test_who_may_not_look_at_the_desk_may_not_look_at_its_archive(stranger: Client, reader: Client) -> None:
    sent()
    Organisation.objects.update_or_create(pk=1, defaults={"visibility": "login"})
    for address in (path("archive", "sahel"), path("issue", "sahel", 1), path("feed", "sahel")):
        assert stranger.get(address).status_code == 302
        assert reader.get(address).status_code == 200


def test_long_archives_have_pages(stranger: Client) -> None:
    of = a_list()
    for number in range(1, 54):
        sent(of, number=number, subject=f"Issue {number:03}")
    first = stranger.get(path("archive", "sahel")).content.decode()
    assert "Issue 053" in first
    assert "Issue 003" not in first
    assert "?before=4" in first
    rest = stranger.get(path("archive", "sahel") + "?before=4").content.decode()
    assert "Issue 003" in rest
    assert "Issue 004" not in rest
    assert stranger.get(path("archive", "sahel") + "?before=x").status_code == 200


def test_days_are_those_of_the_lists_clocks(stranger: Client) -> None:
    sent(a_list(timezone="Asia/Kathmandu"))
    assert "10 May 2024" in stranger.get(path("archive", "sahel")).content.decode()


def test_an_arabic_archive_is_mirrored(stranger: Client) -> None:
    sent(a_list(language="ar"))
    told = stranger.get(path("archive", "sahel")).content.decode()
    assert 'lang="ar" dir="rtl"' in told
    assert "حادث جديد واحد" in told
    assert "Issues" not in told


def test_an_issue_is_summed_up_in_a_line() -> None:
    assert summary(sent(), "en") == "1 new incident and 1 updated: Mali and Niger"
    assert summary(sent(briefing=Briefing(basis="read", until=BRIEFING.until, sections=[])), "en") == "Nothing changed."


def entries(told: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(told).findall(f"{ATOM}entry")


def test_the_feed_has_an_entry_an_issue(stranger: Client) -> None:
    sent(), sent(subject="Later"), an_issue(subject="Draft")
    answer = stranger.get(path("feed", "sahel"))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    later, first = entries(answer.content.decode())
    assert later.findtext(f"{ATOM}title") == "Later"
    assert later.findtext(f"{ATOM}updated") == "2024-05-09T23:30:00+00:00"
    assert (first.findtext(f"{ATOM}summary") or "").startswith("1 new incident")
    link = first.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith("/newsletters/sahel/1/")


def test_a_reader_that_has_the_feed_gets_it_once(stranger: Client) -> None:
    sent()
    answer = stranger.get(path("feed", "sahel"))
    again = {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]}
    assert stranger.get(path("feed", "sahel"), **again).status_code == 304
    sent()
    assert stranger.get(path("feed", "sahel"), **again).status_code == 200


def test_ids_of_entries_stay_when_the_desk_moves(settings: Any) -> None:
    issue = sent()
    one = [each.findtext(f"{ATOM}id") for each in entries(written(issue.list, [issue]))]
    assert len(set(one)) == 1
    assert str(one[0]).startswith("urn:uuid:")
    settings.BASE_URL = "https://elsewhere.example/"
    assert [each.findtext(f"{ATOM}id") for each in entries(written(issue.list, [issue]))] == one


def test_words_that_xml_has_no_place_for_break_no_feed() -> None:
    of = a_list(name=f"List {HOSTILE}", description=HOSTILE, sender_name=HOSTILE)
    issue = MailingList.objects.get(pk=of.pk).issues.model(
        list=of, number=1, subject=HOSTILE, content=msgspec.to_builtins(BRIEFING), state=State.SENT, composed_at=OUT
    )
    (entry,) = entries(written(of, [issue]))
    assert entry.findtext(f"{ATOM}title") == "<script>alert(1)</script> & "


def followed(issue: Issue, url: str) -> str:
    """The path of the counting link."""
    parts = urlsplit(follow_address(issue, url))
    assert parse_qs(parts.query) == {"url": [url]}
    return f"{parts.path}?{parts.query}"


def test_opens_and_clicks_are_counted_where_the_list_counts(stranger: Client) -> None:
    issue = sent(a_list(counts_opens=True))
    seen, link = urlsplit(seen_address(issue)).path, followed(issue, "https://desk.example/incidents/ML-2024-0001/")
    for _ in range(2):
        answer = stranger.get(seen)
    assert answer.headers["Content-Type"] == "image/gif"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    answer = stranger.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://desk.example/incidents/ML-2024-0001/")
    assert not answer.cookies
    stranger.head(seen), stranger.head(link)
    issue.refresh_from_db()
    assert (issue.opens, issue.clicks) == (2, 1)


def test_nothing_is_counted_by_default_and_links_lead_on(stranger: Client) -> None:
    issue = sent()
    assert stranger.get(urlsplit(seen_address(issue)).path).status_code == 200
    assert stranger.get(followed(issue, "https://desk.example/")).status_code == 302
    issue.refresh_from_db()
    assert (issue.opens, issue.clicks) == (0, 0)


def test_a_link_that_the_desk_did_not_make_leads_nowhere(stranger: Client) -> None:
    issue, other = sent(), sent()
    link = followed(issue, "https://desk.example/")
    assert stranger.get(link.replace("desk.example", "evil.example")).status_code == 404
    assert stranger.get(link.replace("/sahel/1/", "/sahel/2/")).status_code == 404
    assert stranger.get(followed(other, "https://desk.example/")).status_code == 302
    assert stranger.get(path("follow", "sahel", 1, "é")).status_code == 404


def body(*links: str) -> str:
    return "<html><body>" + "".join(f'<p><a class="x" href="{each}">There</a></p>' for each in links) + "</body></html>"


def test_counting_touches_links_to_the_desk_alone(settings: Any) -> None:
    settings.BASE_URL = "https://desk.example"
    issue = sent(a_list(counts_opens=True))
    leave = f"https://desk.example/newsletters/leave/{LEAVE_MARKER}/"
    told = counted(body("https://desk.example/incidents/ML-1/?a=1&amp;b=2", "https://other.example/", leave), issue)
    assert f'href="{escape(follow_address(issue, "https://desk.example/incidents/ML-1/?a=1&b=2"))}"' in told
    assert 'href="https://other.example/"' in told
    assert f'href="{leave}"' in told
    assert told.endswith(f'<img src="{seen_address(issue)}" width="1" height="1" alt=""></body></html>')


def test_a_body_counts_only_where_its_list_does_and_the_web_version_never() -> None:
    quiet, counting = sent(a_list("quiet")), sent(a_list("counting", counts_opens=True))
    assert "seen.gif" not in bodies(quiet).html
    assert "seen.gif" in bodies(counting).html
    assert "seen.gif" not in bodies(counting).text
    assert "seen.gif" not in web(counting)


def test_where_mailchimp_sends_it_counts_itself(settings: Any) -> None:
    settings.PLATFORM = "mailchimp"
    assert "seen.gif" not in bodies(sent(a_list(counts_opens=True))).html
