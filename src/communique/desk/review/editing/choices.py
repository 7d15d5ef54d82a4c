"""Editors of the fields that take one of a list, a number, or words."""

from typing import Any, ClassVar, get_args

from django import forms

from communique.coding.numbers.grammar import numbers
from communique.coding.numbers.words import words
from communique.desk.archive.codebook import codebook
from communique.desk.review.editing.base import Editor, Spans, Subject
from communique.model import Certainty, Status

STATUS = {
    "actual": "took place",
    "ongoing": "is taking place",
    "planned": "announced, ordered or scheduled",
    "hypothetical": "may, would, if, feared",
    "negated": "said not to have happened",
}
CERTAINTY = {"stated": "the report states it", "hedged": "appeared, reportedly, may have, unconfirmed"}


class Choice(Editor):
    """One of a list, each with what it means."""

    template: ClassVar[str] = "review/editors/choice.html"
    choice = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, subject: Subject, data: Any = None) -> None:
        super().__init__(subject, data)
        self.options = self.meanings()
        field = self.fields["choice"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(self.options.items())

    def meanings(self) -> dict[str, str]:
        """What may be chosen, and what it means."""
        raise NotImplementedError

    def first(self, subject: Subject) -> dict[str, Any]:
        return {"choice": str(getattr(subject.record, self.field))}

    def chosen(self) -> str:
        """What is ticked just now."""
        return str(self["choice"].value() or "")

    def value(self) -> Any:
        return self.cleaned_data["choice"]


class TypeEditor(Choice):
    """The type of event, from the codebook, with a search over names and definitions."""

    field: ClassVar[str] = "type"
    searched = True

    def meanings(self) -> dict[str, str]:
        return {name: kind.definition for name, kind in codebook().types.items()}


class StatusEditor(Choice):
    """Whether it happened."""

    field: ClassVar[str] = "status"

    def meanings(self) -> dict[str, str]:
        return {name: STATUS[name] for name in get_args(Status)}


class CertaintyEditor(Choice):
    """Whether the report states or hedges it."""

    field: ClassVar[str] = "certainty"

    def meanings(self) -> dict[str, str]:
        return {name: CERTAINTY[name] for name in get_args(Certainty)}


class AggregateEditor(Choice):
    """Whether it is a summary."""

    field: ClassVar[str] = "aggregate"

    def meanings(self) -> dict[str, str]:
        return {"False": "one happening, or a counted few", "True": "a summary over many happenings or a long time"}

    def value(self) -> Any:
        return self.cleaned_data["choice"] == "True"


class CountEditor(Editor):
    """How many like happenings."""

    field: ClassVar[str] = "count"
    count = forms.IntegerField(min_value=1, max_value=1_000_000, label="Number of like happenings")

    def first(self, subject: Subject) -> dict[str, Any]:
        low, _ = number_in(subject.selected)
        return {"count": low or subject.record.count}

    def value(self) -> Any:
        return self.cleaned_data["count"]


class WeaponEditor(Editor):
    """The weapon as it stands in the report."""

    field: ClassVar[str] = "weapon"
    weapon = forms.CharField(
        required=False, max_length=200, label="Weapon, in the report's words; empty where not given"
    )

    def first(self, subject: Subject) -> dict[str, Any]:
        return {"weapon": subject.selected or subject.record.weapon}

    def value(self) -> Any:
        return self.cleaned_data["weapon"] or None

    def spans(self) -> Spans:
        return super().spans() if self.cleaned_data["weapon"] else {}


class AttributionEditor(Editor):
    """Who the report says it from."""

    field: ClassVar[str] = "attribution"
    source = forms.CharField(
        required=False, max_length=300, label="Source, in the report's words; empty where the reporter tells it"
    )
    cue = forms.CharField(required=False, max_length=100, label="The word that says so (said, according to)")

    def first(self, subject: Subject) -> dict[str, Any]:
        said = subject.record.attribution
        cue = said.cue if said else ""
        return {"source": subject.selected or (said.source if said else ""), "cue": cue}

    def value(self) -> Any:
        source, cue = self.cleaned_data["source"], self.cleaned_data["cue"]
        return {"source": source, "cue": cue or None} if source else None

    def spans(self) -> Spans:
        if not self.cleaned_data["source"]:
            return {}
        kept = self.subject.kept(self.field)
        if self.subject.words is None:
            return kept
        cue = {path: span for path, span in kept.items() if path == "attribution.cue"}
        return {"attribution.source": list(self.subject.words), **(cue if self.cleaned_data["cue"] else {})}


def number_in(text: str) -> tuple[int | None, int | None]:
    """Lower and upper end of the first number in some words, as our own reading of numbers has it; null where open or none."""
    tokens = text.lower().replace(",", "").split()
    found = next(iter(numbers(tokens, words())), None)
    if found is None:
        return None, None
    return _whole(found.low), _whole(found.high)


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None
