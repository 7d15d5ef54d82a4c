"""The editors of the place: one of the gazetteer, one that it does not know, none; or near one of the gazetteer."""

from typing import Any, ClassVar, get_args

import msgspec
from django import forms

from communique.desk.archive.countries import name_of, names
from communique.desk.review.editing.base import Editor, Spans, Subject
from communique.desk.review.editing.candidates import candidates
from communique.model import Place, Precision

AS_IT_STANDS, UNKNOWN_NAME, NONE = "stands", "unknown", "none"
MADE = msgspec.json.Decoder(Place)


class PlaceEditor(Editor):
    """A choice among the places of a name, or a place that the gazetteer does not have."""

    field: ClassVar[str] = "place"
    template: ClassVar[str] = "review/editors/place.html"
    name = forms.CharField(required=False, max_length=200, label="Search the gazetteer")
    choice = forms.CharField(max_length=1000, error_messages={"required": "Choose a place."})
    precision = forms.ChoiceField(
        required=False,
        label="Precision",
        choices=[("", "as the gazetteer has it"), *((p, p) for p in get_args(Precision))],
    )
    country = forms.ChoiceField(required=False, label="Country of a place that the gazetteer does not have")

    def __init__(self, subject: Subject, data: Any = None) -> None:
        super().__init__(subject, data)
        field = self.fields["country"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "not given"), *sorted(names().items(), key=lambda item: item[1])]

    def first(self, subject: Subject) -> dict[str, Any]:
        now = subject.record.place
        name = subject.selected or (now.name or now.text if now else "")
        return {"name": " ".join(name.split()), "choice": AS_IT_STANDS if now and not subject.words else ""}

    def candidates(self) -> list["Candidate"]:
        """Places of the name in the search box."""
        name = str(self["name"].value() or "")
        return offered(name, self.subject.record.place)

    def clean_choice(self) -> str:
        """One of the words above, or a place as JSON."""
        given = str(self.cleaned_data["choice"])
        if given not in (AS_IT_STANDS, UNKNOWN_NAME, NONE):
            try:
                MADE.decode(given)
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                raise forms.ValidationError("Choose one of the places.") from error
        return given

    def value(self) -> Any:
        place = self._chosen()
        if place is None:
            return None
        precision = self.cleaned_data["precision"] or place.precision
        text = self.subject.selected or place.text
        return msgspec.to_builtins(msgspec.structs.replace(place, precision=precision, text=text))

    def _chosen(self) -> Place | None:
        given = self.cleaned_data["choice"]
        if given == NONE:
            return None
        if given == AS_IT_STANDS:
            return self.subject.record.place
        if given == UNKNOWN_NAME:
            name = self.cleaned_data["name"]
            return Place(text=name, name=name, country=name_of(self.cleaned_data["country"]) or None)
        return MADE.decode(given)

    def spans(self) -> Spans:
        if self.cleaned_data["choice"] == NONE:
            return {}
        words = self.subject.words
        return {"place.text": list(words), "place.name": list(words)} if words else self.subject.kept("place")


class NearEditor(PlaceEditor):
    """Near a place, so many kilometres from it at the most."""

    template: ClassVar[str] = "review/editors/near.html"
    km = forms.FloatField(min_value=0.1, max_value=500, label="Kilometres from it, at the most")

    def clean_choice(self) -> str:
        """A place that has coordinates."""
        given = super().clean_choice()
        place = self.subject.record.place if given == AS_IT_STANDS else None
        if given not in (AS_IT_STANDS, UNKNOWN_NAME, NONE):
            place = MADE.decode(given)
        if place is None or place.latitude is None:
            raise forms.ValidationError("Choose a place whose position is known.")
        return given


class Candidate(msgspec.Struct, frozen=True):
    """A place as the search offers it: its JSON is what the form sends."""

    place: Place
    people: int
    sent: str


def offered(name: str, now: Place | None) -> list[Candidate]:
    """Candidates for a name, those in the country of the place as it stands first."""
    found = candidates(name, [now.country] if now else []) if name.strip() else []
    return [Candidate(place, people, msgspec.json.encode(place).decode()) for place, people in found]
