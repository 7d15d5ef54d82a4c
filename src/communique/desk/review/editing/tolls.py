"""The editor of the losses: one row a figure, as stated; figures that contradict each other stay beside each other."""

from typing import Any, ClassVar, get_args

from django import forms

from communique.desk.review.editing.base import Subject
from communique.desk.review.editing.choices import number_in
from communique.desk.review.editing.rows import RowForm, RowsEditor
from communique.model import Outcome, Toll


class TollRow(RowForm):
    """A figure."""

    text = forms.CharField(required=False, max_length=300, label="The report's words")
    outcome = forms.ChoiceField(
        required=False, label="Outcome", choices=[("", "choose"), *((each, each) for each in get_args(Outcome))]
    )
    low = forms.IntegerField(required=False, min_value=0, label="At least")
    high = forms.IntegerField(required=False, min_value=0, label="At most")
    who = forms.CharField(required=False, max_length=200, label="Of whom")
    source = forms.CharField(required=False, max_length=200, label="Said by")

    def clean(self) -> dict[str, Any]:
        """An outcome, and ends in order."""
        data = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("outcome"):
            self.add_error("outcome", "Choose what became of them.")
        low, high = data.get("low"), data.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", "The upper end is below the lower.")
        return data


class TollsEditor(RowsEditor):
    """What losses the report gives."""

    field: ClassVar[str] = "tolls"
    row: ClassVar[type[RowForm]] = TollRow

    def of(self, each: Toll) -> dict[str, Any]:
        return {name: getattr(each, name) for name in ("text", "outcome", "low", "high", "who", "source")}

    def fresh(self, subject: Subject) -> dict[str, Any]:
        low, high = number_in(subject.selected)
        return {**super().fresh(subject), "low": low, "high": high}

    def to(self, data: dict[str, Any]) -> dict[str, Any]:
        given = {name: data[name] or None for name in ("who", "source")}
        return {"text": data["text"], "outcome": data["outcome"], "low": data["low"], "high": data["high"], **given}
