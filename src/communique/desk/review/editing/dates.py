"""The editor of the date: ISO days, or the selected words resolved against the day of publication."""

from typing import Any, ClassVar, get_args

from django import forms

from communique.coding.times import resolve
from communique.desk.review.editing.base import Editor, Spans, Subject
from communique.model import DatePrecision, When


class DateEditor(Editor):
    """First and last day, precision, and the report's words."""

    field: ClassVar[str] = "date"
    template: ClassVar[str] = "review/editors/date.html"
    text = forms.CharField(required=False, max_length=200, label="The report's words")
    first_day = forms.DateField(
        required=False, label="First day", widget=forms.TextInput(attrs={"placeholder": "2024-05-01"})
    )
    last_day = forms.DateField(
        required=False, label="Last day", widget=forms.TextInput(attrs={"placeholder": "2024-05-01"})
    )
    precision = forms.ChoiceField(choices=[(each, each) for each in get_args(DatePrecision)])

    def first(self, subject: Subject) -> dict[str, Any]:
        when = self.resolved = self._when(subject)
        return {"text": when.text, "first_day": when.start, "last_day": when.end, "precision": when.precision}

    def _when(self, subject: Subject) -> When:
        return resolve(subject.selected, subject.report.published) if subject.words else subject.record.date

    def clean(self) -> dict[str, Any]:
        """The ends in order, and none where the precision is unknown."""
        data = super().clean() or self.cleaned_data
        start, end = data.get("first_day"), data.get("last_day")
        if start and end and end < start:
            self.add_error("last_day", "The last day lies before the first.")
        given = bool(start or end)
        if given == (data.get("precision") == "unknown"):
            words = "Give a day, or the precision unknown." if not given else "Give the precision of these days."
            self.add_error("precision", words)
        return data

    def value(self) -> Any:
        data = self.cleaned_data
        start, end = (day.isoformat() if day else None for day in (data["first_day"], data["last_day"]))
        return {"start": start, "end": end, "precision": data["precision"], "text": data["text"] or None}

    def spans(self) -> Spans:
        data = self.cleaned_data
        return super().spans() if data["text"] or data["first_day"] or data["last_day"] else {}
