"""A briefing as it is really rendered, on its way as a campaign."""

from datetime import date
from importlib import resources
from typing import Any

import msgspec
import pytest
import yaml
from desk.newsletters.mailchimp.meeting import Meeting, an_issue, meet, no_night
from desk.newsletters.people import a_list

from communique.desk.newsletters.briefings.content import Briefing, Figure, Item, Said, Section
from communique.desk.newsletters.issues.bodies import bodies_of
from communique.desk.newsletters.mailchimp.wanting import SENTENCE
from communique.desk.newsletters.models import Issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


def briefing() -> dict[str, Any]:
    item = Item(
        incident="ML-2026-0001",
        why="new",
        type="air-strike",
        family="remote-violence",
        status="actual",
        certainty="asserted",
        country="ML",
        place="Gao",
        precision="town",
        latitude=16.27,
        longitude=-0.05,
        start=date(2026, 5, 3),
        tolls={"killed": Figure(low=2, best=3, high=5)},
        said=[Said(publisher="River Post")],
        publishers=1,
        reports=1,
    )
    made = Briefing(basis="reviewed", until=date(2026, 5, 4), sections=[Section("ML", [item])], counts={"new": 1})
    found: dict[str, Any] = msgspec.to_builtins(made)
    return found


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_is_shown_before_it_is_opened_is_what_the_mail_itself_has(there: Meeting, language: str) -> None:
    sahel = a_list("sahel", language=language)
    there.joins("ann@mail.example", sahel)
    there.works()
    no_night()
    told = briefing()
    told["sections"][0]["items"][0]["place"] = "Gao *|FNAME|*"
    issue = an_issue(sahel, html="", text="", images={}, content=told)
    Issue.objects.filter(pk=issue.pk).update(**bodies_of(issue))
    there.works()
    [campaign] = there.account.campaigns.campaigns.values()
    preview = campaign["settings"]["preview_text"]
    assert "Gao" in preview
    assert "*|FNAME|*" not in preview
    assert preview in there.account.campaigns.content["camp1"]["html"]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_its_footer_is_mailchimp_s_way_out_and_its_pictures_are_kept_there(there: Meeting, language: str) -> None:
    sahel = a_list("sahel", language=language)
    there.joins("ann@mail.example", sahel)
    there.works()
    no_night()
    issue = an_issue(sahel, html="", text="", images={}, content=briefing())
    Issue.objects.filter(pk=issue.pk).update(**bodies_of(issue))
    there.works()
    filled = there.account.campaigns.content["camp1"]
    for body in filled.values():
        assert "*|UNSUB|*" in body
        assert "*|PREFS|*" in body
        assert sahel.postal_address in body
    assert "*|HTML:LIST_ADDRESS_HTML|*" in filled["html"]
    assert "cid:" not in filled["html"]
    assert "/newsletters/leave/" not in filled["html"]
    assert len(there.account.campaigns.mail) == 1


def test_only_the_notice_of_mailchimp_names_it() -> None:
    """By its name it is told who agreed to be transferred."""
    data = resources.files("communique.desk.newsletters").joinpath("data/notices.yaml").read_text("utf-8")
    for name, languages in yaml.safe_load(data).items():
        for language, text in languages.items() if isinstance(languages, dict) else ():
            assert (SENTENCE in text.lower()) == (name == "mailchimp"), (name, language)
