"""The learned reader: its pieces, what it may fill, and that nothing it gives is invented."""

import sys
from collections.abc import Mapping, Sequence

import pytest

from communique.codebook.types import load_codebook
from communique.coding import joining
from communique.coding.classes import Kinds
from communique.coding.happenings import index
from communique.coding.joining import Group
from communique.coding.learned import Arguments, Choice, LearnedReaderError, load_model
from communique.coding.learned.encoding import WINDOW, Anchored, encode
from communique.coding.learned.held_out import PERCENT, held_out
from communique.coding.learned.session import LearnedModel, Scores
from communique.coding.learned.whereabouts import scored_places
from communique.coding.learned.wordpiece import WordPieces
from communique.coding.pipeline import Coder, load
from communique.model import Event, Report

VOCABULARY = {
    name: number
    for number, name in enumerate(
        ["[UNK]", "rebels", "shell", "##ed", "el", "gen", "##eina", ",", "attack", "air", "strike"]
    )
}


def pieces_of(text: str) -> list[str]:
    names = {number: name for name, number in VOCABULARY.items()}
    return [names[piece] for piece in WordPieces(VOCABULARY).encode(text)[0]]


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in WordPieces(VOCABULARY).encode(text)[1]]


def test_a_word_is_cut_into_the_longest_pieces_from_the_left() -> None:
    assert pieces_of("Rebels shelled") == ["rebels", "shell", "##ed"]
    assert words_of("Rebels shelled") == ["Rebels", "shell", "ed"]


def test_accents_go_but_offsets_stay_those_of_the_text() -> None:
    text = "rebels, El Gén\u00e9ina"
    assert pieces_of("rebels, El Génèina") == ["rebels", ",", "el", "gen", "##eina"]
    assert words_of(text)[-1] == "\u00e9ina"


def test_a_word_with_a_part_in_no_vocabulary_is_unknown_as_a_whole() -> None:
    assert pieces_of("shellx rebels") == ["[UNK]", "rebels"]
    assert words_of("shellx rebels") == ["shellx", "rebels"]


def test_a_word_of_more_than_a_hundred_letters_is_unknown() -> None:
    assert pieces_of("rebels" + "ed" * 60) == ["[UNK]"]


def test_the_event_word_alone_stands_in_segment_one_and_the_kind_follows() -> None:
    coded = encode(WordPieces(VOCABULARY), Anchored("Rebels shelled El Geneina", (7, 14), "air-strike"))
    marked = [span for span, segment in zip(coded.spans, coded.segments, strict=True) if segment]
    assert marked == [(7, 12), (12, 14)]
    assert coded.ids[-3:] == (VOCABULARY["air"], VOCABULARY["strike"], 102)


def test_a_long_sentence_is_cut_round_its_event_word() -> None:
    text = "rebels " * 300 + "attack " + "rebels " * 300
    coded = encode(WordPieces(VOCABULARY), Anchored(text, (2100, 2106)))
    inside = [span for span in coded.spans if span is not None]
    assert len(inside) == WINDOW
    assert (2100, 2106) in inside


def test_the_score_of_a_span_is_the_mean_of_its_pieces() -> None:
    scores = Scores(((0, 4), (5, 9), (9, 12)), {"place": (0.5, 0.2, 0.4)})
    assert scores.of("place", (5, 12)) == pytest.approx(0.3)
    assert scores.of("place", (20, 25)) == 0.0


class Told(LearnedModel):
    """Gives each word the score that the test says, by role."""

    def __init__(self, said: Mapping[str, Mapping[str, float]]) -> None:
        self.said = said

    def score(self, items: Sequence[Anchored]) -> list[Scores]:
        return [self._one(item.text) for item in items]

    def _one(self, text: str) -> Scores:
        starts = [(at, at + len(word)) for at, word in _words(text)]
        roles = ("place", "initiator", "recipient")
        return Scores(
            tuple(starts), {r: tuple(self.said.get(r, {}).get(text[a:b], 0.0) for a, b in starts) for r in roles}
        )


def _words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.replace(".", " ").replace(",", " ").split(" "):
        if word:
            found.append((at, word))
        at += len(word) + 1
    return found


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load(reader="rules")


CHOICE = Choice({"place": 0.5, "initiator": 0.5, "recipient": 0.5}, frozenset({"attack", "armed-clash"}))


def filled(coder: Coder, text: str, said: Mapping[str, Mapping[str, float]], *, alone: bool = False) -> list[Group]:
    """The groups of a text after the model of the test has filled them."""
    doc = coder.analyse(Report(id="r", text=text, published="2020-06-10", published_from="option"))
    codebook = load_codebook()
    kinds = Kinds(doc, index(codebook).classes)
    component = coder.nlp.get_pipe("communique_events")
    groups = joining.join(component.drafts(doc, kinds))
    arguments = Arguments(Told(said), CHOICE, alone=alone)
    read = arguments.read(groups)
    arguments.set_places(read)
    arguments.set_sides(read, kinds)
    return groups


def names(parties: Sequence[object]) -> list[str]:
    return [party.actor.text for party in parties]  # type: ignore[attr-defined]


PLAIN = "Taliban fighters attacked an army base in Kunduz on Monday."


def test_a_side_that_the_rules_fill_is_left_as_it_is(coder: Coder) -> None:
    before = filled(coder, PLAIN, {})[0].lead
    after = filled(coder, PLAIN, {"initiator": {"base": 0.9}, "recipient": {"fighters": 0.9}})[0].lead
    assert names(after.initiators) == names(before.initiators) == ["Taliban fighters"]
    assert names(after.recipients) == names(before.recipients)


OPEN = "The attack shook Kunduz, and army officers spoke of Taliban fighters."


def test_an_open_side_is_filled_from_the_actors_of_the_sentence_and_says_by_whom(coder: Coder) -> None:
    assert filled(coder, OPEN, {})[0].lead.initiators == ()
    party = filled(coder, OPEN, {"initiator": {"fighters": 0.8}})[0].lead.initiators[0]
    assert party.actor.text == "Taliban fighters"
    assert party.rule.startswith("learned: initiator (0.80)")


def test_a_score_below_the_least_fills_nothing(coder: Coder) -> None:
    assert filled(coder, OPEN, {"initiator": {"fighters": 0.49}})[0].lead.initiators == ()


def test_a_word_that_is_no_known_actor_is_never_taken(coder: Coder) -> None:
    assert filled(coder, OPEN, {"initiator": {"shook": 0.99, "spoke": 0.99}})[0].lead.initiators == ()


def test_nobody_is_no_one_who_did_it(coder: Coder) -> None:
    text = "The attack shook Kunduz, and no group spoke of it."
    assert filled(coder, text, {"initiator": {"group": 0.99}})[0].lead.initiators == ()


def test_who_speaks_is_for_the_rules_to_say(coder: Coder) -> None:
    text = "A threat against the army was heard in a camp of the rebels."
    (group,) = filled(coder, text, {"initiator": {"rebels": 0.99}})
    assert group.lead.type == "threat"
    assert group.lead.initiators == ()


def test_one_actor_does_not_stand_on_both_sides(coder: Coder) -> None:
    lead = filled(coder, OPEN, {"initiator": {"fighters": 0.8}, "recipient": {"fighters": 0.9}})[0].lead
    assert names(lead.initiators) == ["Taliban fighters"]
    assert names(lead.recipients) == []


def test_an_empty_recipient_is_filled_only_of_types_that_are_done_to_someone(coder: Coder) -> None:
    said = {"recipient": {"villagers": 0.9}}
    (attack,) = filled(coder, "The attack shook Kunduz, and villagers spoke of it.", said)
    (siege,) = filled(coder, "The siege shook Kunduz, and villagers spoke of it.", said)
    assert (attack.lead.type in CHOICE.recipients_of, siege.lead.type) == (True, "siege")
    assert names(attack.lead.recipients) == ["villagers"]
    assert names(siege.lead.recipients) == []


def test_an_event_with_nothing_to_fill_is_not_scored(coder: Coder) -> None:
    doc = coder.analyse(Report(id="r", text=PLAIN))
    kinds = Kinds(doc, index(load_codebook()).classes)
    component = coder.nlp.get_pipe("communique_events")
    assert Arguments(Told({}), CHOICE).read(joining.join(component.drafts(doc, kinds))) == []


def test_alone_the_scores_decide_against_the_rules(coder: Coder) -> None:
    lead = filled(coder, PLAIN, {"recipient": {"fighters": 0.9}}, alone=True)[0].lead
    assert names(lead.initiators) == []
    assert names(lead.recipients) == ["Taliban fighters"]
    assert lead.place is None


def test_an_open_place_takes_the_best_scored_name(coder: Coder) -> None:
    text = "Officials in Kabul said that the attack on Monday had been planned near Kunduz."
    lead = filled(coder, text, {"place": {"Kunduz": 0.7, "Kabul": 0.6}}, alone=True)[0].lead
    assert lead.place is not None
    assert lead.place.mention.place.name == "Kunduz"
    assert lead.place.rule == "learned: place (0.70)"


def test_an_act_of_words_keeps_the_place_that_the_rules_give(coder: Coder) -> None:
    text = "The army threatened the rebels of Kunduz."
    (group,) = filled(coder, text, {"place": {"Kunduz": 0.99}})
    assert group.lead.type == "threat"
    assert group.lead.place is None


def test_without_onnxruntime_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    load_model.cache_clear()
    with pytest.raises(LearnedReaderError, match="pip install"):
        load_model()


def test_an_unknown_reader_is_named() -> None:
    with pytest.raises(ValueError, match="no reader 'tarot'"):
        load(reader="tarot")


def test_near_copies_are_kept_from_training_together_and_the_share_is_as_said() -> None:
    long = "Soldiers shot two men at a checkpoint south of the old town of Dara on the last Sunday of the month"
    assert held_out(long + ".") == held_out(long + ", officials said.")
    kept = sum(held_out(f"Sentence number {number} of many that differ.") for number in range(2000))
    assert kept / 2000 == pytest.approx(PERCENT / 100, abs=0.03)


# What follows runs the shipped weights.

TEXTS = (
    "Gunmen shot dead three farmers near the town of Baga on Friday. The attack angered residents, who blamed Boko Haram.",
    "Air strikes in Idlib killed twelve people, activists said. Russia denied that its planes had bombed the market.",
)


def test_the_shipped_weights_find_where_it_happened_and_not_where_it_was_said(coder: Coder) -> None:
    text = "Officials in Abuja said that gunmen had killed ten people in Maiduguri on Sunday."
    doc = coder.analyse(Report(id="r", text=text))
    event = doc.char_span(text.index("killed"), text.index("killed") + 6)
    assert [doc[a:b].text for a, b in scored_places(load_model(), doc, event, with_rules=False)] == ["Maiduguri"]


def test_the_same_sentence_scores_the_same_alone_and_among_others() -> None:
    item = Anchored("Rebels shelled the town of Dara.", (7, 14))
    longer = Anchored(
        "Police arrested nine men in Lagos after a long night of looting in several parts of the city.", (7, 15)
    )
    alone = load_model().score([item])[0]
    among = load_model().score([longer, item, longer])[1]
    again = load_model().score([item])[0]
    assert alone == again
    assert among.roles["place"] == pytest.approx(alone.roles["place"], abs=0.05)


def coded(reader: str) -> list[Event]:
    reports = [
        Report(id=str(n), text=text, published="2020-06-10", published_from="option") for n, text in enumerate(TEXTS)
    ]
    return [event for report in reports for event in load(reader=reader).code(report)]


@pytest.mark.parametrize("reader", ["learned", "both"])
def test_every_value_of_a_learned_reader_stands_in_the_report(reader: str) -> None:
    events = coded(reader)
    assert events
    for event in events:
        text = TEXTS[int(event.report)]
        for actor in (*event.initiators, *event.recipients):
            assert actor.text in text
        for start, end in event.evidence.values():
            assert text[start:end].strip()


def test_two_runs_give_the_same_record() -> None:
    assert coded("both") == coded("both")
