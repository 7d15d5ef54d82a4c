"""The scorer of WikiEvents, on cases counted by hand."""

from pathlib import Path

import pytest

from communique.evaluation.counts import Counts
from communique.evaluation.gold_files import GoldError
from communique.evaluation.results import Tally
from communique.evaluation.suites.wikievents import argument_counts, fits, holds, matched, ontology, score
from communique.evaluation.suites.wikievents_gold import Argument, Document, Trigger, joined, load
from communique.evaluation.suites.wikievents_reading import Found
from communique.model import Report, Span

TEXT = "Police arrested Anna Borel in Arland after a blast."
"""Offsets: Police 0-6, arrested 7-15, Anna Borel 16-26, Arland 30-36, blast 45-50."""
ARREST = "Justice.ArrestJailDetain.Unspecified"
BLAST = "Conflict.Attack.DetonateExplode"
JAILER, DETAINEE = Argument("Jailer", "Police", (0, 6)), Argument("Detainee", "Borel", (21, 26))


def ours(span: Span, *types: str, **slots: Span) -> Found:
    made = Found(span, set(types))
    for name, filler in slots.items():
        made.slots[name].add(frozenset((filler,)))
    return made


def counts(triggers: list[Trigger], found: list[Found]) -> dict[str, Counts]:
    tally = Tally()
    tally.start("d")
    score(Document(Report(id="d", text=TEXT), tuple(triggers)), found, ontology(), tally)
    return {figure.name: figure.counts for figure in tally.figures() if figure.counts is not None and not figure.group}


def test_a_heading_is_a_paragraph_of_its_own_and_tokens_are_found_where_they_stand() -> None:
    text, tokens = joined([("Blast in Arland", ["Blast", "in", "Arland"]), ("He ran.", ["He", "ran", "."])])
    assert text == "Blast in Arland\n\nHe ran."
    assert [text[a:b] for a, b in tokens] == ["Blast", "in", "Arland", "He", "ran", "."]


def test_a_trigger_of_a_wrong_type_is_found_without_type() -> None:
    got = counts([Trigger(ARREST, (7, 15), ())], [ours((7, 15), "talks")])
    assert (got["trigger found"], got["trigger with type"]) == (Counts(1, 1, 1), Counts(0, 1, 1))


def test_the_longest_part_of_a_kairos_type_decides() -> None:
    table = ontology()
    assert not fits(Trigger(BLAST, (45, 50), ()), ours((45, 50), "riot"), table)
    assert fits(Trigger("Conflict.Attack.Stabbing", (45, 50), ()), ours((45, 50), "riot"), table)


def test_types_out_of_the_codebook_count_on_neither_side() -> None:
    got = counts([Trigger("Disaster.DiseaseOutbreak.Unspecified", (45, 50), ())], [ours((45, 50), "bombing")])
    assert got["trigger found"] == Counts(0, 0, 0)


def test_what_stands_on_no_trigger_is_false() -> None:
    assert counts([], [ours((45, 50), "bombing")])["trigger found"] == Counts(0, 1, 0)


def test_one_of_ours_stands_for_one_trigger_and_a_fitting_type_goes_first() -> None:
    wide = ours((7, 50), "bombing")
    first, second = Trigger(ARREST, (7, 15), ()), Trigger(BLAST, (45, 50), ())
    assert matched([first, second], [wide], ontology()) == [(second, wide)]


def test_an_argument_is_right_in_its_own_field_only() -> None:
    trigger = Trigger(ARREST, (7, 15), (JAILER, DETAINEE))
    right = ours((7, 15), "arrest", initiators=(0, 6), recipients=(16, 26))
    turned = ours((7, 15), "arrest", initiators=(16, 26), recipients=(0, 6))
    assert argument_counts(trigger, right, ontology()) == Counts(2, 2, 2)
    assert argument_counts(trigger, turned, ontology()) == Counts(0, 2, 2)


def test_sides_of_a_mutual_act_may_stand_in_either_field_each_of_ours_once() -> None:
    trigger = Trigger("Contact.Contact.Meet", (7, 15), (Argument("Participant", "Borel", (21, 26)),) * 2)
    one = ours((7, 15), "talks", recipients=(16, 26))
    assert argument_counts(trigger, one, ontology()) == Counts(1, 1, 2)


def test_roles_without_a_field_are_not_asked() -> None:
    trigger = Trigger(ARREST, (7, 15), (Argument("Crime", "blast", (45, 50)),))
    assert argument_counts(trigger, ours((7, 15), "arrest"), ontology()) == Counts(0, 0, 0)


def test_a_filler_must_hold_the_last_word_of_the_mention() -> None:
    assert holds(frozenset(((16, 26),)), DETAINEE)
    assert not holds(frozenset(((16, 20),)), Argument("Detainee", "Anna Borel", (16, 26)))


def test_end_to_end_arguments_of_triggers_that_were_missed_are_wanted() -> None:
    got = counts([Trigger(ARREST, (7, 15), (JAILER,))], [ours((45, 50), "bombing", place=(30, 36))])
    assert got["arguments"] == Counts(0, 1, 1)


def test_a_part_that_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="wikievents"):
        load(tmp_path, "dev")
    (tmp_path / "wikievents").mkdir()
    (tmp_path / "wikievents" / "dev.jsonl").write_text('{"doc_id": "d"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"line 1: .*sentences"):
        load(tmp_path, "dev")
