"""Editors of the fields that are lists: a row each, one more for the words that were selected, and a box to take one out."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from communique.desk.review.editing.base import Editor, Spans, Subject


class RowForm(forms.Form):
    """A row. ``start`` and ``end`` are its words in the report."""

    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def words(self, subject: Subject) -> list[int] | None:
        """Its offsets: as they came, where they are still its words, else where its words stand once."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        text = self.cleaned_data.get("text", "")
        if start is not None and end is not None and text in subject.report.text[start:end]:
            return [start, end]
        found = subject.find(text)
        return list(found) if found else None


class RowsEditor(Editor):
    """An editor with rows. Subclasses say what a row holds, and under which path of the row its words are kept."""

    template: ClassVar[str] = "review/editors/rows.html"
    row: ClassVar[type[RowForm]] = RowForm
    word_paths: ClassVar[tuple[str, ...]] = ("text",)

    def __init__(self, subject: Subject, data: Any = None) -> None:
        super().__init__(subject, data)
        made = forms.formset_factory(self.row, extra=1, can_delete=True, max_num=60)
        self.rows = made(data, initial=self.known(subject), prefix="rows", auto_id="edit-%s")
        fresh = self.fresh(subject) if subject.words and data is None else {}
        for name, each in fresh.items():
            self.rows.forms[-1].initial[name] = each

    def known(self, subject: Subject) -> list[dict[str, Any]]:
        """What the rows hold when the editor opens."""
        return [
            {**self.of(each), **self._offsets(subject, index)}
            for index, each in enumerate(getattr(subject.record, self.field))
        ]

    def of(self, each: Any) -> dict[str, Any]:
        """What a row holds of one value."""
        raise NotImplementedError

    def fresh(self, subject: Subject) -> dict[str, Any]:
        """What the new row holds of the selected words."""
        start, end = subject.words or (None, None)
        return {"text": " ".join(subject.selected.split()), "start": start, "end": end}

    def _offsets(self, subject: Subject, index: int) -> dict[str, int]:
        for path in (
            f"{self.field}[{index}].{self.word_paths[0]}",
            f"{self.field}[{index}].low",
            f"{self.field}[{index}]",
        ):
            if path in subject.record.evidence:
                start, end = subject.record.evidence[path]
                return {"start": start, "end": end}
        return {}

    def is_valid(self) -> bool:
        """Whether the form and every row are."""
        return super().is_valid() and self.rows.is_valid()

    def kept_rows(self) -> Sequence[Any]:
        """The rows that hold something and are not taken out."""
        return [
            form for form in self.rows.forms if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")
        ]

    def value(self) -> Any:
        return [self.to(form.cleaned_data) for form in self.kept_rows()]

    def to(self, data: dict[str, Any]) -> dict[str, Any]:
        """One value of a row."""
        raise NotImplementedError

    def spans(self) -> Spans:
        found: Spans = {}
        for index, form in enumerate(self.kept_rows()):
            words = form.words(self.subject)
            if words is not None:
                found |= {f"{self.field}[{index}].{path}": words for path in self.word_paths}
        return found
