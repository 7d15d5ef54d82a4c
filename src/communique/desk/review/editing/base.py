"""What every editor is: a form that is made from a record and from selected words, and gives a value and its words."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from communique.desk.archive.changing.correcting import of_field
from communique.model import Event, Report, Span

Spans = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is edited: the report, the record as it stands, and the words that were selected (offsets in characters)."""

    report: Report
    record: Event
    words: Span | None = None

    @property
    def selected(self) -> str:
        """The selected words; empty where none are."""
        return "" if self.words is None else self.report.text[slice(*self.words)]

    def kept(self, field: str) -> Spans:
        """The words that a field rests on as it stands."""
        return {path: list(span) for path, span in self.record.evidence.items() if of_field(path, field)}

    def find(self, words: str) -> Span | None:
        """Where words stand that the report has exactly once."""
        at = self.report.text.find(words) if words else -1
        if at < 0 or self.report.text.find(words, at + 1) >= 0:
            return None
        return at, at + len(words)


def words_of(report: Report, start: str, end: str) -> Span | None:
    """Offsets as they stand in an address; null where they are no words of the report."""
    if not (start.isdecimal() and end.isdecimal()) or len(start) > 9 or len(end) > 9:
        return None
    span = int(start), int(end)
    return span if span[0] < span[1] <= len(report.text) else None


class Editor(forms.Form):
    """The form of one field. Subclasses name the field and the template of its inputs."""

    field: ClassVar[str] = ""
    template: ClassVar[str] = "review/editors/plain.html"

    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(required=False, max_length=500, label="Why (kept in the history)")

    def __init__(self, subject: Subject, data: Any = None) -> None:
        self.subject = subject
        start, end = subject.words or (None, None)
        super().__init__(data, initial={"start": start, "end": end, **self.first(subject)}, auto_id="edit-%s")

    def first(self, subject: Subject) -> dict[str, Any]:
        """What the inputs hold when the editor opens."""
        return {}

    def inputs(self) -> list[forms.BoundField]:
        """The inputs but for those that every editor has."""
        return [each for each in self.visible_fields() if each.name != "why"]

    def value(self) -> Any:
        """The value as JSON of the field's type. Only of a form that is valid."""
        raise NotImplementedError

    def spans(self) -> Spans:
        """The words: those selected, else those that it rests on already."""
        words = self.subject.words
        return {self.field: list(words)} if words else self.subject.kept(self.field)
