"""The scorer of PLOVER roots, on cases counted by hand."""

from pathlib import Path

import pytest

from communique.evaluation.gold_files import GoldError
from communique.evaluation.suites.plover import Answer, answer, choose, class_counts, figures_of, macro_f1
from communique.evaluation.suites.plover_gold import Marked, load, unmarked
from communique.evaluation.suites.plover_projection import load_projection
from communique.model import Event, Span

TEXT = "Arland praised Borland and shelled Corland in Dorland."
"""Offsets: Arland 0-6, praised 7-14, Borland 15-22, shelled 27-34, Corland 35-42, Dorland 46-53."""


def event(kind: str, anchor: Span, status: str = "actual", trigger: str = "", **spans: Span) -> Event:
    """An event with nothing but what the scorer looks at; ``initiators``, ``recipients`` and ``place`` are offsets."""
    paths = {"initiators": "initiators[0].text", "recipients": "recipients[0].text", "place": "place.text"}
    evidence = {"anchor": anchor, **{paths[name]: span for name, span in spans.items()}}
    return Event(
        id="e", report="r", type=kind, anchor=TEXT[slice(*anchor)], quote=TEXT, status=status,  # type: ignore[arg-type]
        evidence=evidence, rules={"type": f"codebook: {kind}/verb:{trigger}"},
    )  # fmt: skip


PRAISED = event("promise", (7, 14), trigger="support", initiators=(0, 6), recipients=(15, 22))
SHELLED = event("shelling", (27, 34), trigger="shell", initiators=(0, 6), recipients=(35, 42))


def pair(source: Span | None, target: Span | None, root: str = "ASSAULT") -> Marked:
    return Marked("1", TEXT, (source,) if source else (), (target,) if target else (), root)


def test_marks_are_taken_out_and_their_offsets_kept() -> None:
    assert unmarked("At <t>noon B</t> met <s>A</s> there") == (
        "At noon B met A there",
        {"s": ((14, 15),), "t": ((3, 9),)},
    )


def test_the_event_with_both_marked_sides_is_scored() -> None:
    assert choose(pair((0, 6), (35, 42)), [PRAISED, SHELLED]) == SHELLED
    assert choose(pair((0, 6), (15, 22)), [SHELLED, PRAISED]) == PRAISED


def test_an_event_between_others_is_not_scored() -> None:
    found = answer(pair((46, 53), (46, 53)), [PRAISED, SHELLED], load_projection())
    assert (found.event, found.root, found.among) == (None, None, True)


def test_sides_in_the_other_role_count_less_than_in_their_own() -> None:
    turned = event("threat", (7, 14), initiators=(15, 22), recipients=(0, 6))
    assert choose(pair((0, 6), (15, 22)), [turned, PRAISED]) == PRAISED
    found = answer(pair((0, 6), (15, 22)), [turned], load_projection())
    assert (found.root, found.source, found.target) == ("THREATEN", False, False)


def test_of_equals_the_one_next_after_the_source_is_scored() -> None:
    assert choose(pair((0, 6), None), [SHELLED, PRAISED]) == PRAISED


def test_a_place_that_is_the_marked_target_tells_events_apart_but_is_no_recipient() -> None:
    placed = event("shelling", (27, 34), initiators=(0, 6), place=(46, 53))
    assert choose(pair((0, 6), (46, 53)), [PRAISED, placed]) == placed
    assert not answer(pair((0, 6), (46, 53)), [placed], load_projection()).target


@pytest.mark.parametrize(
    ("kind", "status", "trigger", "root"),
    [
        ("shelling", "actual", "shell", "ASSAULT"),
        ("shelling", "planned", "shell", "THREATEN"),
        ("release", "actual", "free", "YIELD"),
        ("release", "planned", "free", "AGREE"),
        ("release", "negated", "free", "REJECT"),
        ("sanction", "negated", "impose", "YIELD"),
        ("sanction", "actual", "expel", "SANCTION"),
        ("sanction", "actual", "embargo", "COERCE"),
        ("agreement", "actual", "ceasefire", "YIELD"),
        ("agreement", "actual", "sign", "SUPPORT"),
        ("agreement", "actual", "agree", "AGREE"),
        ("return", "actual", "return", None),
        ("promise", "actual", "lift", "YIELD"),
        ("promise", "actual", "welcome", "SUPPORT"),
        ("promise", "actual", "vow", "AGREE"),
        ("refusal", "actual", "boycott", "PROTEST"),
        ("displacement", "actual", "flee", "SANCTION"),
        ("displacement", "actual", "seek", "REQUEST"),
    ],
)
def test_a_type_is_projected_by_its_status_and_words(kind: str, status: str, trigger: str, root: str | None) -> None:
    assert load_projection().root(event(kind, (7, 14), status, trigger)) == root


def test_words_of_the_sentence_count_only_where_a_rule_names_them() -> None:
    sent = event("troop-movement", (7, 14), trigger="send")
    peacekeepers = Event(
        **{**{name: getattr(sent, name) for name in sent.__struct_fields__}, "quote": "Its peacekeepers came."}
    )
    assert (load_projection().root(sent), load_projection().root(peacekeepers)) == ("MOBILIZE", "AID")


def test_macro_f1_is_the_mean_over_the_classes_of_the_gold() -> None:
    pairs = [("AID", "AID"), ("AID", None), ("ASSAULT", "AID"), ("REJECT", "REJECT"), ("REJECT", "YIELD")]
    # AID 1 right of 2 found of 2 wanted: .5; ASSAULT 0; REJECT 1 of 1 of 2: 2/3; YIELD is no class of the gold.
    assert macro_f1(pairs) == pytest.approx((0.5 + 0 + 2 / 3) / 3)
    assert (class_counts("AID", pairs).right, class_counts("AID", pairs).found) == (1, 2)


def test_a_wrong_root_of_the_right_quad_is_right_only_there() -> None:
    answers = [Answer(pair((0, 6), (35, 42), "ASSAULT"), SHELLED, "COERCE", True, True, False)]
    values = {figure.name: figure.value for figure in figures_of(answers, load_projection(), "")}
    assert (values["root accuracy"], values["quad accuracy"], values["root macro F1"]) == (0, 1, 0)


def test_every_root_of_the_projection_has_a_quad_class() -> None:
    projection = load_projection()
    assert {*projection.roots.values(), *(rule.root for rule in projection.rules)} <= set(projection.quads)


def test_the_examples_of_the_manual_are_read_with_their_slips(tmp_path: Path) -> None:
    (tmp_path / "plover").mkdir()
    file = tmp_path / "plover" / "x.txt"
    file.write_text(
        '[{"id": "D", "event": "DOCUMENT"},'
        '{"id": "1", "source": [{"actorText": "Arland"}], "target": "", "event": "FIGHT", "text": "Arland \\"hit\\" Bo."},}'
        '{"id": "2" "source": [{"actorText": "Nix"}], "target": [{"actorText": "Bo"}], "event": "RETREAT", "text": "A left Bo."'
    )
    first, second = load(tmp_path, "x")
    assert (first.root, first.text, first.sources, first.targets) == ("ASSAULT", 'Arland "hit" Bo.', ((0, 6),), ())
    assert (second.root, second.sources, second.targets) == ("YIELD", (), ((7, 9),))


def test_a_row_without_a_root_is_told_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "plover").mkdir()
    (tmp_path / "plover" / "x.jsonl").write_text('{"sentence_id": "1", "marked_sentence": "A"}\n')
    with pytest.raises(GoldError, match=r"x\.jsonl, line 1: 'gold_root'"):
        load(tmp_path, "x")
