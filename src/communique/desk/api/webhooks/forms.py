"""The form that adds an address."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict

from communique.desk.api.models import Delivery
from communique.desk.archive.models import Composition
from communique.desk.ingest.fetching import FetchError
from communique.desk.ingest.fetching.fetcher import split
from communique.desk.ingest.fetching.guard import RefusedError, checked
from communique.desk.public.selecting import SelectionError, from_query

TYPES = [(each.value, each.value) for each in Delivery.Type if each != Delivery.Type.TEST]
BASES = [("reviewed", "of what a person accepted alone"), ("read", "of all that the machine read")]
PORTS = {"http": 80, "https": 443}


class EndpointForm(forms.Form):
    """Where, of what, and of which incidents."""

    url = forms.CharField(label="Address", max_length=2000, widget=forms.TextInput(attrs={"inputmode": "url"}))
    events = forms.MultipleChoiceField(
        choices=TYPES, initial=[value for value, _ in TYPES], widget=forms.CheckboxSelectMultiple, label="It is told of"
    )
    basis = forms.ChoiceField(choices=BASES, label="Incidents are composed")
    selection = forms.CharField(
        required=False,
        max_length=2000,
        label="Filters",
        help_text="What stands after the question mark in the map's address, as country=ML&killed=10; empty: all.",
    )
    from_start = forms.BooleanField(required=False, label="Also tell it of all incidents that are there already")

    def clean_url(self) -> str:
        """A public address, or one that a setting names. Raises ``ValidationError``."""
        try:
            at = split(self.cleaned_data["url"])
            checked(at.host, at.port or PORTS[at.scheme], settings.ALLOW_PRIVATE_HOSTS)
        except (FetchError, RefusedError) as error:
            raise forms.ValidationError(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise forms.ValidationError("The host's name is not known; check the address.") from error
        return str(at)

    def clean_selection(self) -> str:
        """Filters in their usual order. Raises ``ValidationError``."""
        query = QueryDict(self.cleaned_data["selection"].strip().removeprefix("?"), mutable=True)
        query.pop("basis", None)
        try:
            found = from_query(query, tuple(Composition.Basis.values))
        except SelectionError as error:
            raise forms.ValidationError(str(error)) from error
        return _without_basis(found.to_query())

    def values(self) -> dict[str, Any]:
        """As ``keeping.add`` takes them."""
        return dict(self.cleaned_data)


def _without_basis(query: str) -> str:
    return "&".join(part for part in query.split("&") if not part.startswith("basis="))
