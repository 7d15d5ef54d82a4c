from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook import files
from communique.codebook.check import Problem, check_codebook
from communique.codebook.check_types import Names, event_type

GOOD = """type: mass-arrest
definition: Many are arrested.
choose: Only where there are many.
acled: {event_type: Strategic developments, sub_event_type: Arrests}
plover: {event: COERCE, modes: [arrest]}
cameo: ["173"]
ucdp: {qualifies: never}
frame: act
examples:
  - {text: "Police rounded up dozens.", anchor: rounded up}
triggers:
  - verbs: [round_up]
    when: {object: [unarmed, "@crowd", "word:dozens"]}
    roles: {at: place}
"""


def write(folder: Path, text: str, name: str = "types/mass-arrest.yaml") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_the_built_in_codebook_has_no_mistake() -> None:
    assert check_codebook(files.BUILT_IN) == []


def test_a_well_formed_file_has_no_mistake(tmp_path: Path) -> None:
    assert check_codebook(write(tmp_path, GOOD)) == []


MISTAKES = [
    ("frame: act", "frame: atc", 8, "unknown frame 'atc'", "Did you mean 'act'?"),
    ("choose: Only where there are many.\n", "", 1, "'choose' is missing", "Add `choose:`"),
    ("ucdp: {qualifies: never}", "ucdp: {qualifies: always}", 7, "ucdp qualifies is 'always'", "if-deaths, never"),
    ("Arrests}", "Arrest}", 4, "no ACLED sub-event type 'Arrest'", "Did you mean 'Arrests'?"),
    ("modes: [arrest]", "modes: [arest]", 5, "no PLOVER mode 'arest'", "Did you mean 'arrest'?"),
    ('cameo: ["173"]', "cameo: [173]", 6, "not a list of CAMEO codes", "quotes"),
    ("anchor: rounded up", "anchor: arrested", 10, "'arrested' does not stand in the text", "Copy it"),
    (", anchor: rounded up", "", 10, "an example needs its anchor", "Add `anchor:`"),
    ("when: {object:", "when: {objct:", 13, "unknown slot 'objct'", "Did you mean 'object'?"),
    ('"@crowd"', '"@crowds-x"', 13, "unknown word class '@crowds-x'", "Did you mean 'crowd'?"),
    ("[unarmed, ", "[unarmd, ", 13, "unknown class 'unarmd'", "@unarmd"),
    ('"word:dozens"', '"word:"', 13, "'word:' tests no lemma", "Write word:"),
    ("at: place", "at: plase", 14, "unknown role 'plase'", "Did you mean 'place'?"),
    ("verbs: [round_up]", "verbs: [round up]", 12, "'round up' is more than one word", "take_over"),
    ("verbs: [round_up]", "verbs: [Round_up]", 12, "'Round_up' has capitals", "small letters"),
    ("verbs: [round_up]", "phrases: [roundup]", 12, "phrase 'roundup' is one word", "verbs or nouns"),
    ("verbs: [round_up]", "words: [round_up]", 12, "unknown key 'words'", "Use one of"),
    ("verbs: [round_up]", "verbs: []", 12, "'verbs' must be a list of words", "Write verbs"),
    ("    roles: {at: place}", "    count: 1", 14, "'count' must be a whole number", "Leave it out"),
    ("    roles: {at: place}", "    weapon: perhaps", 14, "'weapon' must be true or false", "Write true"),
    ("type: mass-arrest", "type: Mass Arrest", 1, "'Mass Arrest' is no name for a type", "small letters"),
    ("type: mass-arrest", "type: big-arrest", 1, "in a file of another name", "Call the file big-arrest.yaml"),
    ("frame: act", "frame: act\nframe: speech", 9, "'frame' stands twice", "Keep one"),
    ("  - verbs: [round_up]", "  - verbs: [round_up", 13, "not YAML", "brackets"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "message", "remedy"), MISTAKES)
def test_a_mistake_is_named_with_file_line_and_remedy(
    tmp_path: Path, right: str, wrong: str, line: int, message: str, remedy: str
) -> None:
    assert right in GOOD
    problems = check_codebook(write(tmp_path, GOOD.replace(right, wrong, 1)))
    found = [p for p in problems if message in p.message]
    assert found, problems
    assert (found[0].file, found[0].line) == ("types/mass-arrest.yaml", line)
    assert remedy in found[0].remedy


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("frame: act", "frame: atc").replace("at: place", "at: plase")
    assert [p.line for p in check_codebook(write(tmp_path, text))] == [8, 14]


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("classes.yaml", "crowd: {lemmas: [mob, Angry Mob]}\n", 1, "not one word in small letters"),
        ("classes.yaml", "mob:\n  words: [mob]\n", 1, "class 'mob' has no lemmas"),
        ("classes.yaml", "- mob\n", 1, "must be a mapping of classes"),
        ("frames.yaml", "act:\n  verb: {subject: initiator}\n", 1, "must have verb and noun"),
        ("frames.yaml", "act:\n  verb: {}\n  noun: {sub: initiator}\n", 3, "unknown slot 'sub'"),
        ("frames.yaml", "act:\n  verb: {}\n  noun: {subject: doer}\n", 3, "unknown role 'doer'"),
        ("hierarchy.yaml", "- coup\n- revolution\n", 2, "unknown type 'revolution'"),
        ("hierarchy.yaml", "- coup\n- coup\n", 2, "stands twice"),
        ("hierarchy.yaml", "coup: 1\n", 1, "must be a list of types"),
        ("types/coup.yaml", "", 1, "must be a mapping"),
        ("types/raid.yaml", "type: raid\nextend: true\ntriggers: [{nouns: [raid]}]\n", 2, "no built-in type 'raid'"),
        ("coup.yaml", "type: coup\n", 1, "this file is not read"),
    ],
)
def test_mistakes_in_other_files_are_named(tmp_path: Path, name: str, text: str, line: int, message: str) -> None:
    problems = check_codebook(write(tmp_path, text, name))
    assert [(p.file, p.line) for p in problems if message in p.message] == [(name, line)], problems


def test_a_missing_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    assert "no such folder" in check_codebook(tmp_path / "none")[0].message
    assert "has no codebook file" in check_codebook(tmp_path)[0].message


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "classes.yaml").write_bytes(b"\xff\xfe\x00mob")
    assert [p.message for p in check_codebook(tmp_path)] == ["the file is not UTF-8 text"]


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem("a.yaml", 3, "bad", "Mend it")) == "a.yaml:3: bad. Mend it."


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(["type", "acled", "plover", "cameo", "ucdp", "frame", "examples", "triggers", "when", "extend"])
triggers = st.lists(
    st.dictionaries(st.sampled_from(["verbs", "phrases", "when", "unless", "roles", "count", "weapon"]), plain),
    max_size=2,
)


@given(st.dictionaries(keys, plain | triggers))
def test_whatever_stands_in_a_file_gives_faults_not_a_crash(value: dict[str, object]) -> None:
    names = Names(frozenset({"coup"}), frozenset({"coup"}), frozenset({"act"}), frozenset({"crowd"}))
    for fault in event_type(value, "types/x.yaml", names):
        assert fault.message
        assert fault.remedy
