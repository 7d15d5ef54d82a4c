"""Names and codes of countries."""

import pytest

from communique.desk.archive.columns import event_columns
from communique.desk.archive.countries import code_of, name_of
from communique.model import Event, Place


@pytest.mark.parametrize(
    ("given", "code"), [("Ukraine", "UA"), ("UA", "UA"), ("UKR", "UA"), ("Atlantis", ""), (None, "")]
)
def test_a_country_is_kept_by_its_code(given: str | None, code: str) -> None:
    assert code_of(given) == code


@pytest.mark.parametrize(("given", "name"), [("ML", "Mali"), ("Mali", "Mali"), ("Atlantis", "Atlantis"), (None, "")])
def test_a_country_is_shown_by_its_name(given: str | None, name: str) -> None:
    assert name_of(given) == name


def test_rows_have_the_code_of_the_country_that_the_reader_names() -> None:
    record = Event(
        id="a:1-2", report="a", type="attack", anchor="x", quote="x", place=Place(text="Kyiv", country="Ukraine")
    )
    assert event_columns(record)["country"] == "UA"
