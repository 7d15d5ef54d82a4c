import json
from pathlib import Path

import pytest

from communique.codebook.check import CodebookError
from communique.codebook.grammar import grammar
from communique.codebook.types import Codebook, load_codebook
from communique.codebook.vocabulary import ACLED, PLOVER

ONTOLOGIES = Path(__file__).parents[3] / "shared" / "ontologies"

TYPES = """
armed-clash territory-regained territory-captured territory-transferred air-strike shelling bombing suicide-bombing
grenade-attack chemical-attack attack sexual-violence abduction protest protest-intervention protest-excessive-force riot
agreement arrest armed-group-change weapons-disrupted base-established looting-destruction troop-movement retreat siege
coup displacement return repressive-rule release threat demand accusation refusal claim-of-responsibility talks promise
aid sanction
""".split()


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def test_every_type_of_the_codebook_is_there_and_no_other(codebook: Codebook) -> None:
    assert set(codebook.types) == set(TYPES)
    assert len(TYPES) == 40


def test_every_type_is_ranked_once(codebook: Codebook) -> None:
    assert sorted(codebook.hierarchy) == sorted(TYPES)


def test_loading_twice_gives_the_same_codebook(codebook: Codebook) -> None:
    assert load_codebook() is codebook


def test_every_type_has_examples_and_a_counterexample(codebook: Codebook) -> None:
    poor = [t.type for t in codebook.types.values() if len(t.examples) < 2 or not t.counterexamples]
    assert poor == []


def test_anchors_stand_in_their_sentences(codebook: Codebook) -> None:
    for event_type in codebook.types.values():
        for example in event_type.examples:
            assert example.anchor is not None
            assert example.anchor in example.text


def test_a_sentence_is_not_used_as_an_example_of_two_types(codebook: Codebook) -> None:
    texts = [example.text for event_type in codebook.types.values() for example in event_type.examples]
    assert len(texts) == len(set(texts))


def test_triggers_have_names_of_their_own(codebook: Codebook) -> None:
    names = [trigger.id for event_type in codebook.types.values() for trigger in event_type.triggers]
    assert len(names) == len(set(names))


def test_word_classes_are_all_used(codebook: Codebook) -> None:
    used = {
        name[1:]
        for event_type in codebook.types.values()
        for trigger in event_type.triggers
        for conditions in (trigger.when, trigger.unless)
        for classes in conditions.values()
        for name in classes
        if name.startswith("@")
    }
    lists = grammar()
    targets = lists.target_classes | lists.military_targets | lists.civilian_targets
    assert set(codebook.classes) - used - targets - lists.weapon_classes == set()
    assert len(codebook.classes) >= 40


def test_a_particle_verb_is_a_verb_and_its_particle(codebook: Codebook) -> None:
    found = [t for t in codebook.types["territory-captured"].triggers if t.id == "territory-captured/verb:take_over"]
    assert [(t.kind, t.lemmas, t.particle) for t in found] == [("verb", ("take",), "over")]


def test_a_hyphenated_word_is_a_phrase_for_the_parser(codebook: Codebook) -> None:
    found = [t for t in codebook.types["protest"].triggers if t.id == "protest/noun:sit-in"]
    assert [(t.kind, t.lemmas) for t in found] == [("phrase", ("sit", "in"))]


def test_prepositions_are_words_not_truth_values(codebook: Codebook) -> None:
    assert codebook.frames["act"].verb["on"] == "recipient"


def test_crosswalks_of_words_that_are_acts_have_no_acled_type(codebook: Codebook) -> None:
    without = {event_type.type for event_type in codebook.types.values() if event_type.acled is None}
    assert without == {
        *("threat", "demand", "accusation", "refusal", "claim-of-responsibility"),
        *("talks", "promise", "aid", "sanction"),
    }


@pytest.mark.skipif(not ONTOLOGIES.is_dir(), reason="the shared copies of the ontologies are not here")
def test_acled_types_are_those_of_its_codebook() -> None:
    listed = json.loads((ONTOLOGIES / "acled.json").read_text(encoding="utf-8"))["types"]
    assert {(event, sub) for event, sub, _ in listed} == {(event, sub) for event, subs in ACLED.items() for sub in subs}


@pytest.mark.skipif(not ONTOLOGIES.is_dir(), reason="the shared copies of the ontologies are not here")
def test_plover_events_and_modes_are_those_of_its_manual() -> None:
    listed = json.loads((ONTOLOGIES / "plover_v2.json").read_text(encoding="utf-8"))["events"]
    assert {name: set(entry["modes"]) for name, entry in listed.items()} == {n: set(m) for n, m in PLOVER.items()}


@pytest.mark.skipif(not ONTOLOGIES.is_dir(), reason="the shared copies of the ontologies are not here")
def test_cameo_codes_are_listed(codebook: Codebook) -> None:
    text = (ONTOLOGIES / "cameo_goldstein_quad.json").read_text(encoding="utf-8")
    codes = {code for event_type in codebook.types.values() for code in event_type.cameo}
    assert [code for code in sorted(codes) if f'"{code}"' not in text] == []


EXTENSION = """
type: air-strike
extend: true
examples:
  - {text: "A zeppelin raid hit the docks.", anchor: zeppelin raid}
triggers:
  - phrases: [zeppelin raid]
"""


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_users_file_adds_words_to_a_built_in_type(tmp_path: Path, codebook: Codebook) -> None:
    write(tmp_path, "types/air-strike.yaml", EXTENSION)
    mine = load_codebook(tmp_path)
    added = {t.id for t in mine.types["air-strike"].triggers} - {t.id for t in codebook.types["air-strike"].triggers}
    assert added == {"air-strike/phrase:zeppelin raid"}
    assert mine.types["air-strike"].definition == codebook.types["air-strike"].definition
    assert set(mine.types) == set(codebook.types)


NEW_TYPE = """
type: flag-burning
definition: A flag is burnt.
choose: Only flags.
acled: null
plover: null
cameo: []
ucdp: {qualifies: never}
frame: act
examples: [{text: "They burned a flag.", anchor: burned}]
triggers: [{verbs: [burn], when: {object: ["@banner"]}}]
"""


def test_a_users_folder_adds_a_type_with_a_class_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "types/flag-burning.yaml", NEW_TYPE)
    write(tmp_path, "classes.yaml", "banner: {lemmas: [flag, pennant]}\n")
    mine = load_codebook(tmp_path)
    assert mine.types["flag-burning"].triggers[0].when == {"object": ("@banner",)}
    assert mine.classes["banner"].lemmas == ("flag", "pennant")
    assert mine.hierarchy[-1] == "flag-burning"
    assert "aircraft" in mine.classes


def test_a_users_type_of_the_same_name_replaces_the_built_in_one(tmp_path: Path) -> None:
    write(tmp_path, "types/coup.yaml", NEW_TYPE.replace("flag-burning", "coup").replace("@banner", "@vehicle"))
    assert [t.id for t in load_codebook(tmp_path).types["coup"].triggers] == ["coup/verb:burn"]


def test_a_folder_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    write(tmp_path, "types/air-strike.yaml", EXTENSION.replace("zeppelin raid]", "zeppelin]"))
    with pytest.raises(CodebookError, match=r"types/air-strike\.yaml:7: phrase 'zeppelin' is one word"):
        load_codebook(tmp_path)
