"""The llm reader: a model proposes, the report decides. Against a real server on this machine."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from endpoint import Endpoint, proposal
from hypothesis import given
from hypothesis import strategies as st

from communique.cli import main
from communique.codebook.types import load_codebook
from communique.coding.llm import LlmError, LlmReader, settings_from
from communique.coding.llm.client import ask
from communique.coding.llm.finding import find, near
from communique.coding.llm.proposal import schema
from communique.coding.llm.reader import pieces
from communique.coding.pipeline import load
from communique.model import Event, Report

TEXT = (
    "Gunmen shelled the town of Diabaly on Monday, killing at least seven soldiers, police said.\n\n"
    "A day before, Malian troops had left\nthe village."
)
FIRST = "Gunmen shelled the town of Diabaly on Monday, killing at least seven soldiers, police said."
REPORT = Report(id="r", text=TEXT, published="2013-01-22", published_from="option")


def read(endpoint: Endpoint, *events: dict[str, object]) -> list[Event]:
    endpoint.propose(*events)
    return LlmReader(load(), load_codebook(), endpoint.settings()).code(REPORT)


def test_every_value_has_its_words_in_the_report(endpoint: Endpoint) -> None:
    toll = {"outcome": "killed", "text": "at least seven soldiers", "who": "soldiers", "source": "police"}
    (event,) = read(
        endpoint,
        proposal(
            "shelling", "shelled", FIRST, initiators=["Gunmen"], place="Diabaly", date="on Monday", source="police",
            cue="said", tolls=[toll],
        ),
    )  # fmt: skip
    for path, (start, end) in event.evidence.items():
        assert TEXT[start:end], path
    assert TEXT[slice(*event.evidence["initiators[0].text"])] == event.initiators[0].text == "Gunmen"
    assert event.attribution is not None
    assert (event.attribution.source, event.attribution.cue) == ("police", "said")
    assert event.rules["anchor"] == "llm: small-model"


def test_names_places_dates_and_numbers_are_read_by_our_own_components(endpoint: Endpoint) -> None:
    toll = {"outcome": "killed", "text": "at least seven soldiers", "who": None, "source": None}
    shelled = proposal("shelling", "shelled", FIRST, place="Diabaly", date="on Monday", tolls=[toll])
    (event,) = read(endpoint, shelled)
    assert event.place is not None
    assert (event.place.country, event.place.precision) == ("Mali", "town")
    assert (event.date.start, event.date.precision) == ("2013-01-21", "day")
    assert [(found.low, found.high) for found in event.tolls] == [(7, None)]


def test_what_does_not_stand_in_the_report_is_null(endpoint: Endpoint) -> None:
    invented = {"outcome": "killed", "text": "ninety civilians", "who": None, "source": None}
    wordless = {"outcome": "killed", "text": "soldiers", "who": None, "source": None}
    (event,) = read(
        endpoint,
        proposal(
            "shelling", "shelled", FIRST, initiators=["Ansar Dine"], place="Gao", date="on Friday", source="the army",
            cue="claimed", tolls=[invented, wordless], weapon="mortars",
        ),
    )  # fmt: skip
    assert (event.initiators, event.place, event.attribution, event.tolls, event.weapon) == ((), None, None, (), None)
    assert (event.date.start, event.date.text) == (None, None)


def test_an_event_whose_words_do_not_stand_in_the_report_is_dropped(endpoint: Endpoint) -> None:
    elsewhere = proposal("bombing", "bombed", "Rebels bombed the market.")
    misplaced = proposal("troop-movement", "left", FIRST)
    assert read(endpoint, elsewhere, misplaced) == []


def test_a_type_that_the_codebook_lacks_is_dropped(endpoint: Endpoint) -> None:
    assert read(endpoint, proposal("explosion", "shelled", FIRST)) == []


def test_words_are_found_across_a_line_break(endpoint: Endpoint) -> None:
    quote = "A day before, Malian troops had left the village."
    (event,) = read(endpoint, proposal("troop-movement", "left", quote, initiators=["Malian troops"]))
    assert event.quote == "A day before, Malian troops had left\nthe village."
    assert event.initiators[0].country == "Mali"


def test_the_schema_is_closed_and_names_the_codebooks_types(endpoint: Endpoint) -> None:
    read(endpoint, proposal("shelling", "shelled", FIRST))
    sent = endpoint.asked[0]
    form = sent["response_format"]["json_schema"]
    assert sent["path"] == "/v1/chat/completions"
    assert form["strict"] is True
    for part in (form["schema"], *form["schema"]["$defs"].values()):
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
    assert form["schema"] == json.loads(json.dumps(schema(load_codebook().types)))
    assert "shelling" in form["schema"]["$defs"]["ProposedEvent"]["properties"]["type"]["enum"]
    assert "- shelling: " in sent["messages"][0]["content"]


def test_a_busy_endpoint_is_asked_again(endpoint: Endpoint) -> None:
    endpoint.propose(status=503)
    endpoint.propose(status=429)
    endpoint.propose()
    waits: list[float] = []
    assert ask(endpoint.settings(), [], {}, waits.append) == '{"events": []}'
    assert waits == [2.0, 4.0]


def test_an_endpoint_that_stays_busy_is_an_error_and_not_an_empty_answer(endpoint: Endpoint) -> None:
    endpoint.propose(status=503)
    with pytest.raises(LlmError, match="503"):
        ask(endpoint.settings(), [], {}, lambda seconds: None)
    assert len(endpoint.asked) == 3


def test_a_refused_key_is_not_tried_again(endpoint: Endpoint) -> None:
    endpoint.propose(status=401)
    with pytest.raises(LlmError, match="401"):
        ask(endpoint.settings(key="secret"), [], {})
    assert len(endpoint.asked) == 1
    assert endpoint.headers[0]["Authorization"] == "Bearer secret"


def test_the_key_is_never_shown(endpoint: Endpoint) -> None:
    assert "secret" not in repr(endpoint.settings(key="secret"))


def test_an_answer_of_another_form_is_an_error(endpoint: Endpoint) -> None:
    endpoint.answers.append((200, '{"events": [{"type": "shelling"}]}'))
    with pytest.raises(LlmError, match="not of the form"):
        LlmReader(load(), load_codebook(), endpoint.settings()).code(REPORT)


def test_a_report_that_fails_is_told_of_and_the_rest_is_coded(
    endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.answers.append((200, "I would rather not"))
    endpoint.propose(proposal("shelling", "shelled", FIRST))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    monkeypatch.setenv("COMMUNIQUE_LLM_URL", endpoint.url)
    monkeypatch.setenv("COMMUNIQUE_LLM_MODEL", "small-model")
    done = CliRunner().invoke(main, ["code", str(tmp_path), "--reader", "llm", "--format", "jsonl"])
    assert done.exit_code == 2
    assert "a.txt: the model's answer is not of the form" in done.stderr
    assert '"type":"shelling"' in done.stdout.replace(" ", "")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "COMMUNIQUE_LLM_URL and COMMUNIQUE_LLM_MODEL"),
        ({"COMMUNIQUE_LLM_URL": "http://x/v1"}, "COMMUNIQUE_LLM_MODEL"),
        ({"COMMUNIQUE_LLM_URL": "x", "COMMUNIQUE_LLM_MODEL": "m"}, "COMMUNIQUE_LLM_URL"),
        (
            {"COMMUNIQUE_LLM_URL": "http://x", "COMMUNIQUE_LLM_MODEL": "m", "COMMUNIQUE_LLM_TIMEOUT": "soon"},
            "COMMUNIQUE_LLM_TIMEOUT",
        ),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(LlmError, match=named):
        settings_from(environment)


def test_asking_for_the_llm_reader_without_settings_is_the_users_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNIQUE_LLM_URL", raising=False)
    done = CliRunner().invoke(main, ["code", "-", "--reader", "llm"], input=TEXT)
    assert done.exit_code == 2
    assert "COMMUNIQUE_LLM_URL" in done.stderr


@given(st.text(alphabet="ab \n", max_size=80), st.integers(1, 20))
def test_pieces_lose_nothing_and_are_no_longer_than_asked(text: str, size: int) -> None:
    found = pieces(text, size)
    assert "".join(found) == text
    assert all(len(piece) <= size for piece in found)


@given(st.text(alphabet="ab. \n", max_size=30), st.text(alphabet="ab. \n", max_size=4), st.integers(0, 30))
def test_what_is_found_is_the_words_but_for_their_spaces(text: str, words: str, start: int) -> None:
    quote = (min(start, len(text)), len(text))
    for span in (find(words, text), near(words, text, quote)):
        assert span is None or text[slice(*span)].split() == words.split()


def test_words_in_the_quote_go_before_words_elsewhere() -> None:
    text = "Gao fell. Later the army left Gao. Gao was calm."
    assert near("Gao", text, (10, 34)) == (30, 33)
    assert near("fell", text, (10, 34)) == (4, 8)
    assert near("calm", text, (10, 34)) == (43, 47)
