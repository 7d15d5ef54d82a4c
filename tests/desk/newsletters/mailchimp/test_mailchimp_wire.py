"""The whole way over a real connection: the client that the settings describe, against the fake as a server."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from desk.newsletters.mailchimp.meeting import Meeting, an_issue, no_night
from desk.newsletters.people import a_list
from django.utils import timezone
from fakes.mailchimp.account import KEY, Account, Fault
from fakes.mailchimp.server import serving

from communique.desk.newsletters.mailchimp.due import bring_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings: Any) -> Iterator[Meeting]:
    account = Account()
    settings.PLATFORM, settings.MAILCHIMP_KEY, settings.MAILCHIMP_AUDIENCE = "mailchimp", KEY, None
    with serving(account) as address:
        settings.MAILCHIMP_URL = address
        yield Meeting(account)


def works() -> None:
    stopping = threading.Event()
    stopping.wait = lambda timeout=None: False  # type: ignore[method-assign]  no test waits between two tries
    for _ in range(3):
        bring_due(timezone.now(), "worker", stopping)


def test_a_member_and_an_issue_over_a_real_connection(there: Meeting) -> None:
    sahel = a_list("sahel")
    there.joins("ann@mail.example", sahel)
    there.account.faults = [Fault("lost", method="PUT"), Fault(503, method="GET", times=2)]
    works()
    assert there.status("ann@mail.example") == "subscribed"
    no_night()
    an_issue(sahel)
    works()
    assert there.account.campaigns.mail == [("ann@mail.example", "camp1")]
