"""Atom: valid by the RFC's grammar, read by feedparser, told in plain words, dated by publication only."""

import io
from pathlib import Path

import feedparser
import lxml.etree
import pytest
from plain import HOSTILE, made, read, told, town, written
from samples import sample_incidents

from communique.exports.projection import UnreadableError
from communique.exports.projections.atom import PROJECTION
from communique.exports.projections.atom.feed import FeedError, packaged, parse
from communique.exports.projections.atom.writing import NO_DATE, write_feed
from communique.exports.projections.flat_incident.row import row
from communique.model import Incident, Source

A = "{http://www.w3.org/2005/Atom}"
GEORSS = "{http://www.georss.org/georss}"
GRAMMAR = lxml.etree.RelaxNG(lxml.etree.parse(Path(__file__).parent / "atom.rng"))
DATED = {"first_reported": "2013-01-17", "last_updated": "2013-01-19"}


def tree(*incidents: Incident) -> lxml.etree._Element:
    return lxml.etree.fromstring(written(PROJECTION, incidents))


def entry(**fields: object) -> lxml.etree._Element:
    return tree(made(**(DATED | fields))).find(f"{A}entry")


def test_it_is_valid_by_the_grammar_of_the_rfc() -> None:
    found = tree(*sample_incidents(), HOSTILE)
    assert GRAMMAR.validate(found), GRAMMAR.error_log


@pytest.mark.parametrize("name", ["id", "title", "updated"])
def test_the_check_by_the_grammar_can_fail(name: str) -> None:
    found = tree(*sample_incidents())
    first = found.find(f"{A}entry")
    first.remove(first.find(f"{A}{name}"))
    assert not GRAMMAR.validate(found)


def test_it_keeps_the_rules_that_the_grammar_cannot_tell() -> None:
    """RFC 4287: an author for every entry (4.1.1), an alternate link or content (4.1.2), ids that differ (4.1.1)."""
    found = tree(*sample_incidents())
    assert found.find(f"{A}author/{A}name").text
    entries = found.findall(f"{A}entry")
    assert all(each.find(f"{A}content") is not None for each in entries)
    assert len({each.findtext(f"{A}id") for each in entries}) == len(entries)


def test_feedparser_reads_it() -> None:
    found = feedparser.parse(io.BytesIO(written(PROJECTION, [*sample_incidents(), HOSTILE])))
    assert not found.bozo
    assert len(found.entries) == len(sample_incidents()) + 1
    assert found.version == "atom10"
    assert found.entries[0].title.startswith("Ansar Dine: armed clash against Military Forces of Mali")
    assert found.entries[3].incident_killed_best == "61"


def test_an_id_is_a_tag_uri_that_stays() -> None:
    assert entry().findtext(f"{A}id") == "tag:communique.example,2026:incident/ML-2013-0001"
    assert entry(id="a b/é").findtext(f"{A}id") == "tag:communique.example,2026:incident/a%20b/%C3%A9"


def test_dates_are_those_of_publication() -> None:
    found = entry()
    assert found.findtext(f"{A}published") == "2013-01-17T00:00:00Z"
    assert found.findtext(f"{A}updated") == "2013-01-19T00:00:00Z"


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    found = tree(
        made(last_updated="2013-01-19"),
        made(id="b", last_updated="2014-05-01"),
        made(id="c", last_updated="2012-01-01"),
    )
    assert found.findtext(f"{A}updated") == "2014-05-01T00:00:00Z"


def test_an_incident_of_which_no_report_is_dated_is_left_out_with_the_reason() -> None:
    content, outcome = told(PROJECTION, [made(id="a"), made(id="b", **DATED)])
    assert (outcome.incidents, outcome.rows) == (2, 1)
    assert [(each.incident, each.reason) for each in outcome.left_out] == [("a", NO_DATE)]
    assert [each.id for each in read(PROJECTION, content)] == ["b"]


def test_a_feed_without_entries_is_valid() -> None:
    assert GRAMMAR.validate(tree())


@pytest.mark.parametrize("precision", ["site", "town"])
def test_a_site_or_town_has_a_point(precision: str) -> None:
    found = entry(place=town(precision=precision))
    assert found.findtext(f"{GEORSS}point") == "14.688 -6.018"
    assert found.findtext(f"{GEORSS}featuretypetag") == precision


@pytest.mark.parametrize("precision", ["district", "region", "country"])
def test_no_other_place_has_a_point(precision: str) -> None:
    found = entry(place=town(precision=precision))
    assert found.find(f"{GEORSS}point") is None
    assert found.findtext(f"{GEORSS}featuretypetag") == precision
    assert f"Place known to the {precision} only." in found.findtext(f"{A}summary")


def test_the_summary_is_plain_text_of_the_values() -> None:
    strike = next(each for each in sample_incidents() if each.id == "SY-2017-0001")
    found = tree(strike).find(f"{A}entry/{A}summary")
    assert found.get("type") == "text"
    assert "Losses: killed 61 (40 to 61), injured 90." in found.text
    assert "3 independent publishers" in found.text
    assert "contradict each other: killed: 40 (The army, State Agency)" in found.text


def test_links_lead_to_the_reports_and_nowhere_else() -> None:
    sources = (
        Source(report="a", events=(), url="https://a.example/1?x=1&y=2", title="A report"),
        Source(report="b", events=(), url="https://a.example/1?x=1&y=2", title="A report"),
        Source(report="c", events=(), url="javascript:alert(1)"),
        Source(report="d", events=(), url="https://a.example/a b"),
    )
    found = entry(sources=sources).findall(f"{A}link")
    assert [dict(each.attrib) for each in found] == [
        {"rel": "via", "href": "https://a.example/1?x=1&y=2", "title": "A report"}
    ]


def test_categories_are_those_that_a_reader_sorts_by() -> None:
    found = entry(place=town()).findall(f"{A}category")
    assert [(each.get("scheme").rpartition(":")[2], each.get("term")) for each in found] == [
        ("type", "shelling"),
        ("status", "actual"),
        ("certainty", "stated"),
        ("country", "Mali"),
    ]


def test_another_authority_makes_other_ids_and_is_read_alike() -> None:
    out = io.BytesIO()
    write_feed(sample_incidents(), out, parse({**FEED, "authority": "desk.example", "since": "2027-01-01"}))
    assert b"tag:desk.example,2027-01-01:incident/ML-2013-0001" in out.getvalue()
    assert [row(each) for each in read(PROJECTION, out.getvalue())] == [row(each) for each in sample_incidents()]


FEED = {
    "authority": "communique.example",
    "since": "2026",
    "title": "Incidents",
    "subtitle": "Told",
    "author": "Desk",
    "language": "en",
}


@pytest.mark.parametrize(
    "wrong", [{"authority": "https://x"}, {"since": "last year"}, {"title": None}, {"authority": "localhost"}]
)
def test_words_of_a_feed_that_cannot_be_used_are_refused(wrong: dict[str, object]) -> None:
    assert packaged().author == "Communique"
    with pytest.raises(FeedError):
        parse(FEED | wrong)


def test_a_feed_of_others_has_no_values_and_is_refused() -> None:
    other = b'<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><entry><id>urn:y</id></entry></feed>'
    with pytest.raises(UnreadableError, match="line 1: column id: empty"):
        read(PROJECTION, other)
