"""Countries, places, and who is said to hold them."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from communique.desk.api import briefs
from communique.desk.api.access import caller_of
from communique.desk.api.answering import answered
from communique.desk.api.answers.lists import CountryList, CountryRow, PlaceList, PlaceRow, Situation
from communique.desk.api.describing.operation import Answer, operation
from communique.desk.api.holding import situation
from communique.desk.api.problems.problem import wrong
from communique.desk.api.routes.actors import BasisAsked
from communique.desk.archive.countries import name_of
from communique.desk.archive.countries import names as country_names
from communique.desk.archive.models import Composition
from communique.desk.public.pages import names
from communique.desk.public.pages.places import named

router = Router(tags=["actors and places"])


@operation(router, "GET", "/countries", "listCountries", Answer(CountryList))
def list_countries(request: HttpRequest, basis: BasisAsked = None) -> HttpResponse:
    """List countries that incidents are in."""
    shown = caller_of(request).basis(basis)
    codes = names.countries(shown)
    counts = names.counted(Composition, "country", shown, codes)
    rows = (
        CountryRow(
            country=code,
            name=name_of(code),
            incidents=min(counts[code], names.MOST_COUNTED),
            more=counts[code] > names.MOST_COUNTED,
            page=briefs.page("public:country", code),
        )
        for code in codes
    )
    return answered(CountryList(basis=shown, items=tuple(rows)))


@operation(router, "GET", "/places", "listPlaces", Answer(PlaceList))
def list_places(
    request: HttpRequest,
    q: Annotated[str, Query(description="A name, or words of it.", min_length=1, max_length=200)],
    basis: BasisAsked = None,
) -> HttpResponse:
    """Find places of a name among the latest incidents that tell of it.

    The incidents of one: `listIncidents` with `place`.
    """
    shown = caller_of(request).basis(basis)
    found = (
        PlaceRow(geonameid=number, name=name, page=briefs.page("public:place", number))
        for number, name in named(q, shown)
    )
    return answered(PlaceList(basis=shown, items=tuple(found)))


@operation(router, "GET", "/situation", "getSituation", Answer(Situation))
def get_situation(
    request: HttpRequest,
    country: Annotated[str | None, Query(description="Country, as ISO 3166-1 alpha-2.", max_length=2)] = None,
    place: Annotated[int | None, Query(description="Place, as GeoNames id.", ge=0, lt=10**9)] = None,
    on: Annotated[date | None, Query(description="The day, today where none is given.")] = None,
    basis: BasisAsked = None,
) -> HttpResponse:
    """Read who is said to hold places on a day, in a country or at one place.

    Each state has the claims for and against it, with who made them and in which words; a place that sides claim of each other is
    contested. It is what reports say, by written rules, and not a finding of ours.
    """
    if (country is None) == (place is None):
        raise wrong("country", "give a country or a place, one of the two")
    if country is not None and country not in country_names():
        raise wrong("country", "give a code of ISO 3166-1, as ML")
    where = {"country": country} if place is None else {"geonameid": place}
    return answered(situation(where, caller_of(request).basis(basis), on or timezone.now().date()))
