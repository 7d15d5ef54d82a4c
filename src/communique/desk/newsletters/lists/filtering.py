"""The part of a list's form that chooses its incidents: the filters of the map that editors of lists use most."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from communique.desk.archive.codebook import codebook
from communique.desk.archive.countries import names
from communique.desk.archive.families import families
from communique.desk.archive.models import Composition
from communique.desk.public.selecting import Selection, from_query

SEVERAL = ("country", "family", "type")
ALL = tuple(Composition.Basis.values)


class FilterForm(forms.Form):
    """Filters that all hold at once; of several values of one, any is enough. Other filters of the map stay as they were."""

    country = forms.MultipleChoiceField(label="Countries", required=False, help_text="None chosen: every country.")
    admin1 = forms.CharField(label="Region", required=False, max_length=120, help_text="As the map names it: Gao.")
    family = forms.MultipleChoiceField(label="Kinds", required=False)
    type = forms.MultipleChoiceField(label="Types", required=False)
    killed = forms.IntegerField(label="Killed, at least", required=False, min_value=0)
    publishers = forms.IntegerField(label="Independent publishers, at least", required=False, min_value=1)

    def __init__(self, data: QueryDict | None, selection: str) -> None:
        self.before = from_query(QueryDict(selection), ALL)
        super().__init__(data, initial={name: _initial(self.before, name) for name in self.base_fields})
        choices: dict[str, list[tuple[str, str]]] = {
            "country": sorted(names().items(), key=lambda each: each[1]),
            "family": [(each.family, each.label) for each in families()],
            "type": [(each, each) for each in codebook().types],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    @property
    def selection(self) -> str:
        """The filter as the list keeps it. Only of a valid form."""
        given: dict[str, Any] = {**self.cleaned_data, **{name: tuple(self.cleaned_data[name]) for name in SEVERAL}}
        # What strangers may see decides on the basis, each time an issue is composed.
        return replace(self.before, **given, basis="").to_query()


def _initial(of: Selection, name: str) -> Any:
    value = getattr(of, name)
    return list(value) if isinstance(value, tuple) else value
