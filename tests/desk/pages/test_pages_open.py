"""Every page opens, for whom it is meant."""

import pytest
from django.test import Client

from communique.desk.archive.models import Report
from tests.desk.filled import the

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def bomb() -> str:
    incident = the("exploded", "Sahel Daily").incident
    assert incident is not None
    return incident.name


ADDRESSES = [
    "/actors/",
    "/actors/?q=azawad",
    "/actors/Military Forces of Mali/",
    "/places/",
    "/places/?q=gao",
    "/places/2457163/",
    "/countries/ML/",
    "/search/",
    "/search/?q=gao",
    "/search/?q=-gao",
    "/search/?q=gao&in=reports",
    "/reports/r001/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_analyst_sees_the_page(analyst: Client, address: str) -> None:
    assert analyst.get(address).status_code == 200


def test_an_analyst_sees_the_incident(analyst: Client) -> None:
    page = analyst.get(f"/incidents/{bomb()}/")
    assert page.status_code == 200
    assert Report.objects.exists()
