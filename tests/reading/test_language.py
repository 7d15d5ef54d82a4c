"""Languages are told apart; what is not English is said to be so, not coded."""

from collections.abc import Callable

import pytest
from reading_support import STORY, failure, reports

from communique.reading import language
from communique.reading.failure import Failure
from communique.reading.inputs import read_inputs

FRENCH = (
    "Des combattants rebelles sont entrés mardi avant l'aube dans le port de Massina et ont pris la petite garnison,"
    " selon des responsables. Deux soldats ont été tués et neuf autres blessés, d'après un médecin de la clinique."
)
SPANISH = (
    "Los rebeldes entraron en la ciudad antes del amanecer y mataron a dos soldados, según un médico del hospital."
)


@pytest.mark.parametrize(("text", "code"), [(STORY, "en"), (STORY.upper(), "en"), (FRENCH, "fr"), (SPANISH, "es")])
def test_the_language_of_a_text_is_told(text: str, code: str) -> None:
    assert language.identify(text) == code


@pytest.mark.parametrize("text", ["Bomb in Gao", "", "12:30"])
def test_a_text_too_short_to_tell_has_no_language(text: str) -> None:
    assert language.identify(text) is None


def test_a_report_in_another_language_is_a_failure_of_its_own_kind(write: Callable[[str, str], str]) -> None:
    said = failure(write("rapport.txt", FRENCH))
    assert said.kind == "unsupported-language"
    assert "it is in French (fr), which is not read yet" in str(said)


def test_a_given_language_is_believed_over_the_text(write: Callable[[str, str], str]) -> None:
    path = write("rapport.txt", FRENCH)
    (item,) = read_inputs([path], language="en-GB")
    assert not isinstance(item, Failure)
    assert item.language == "en"
    line = write("a.jsonl", '{"text": "Rebels took the town of Gao on Monday, the army said.", "language": "French"}')
    assert failure(line).kind == "unsupported-language"


def test_a_short_report_is_read_though_its_language_cannot_be_told(write: Callable[[str, str], str]) -> None:
    (report,) = reports(write("a.txt", "Bomb in Gao"))
    assert report.language is None
    assert language.supported(report)


@pytest.mark.parametrize(
    ("given", "two"), [("en_US", "en"), ("ENG", "en"), ("fre", "fr"), ("Arabic", "ar"), ("xx", "xx")]
)
def test_a_given_language_is_known_by_its_names_and_codes(given: str, two: str) -> None:
    assert language.code(given) == two


@pytest.mark.parametrize(
    "text",
    [
        "Bomb kills two in Goma.",
        "Al-Shabaab seizes Ceel Buur",
        "Gunmen abduct 12 in Zamfara, police say",
        "M23 rebels retake Rutshuru",
        "GUERRILLAS ATTACK USULUTAN GARRISON",
        "Sendero Luminoso blamed for Ayacucho blast",
        "Boko Haram attacks Dikwa, Bama, Konduga",
    ],
)
def test_a_short_english_line_full_of_names_is_not_refused(text: str, write: Callable[[str, str], str]) -> None:
    (report,) = reports(write("a.txt", text))
    assert report.language in ("en", None)
