"""Who says what, on sentences written for this test."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import communique.coding.attribution as attribution
from communique.coding.attribution.quotations import quotations
from communique.coding.base import parser
from communique.coding.layers import Said


@pytest.fixture(scope="module")
def component() -> attribution.Attribution:
    return attribution.Attribution()


def read(text: str) -> Doc:
    return attribution.Attribution()(parser()(text))


def who(doc: Doc, word: str) -> tuple[str | None, str | None]:
    """Source and cue of what covers the first token that starts with ``word``."""
    token = next(token for token in doc if token.text.startswith(word))
    said = attribution.attribution_of(doc, token.i)
    if said is None:
        return None, None
    source = attribution.source_text(doc, said)
    return source[0] if source else None, doc[said.cue[0] : said.cue[1]].text


@pytest.mark.parametrize(
    ("text", "word", "source", "cue"),
    [
        ("Ukraine said Tuesday that rebels had shelled the depot.", "shelled", "Ukraine", "said"),
        ("Rebels seized the bridge on Monday, an army spokesman said.", "seized", "an army spokesman", "said"),
        ("The convoy, officials in Gao said, was attacked near the river.", "attacked", "officials in Gao", "said"),
        ("According to residents of Kona, the gunmen left at dawn.", "left", "residents of Kona", "According to"),
        ("Ten people were killed, according to the Red Cross.", "killed", "the Red Cross", "according to"),
        ("The president told reporters the siege must end.", "siege", "The president", "told reporters"),
        ("The group claimed to have captured the town.", "captured", "The group", "claimed"),
        (
            "According to a statement issued by the police, the mob burned a post.",
            "burned",
            "a statement issued by the police",
            "According to",
        ),
        ("Ten men were killed, a soldier and two residents said.", "killed", "a soldier and two residents", "said"),
        ("As the U.N. has reported, thousands fled the town.", "fled", "the U.N.", "has reported"),
        ("He said:\n\n“We lost four villages to the rebels.”", "lost", "He", "said"),
        ("Ten men were killed, said Omar al-Masri.", "killed", "Omar al-Masri", "said"),
        ("“We buried ten men,” the mayor was quoted as saying.", "buried", "the mayor", "saying"),
        ("Rebels took the port, reported Radio Kivu.", "took", "Radio Kivu", "reported"),
        ("The army confirmed the attack.", "attack", "The army", "confirmed"),
        ("The attack was confirmed by the mayor.", "attack", "the mayor", "was confirmed"),
        ("The minister was quoted as saying the raid failed.", "failed", "The minister", "saying"),
        ("A statement by the ministry that four soldiers died was doubted.", "died", "the ministry", "statement"),
        ("Residents have said that the fighters fled the town.", "fled", "Residents", "have said"),
        ('"We lost the town," said Colonel Amadou Keita.', "lost", "Colonel Amadou Keita", "said"),
        ("“We lost the town,” he said. “They burned the market.”", "burned", "he", "said"),
        ("The U.N. said its camp was hit, adding that two guards died.", "died", "The U.N.", "adding"),
        ("The opposition accused the army of bombing a school.", "bombing", "The opposition", "accused"),
        ("He added: “Nobody survived the raid.”", "survived", "He", "added"),
        ("The envoy said the mayor had told him the bridge was destroyed.", "destroyed", "the mayor", "had told him"),
    ],
)
def test_source_and_cue(text: str, word: str, source: str, cue: str) -> None:
    assert who(read(text), word) == (source, cue)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels seized the bridge on Monday.", "seized"),
        ("The president condemned the attack on the market.", "attack"),
        ("Rebels seized the bridge. The mayor said the town was calm.", "seized"),
        ("The fighting continued and the town was burned.", "burned"),
    ],
)
def test_what_the_reporter_tells_has_no_source(text: str, word: str) -> None:
    assert who(read(text), word) == (None, None)


def test_one_who_is_said_to_have_done_something_has_no_source() -> None:
    doc = read("The commander is said to have fled.")
    fled = next(token for token in doc if token.text == "fled")
    said = attribution.attribution_of(doc, fled.i)
    assert said is not None
    assert said.source is None


LONG = """"We lost the town," said Colonel Amadou Keita. "They came at dawn.

"They burned the market and nobody stopped them.

"Only then did the army arrive."

The army retook the bridge."""


@pytest.mark.parametrize("word", ["came", "burned", "arrive"])
def test_a_quotation_over_paragraphs_keeps_its_speaker(word: str) -> None:
    assert who(read(LONG), word) == ("Colonel Amadou Keita", "said")


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph() -> None:
    doc = read("He added: “Somebody has to stop them.\nThe army retook the bridge.\n")
    assert who(doc, "retook") == (None, None)


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’")])
def test_every_kind_of_quotation_mark(left: str, right: str) -> None:
    doc = read(f"{left}We lost the old town,{right} the mayor said.")
    assert [doc[start:end].text for start, end in quotations(doc)] == ["We lost the old town,"]


def test_a_pronoun_stands_for_the_speaker_before() -> None:
    doc = read("Colonel Keita said the town was lost. The fighting was heavy. He said ten men had died.")
    assert who(doc, "died") == ("Colonel Keita", "said")


def test_a_pronoun_never_stands_for_an_institution() -> None:
    doc = read("The ministry said the town was lost. She said ten men had died.")
    assert who(doc, "died") == ("She", "said")


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Ukraine said ^Tuesday^ that rebels had shelled the depot.", True),
        ("Rebels shelled the depot, officials said ^Tuesday^.", True),
        ("On ^Sunday^, the minister said the rebels had fled.", True),
        ("Speaking on ^Friday^, the envoy said the rebels had fled.", True),
        ("The army said late ^Wednesday^ it had retaken the port.", True),
        ("The army said ^Monday^ the rebels had been defeated.", True),
        ("The ministry said in a statement on ^Thursday^ that four soldiers were killed.", True),
        ("Rebels shelled the depot on ^Monday^, officials said.", False),
        ("The spokesman said rebels shelled the depot on ^Monday^.", False),
        ("The army retook the port ^Wednesday^, the spokesman said.", False),
        ("Residents who fled on ^Monday^ said the town was burning.", False),
        ("Rebels shelled the depot on ^Monday^.", False),
    ],
)
def test_the_day_of_saying_is_told_from_the_day_of_happening(text: str, saying: bool) -> None:
    before, words, _ = text.split("^")
    doc = read(text.replace("^", ""))
    span = doc.char_span(len(before), len(before) + len(words))
    assert span is not None
    assert attribution.is_saying_time(doc, span.start, span.end) is saying


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("The minister told reporters in ^Paris^ that the town had fallen.", True),
        ("Speaking in ^Geneva^, the envoy said the rebels had fled.", True),
        ("The envoy said the rebels had fled ^Goma^.", False),
        ("Officials in ^Goma^ said rebels had entered the town.", False),
        ("“It is false,” she said, speaking of what Chad claimed was a raid in ^Darfur^.", False),
    ],
)
def test_the_place_of_a_speech_is_told_from_the_place_of_the_happening(text: str, saying: bool) -> None:
    before, words, _ = text.split("^")
    doc = read(text.replace("^", ""))
    span = doc.char_span(len(before), len(before) + len(words))
    assert span is not None
    assert attribution.is_saying_place(doc, span.start, span.end) is saying


def test_the_component_is_a_factory_of_its_own() -> None:
    assert Language.has_factory("communique_attribution")
    doc = parser()("Officials said the town fell.")
    assert attribution.create(parser(), "communique_attribution", stances=False)(doc)._.said


def test_a_faulty_list_names_the_group_and_the_remedy() -> None:
    faults = "\n".join(attribution.check({"verbs": [{"name": "x", "frames": ["sung"], "lemmas": ["Say"]}]}))
    assert "verbs, group 1: lemmas: give a list of words in lower case" in faults
    assert "verbs, group 1: frames: use one or more of" in faults
    assert "nouns: give a list of words" in faults
    with pytest.raises(attribution.AttributionTableError, match="group 1"):
        attribution.build({"verbs": [{}]})


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "\n", "\n\n", " ", ",", ".", ":", "he said", "officials said", "according to", "rebels",
     "attacked", "the town", "that", "adding", "said", "was quoted as saying", "told reporters", "?", "—", "«", "»"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(PIECES, max_size=25))
def test_ranges_stay_inside_the_text_whatever_stands_in_it(
    component: attribution.Attribution, pieces: list[str]
) -> None:
    doc = component(parser()(" ".join(pieces)))
    for said in doc._.said:
        assert isinstance(said, Said)
        for start, end in (*said.content, said.cue, *([said.source] if said.source else [])):
            assert 0 <= start < end <= len(doc)
    found = quotations(doc)
    assert all(first[1] <= second[0] for first, second in zip(found, found[1:], strict=False))


def test_stances_are_written_only_when_asked_for_and_attribute_nothing() -> None:
    text = "The union condemned the attack on the market."
    assert read(text)._.said == []
    doc = attribution.Attribution(stances=True)(parser()(text))
    assert [said.rule for said in doc._.said] == ["stance: 'condemn' + verb"]
    assert who(doc, "attack") == (None, None)


def test_a_name_and_a_colon_in_a_headline() -> None:
    assert who(read("Witnesses: soldiers fired into the crowd"), "fired") == ("Witnesses", ":")
    assert who(read("LAHORE: Police fired into the crowd"), "fired") == (None, None)
    assert who(read("Analysis: rebels captured the hills and lost the towns"), "captured") == (None, None)


def stances(text: str) -> list[tuple[str | None, str, list[str]]]:
    doc = attribution.Attribution(stances=True)(parser()(text))
    return [
        (
            doc[slice(*said.source)].text if said.source else None,
            doc[slice(*said.cue)].text,
            [doc[slice(*piece)].text for piece in said.content],
        )
        for said in doc._.said
        if said.rule.startswith("stance")
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The union has called for a strike.", ("The union", "has called for", ["a strike"])),
        ("The mayor is critical of the raid.", ("The mayor", "is critical of", ["the raid"])),
        ("Despite its plan to leave, the bank stayed.", ("its", "plan", ["to leave"])),
        ("The council voiced support for the truce.", ("The council", "voiced support for", ["the truce"])),
        ("The raid was condemned by the council.", ("the council", "was condemned", ["The raid"])),
        ("The talks seem to go on.", (None, "seem", ["The talks", "to go on"])),
    ],
)
def test_stances_stand_in_verbs_adjectives_and_nouns(text: str, wanted: tuple[str | None, str, list[str]]) -> None:
    assert wanted in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "We condemned the raid.",
        "The union could condemn the raid.",
        "The mayor said the union condemned the raid.",
    ],
)
def test_no_stance_is_the_writers_own_or_only_possible_or_told_by_another(text: str) -> None:
    assert stances(text) == []


def test_a_belief_inside_what_another_says_is_of_the_others_tale() -> None:
    doc = read("The mayor said he believed the army shelled the market.")
    shelled = next(token.i for token in doc if token.text == "shelled")
    said = attribution.attribution_of(doc, shelled)
    assert said is not None
    assert said.source is not None
    assert doc[slice(*said.source)].text == "The mayor"
