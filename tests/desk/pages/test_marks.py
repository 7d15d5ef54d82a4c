"""Marks show where a value came from; the text stays what it was, and nothing in it can become a tag."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from communique.desk.public.pages.differences import differences
from communique.desk.public.pages.marks import linked, marked_text
from communique.desk.public.pages.quotes import quoted
from communique.model import Actor, Boilerplate, Event, Report, Span, Toll

TAG = re.compile(r"<[^>]*>")
LETTERS = st.text(alphabet="ab <>&\"'\n.é界", min_size=1, max_size=60)


def event(evidence: dict[str, Span], **fields: object) -> Event:
    given = {"anchor": "x", "quote": "x"} | fields
    return Event(id="r:1", report="r", type="attack", evidence=evidence, **given)  # type: ignore[arg-type]


def spans(length: int) -> st.SearchStrategy[Span]:
    offset = st.integers(-2, length + 2)
    return st.tuples(offset, offset)


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, list[Event]]:
    text = draw(LETTERS)
    paths = st.sampled_from(
        ["anchor", "quote", "mentions[0]", "date", "place.name", "tolls[0].text", "initiators[1].text"]
    )
    found = draw(st.lists(st.dictionaries(paths, spans(len(text)), max_size=6), max_size=4))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    apart = (
        (Boilerplate(text=text[start:end], reason='sign-"up"', start=start, end=end),) if draw(st.booleans()) else ()
    )
    return Report(id="r", text=text, boilerplate=apart), [event(each) for each in found]


@given(reports())
def test_without_its_tags_the_marked_text_is_the_text(told: tuple[Report, list[Event]]) -> None:
    report, events = told
    assert unescape(TAG.sub("", marked_text(report, events))) == report.text


@given(reports())
def test_tags_are_closed_in_the_order_in_which_they_were_opened(told: tuple[Report, list[Event]]) -> None:
    opened: list[str] = []
    for tag in TAG.findall(marked_text(*told)):
        name = re.findall(r"\w+", tag)[0]
        if tag.startswith("</"):
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


@given(reports())
def test_every_value_that_links_to_its_words_has_a_target_and_only_one(told: tuple[Report, list[Event]]) -> None:
    ids = re.findall(r' id="([^"]*)"', marked_text(*told))
    assert len(ids) == len(set(ids)) == len(linked(*told))


def test_nested_and_overlapping_words_are_all_marked() -> None:
    report = Report(id="r", text="A car bomb killed 12 people.")
    told = marked_text(
        report, [event({"quote": (0, 28), "anchor": (2, 17), "weapon": (2, 10), "tolls[0].text": (11, 20)})]
    )
    marks = re.findall(r'<mark class="([^"]*)" data-refs="([^"]*)">([^<]*)</mark>', told)
    assert ("anchor family-attack", "1:anchor 1:quote 1:weapon", "car bomb") in marks
    assert ("anchor family-attack", "1:anchor 1:quote 1:tolls[0].text", "killed") in marks
    assert ("value", "1:quote 1:tolls[0].text", " 12") in marks
    assert ("sentence", "1:quote", " people.") in marks


def test_the_words_of_a_claim_are_marked_in_the_sentence_that_has_them() -> None:
    told = event(
        {"anchor": (2, 8), "quote": (0, 20), "mentions[0]": (30, 52), "date": (45, 51)},
        quote="A <bomb> went off...",
        anchor="<bomb>",
        mentions=("It happened on Monday.",),
    )
    assert quoted(told, "anchor") == "A <mark>&lt;bomb&gt;</mark> went off..."
    assert quoted(told, "date") == "It happened on <mark>Monday</mark>."


def test_words_are_found_in_the_quote_where_the_record_does_not_say_where_they_stand() -> None:
    told = event(
        {"anchor": (11, 15)}, quote="Soldiers shot 3 men.", anchor="shot", initiators=(Actor(text="Soldiers"),)
    )
    assert quoted(told, "initiators") == "<mark>Soldiers</mark> shot 3 men."


def test_only_the_figure_of_the_outcome_asked_for_is_marked() -> None:
    tolls = (
        Toll(outcome="killed", low=3, high=3, text="3 dead"),
        Toll(outcome="injured", low=5, high=5, text="5 hurt"),
    )
    told = event({"anchor": (0, 5), "quote": (0, 19), "tolls[0].text": (7, 13), "tolls[1].text": (14, 20)})
    told = event(told.evidence | {"quote": (0, 20)}, quote="Blast: 3 dead 5 hurt", anchor="Blast", tolls=tolls)
    assert quoted(told, "tolls", "injured") == "Blast: 3 dead <mark>5 hurt</mark>"


@given(LETTERS, LETTERS)
def test_a_difference_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_in_a_changed_sentence_only_the_changed_words_differ() -> None:
    pieces = differences("It rained. Ten men died in Gao.", "It rained. Twelve men died in Gao.")
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("gone", "Ten"),
        ("new", "Twelve"),
    ]
