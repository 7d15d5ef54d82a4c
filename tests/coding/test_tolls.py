import pytest

from communique.coding import numbers, times  # noqa: F401  registers the components
from communique.coding.base import new_parser, read
from communique.coding.tolls import EffectTableError, build, effect_lemmas, find_tolls
from communique.model import Report


@pytest.fixture(scope="module")
def nlp():
    pipeline = new_parser()
    pipeline.add_pipe("communique_times")
    pipeline.add_pipe("communique_numbers")
    return pipeline


def tolls(nlp, text: str):
    doc = nlp(read(Report(id="r", text=text, published="2013-01-21"), nlp))
    return [(t.outcome, t.low, t.high) for t in find_tolls(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed at least 12 people and wounded 30.", [("killed", 12, None), ("injured", 30, 30)]),
        (
            "12 people were killed and 30 others injured when a bomb went off.",
            [("killed", 12, 12), ("injured", 30, 30)],
        ),
        ("Gunmen attacked the market, leaving 12 dead and 30 wounded.", [("killed", 12, 12), ("injured", 30, 30)]),
        ("A rocket hit a school, killing 12.", [("killed", 12, 12)]),
        ("The minister confirmed the deaths of 12 soldiers.", [("killed", 12, 12)]),
        ("The death toll rose to 45 on Monday.", [("killed", 45, 45)]),
        ("Officials gave a death toll of 45.", [("killed", 45, 45)]),
        ("Among the dead were three children.", [("killed", 3, 3)]),
        ("Three civilians, two of them children, were killed.", [("killed", 3, 3)]),
        ("The shelling killed and wounded scores.", [("killed-or-injured", 40, None)]),
        ("The attack caused 15 casualties.", [("killed-or-injured", 15, 15)]),
        ("There were no casualties.", [("killed-or-injured", 0, 0)]),
        ("Snipers killed a soldier and his two sons.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Villagers found the bodies of six men.", [("killed", 6, 6)]),
        ("No one was hurt.", [("injured", 0, 0)]),
        ("Nobody was killed.", [("killed", 0, 0)]),
        ("The army lost 20 men in the ambush.", [("killed", 20, 20)]),
        ("The war has claimed 12 lives.", [("killed", 12, 12)]),
        ("The fighting displaced 5,000 people.", [("displaced", 5000, 5000)]),
        ("The offensive forced hundreds of thousands to flee.", [("displaced", 200000, None)]),
        ("Five soldiers were taken prisoner.", [("captured", 5, 5)]),
        ("20 people were arrested.", [("arrested", 20, 20)]),
        ("Ten fishermen are still missing.", [("missing", 10, 10)]),
        ("Up to 100 fighters may have been killed.", [("killed", None, 100)]),
        ("Thirty dead, 60 hurt in raid", [("killed", 30, 30), ("injured", 60, 60)]),
        ("The commander of the group was killed in a drone strike.", [("killed", 1, 1)]),
        ("Police shot dead three men on Sunday.", [("killed", 3, 3)]),
        ("Two boys were beaten to death by a mob.", [("killed", 2, 2)]),
        ("Seven people lost their lives and nine others sustained injuries.", [("killed", 7, 7), ("injured", 9, 9)]),
        ("The ambush left dozens of dead and wounded.", [("killed-or-injured", 24, None)]),
        ("The toll from the raid climbed from 30 to 45.", [("killed", 45, 45)]),
        ("Two policemen were among those killed.", [("killed", 2, 2)]),
        ("A teacher was fatally shot in the market.", [("killed", 1, 1)]),
        ("Soldiers opened fire, mortally wounding two boys.", [("killed", 2, 2)]),
        ("The fatal shooting of a judge shocked the town.", [("killed", 1, 1)]),
        ("The shooting of two judges shocked the town.", [("killed-or-injured", 2, 2)]),
        ("Four people were shot on Sunday.", [("killed-or-injured", 4, 4)]),
        ("Four people were shot and wounded on Sunday.", [("injured", 4, 4)]),
        ("A farmer was shot in the head and died on Sunday.", [("killed", 1, 1)]),
        ("Six women were shot, two of them fatally.", [("killed-or-injured", 6, 6), ("killed", 2, 2)]),
        ("Officers were shot at on the road.", []),
        ("Rebels shot down two helicopters.", []),
        ("The gunman shot himself.", [("killed-or-injured", 1, 1)]),
        ("Two women were hit by bullets.", [("killed-or-injured", 2, 2)]),
        ("Two women were hit by the crisis.", []),
        ("Shrapnel struck three girls.", [("killed-or-injured", 3, 3)]),
        ("Five people were rushed to hospital.", [("injured", 5, 5)]),
        ("Five people were rushed to the airport.", []),
        ("Three guards were treated for burns.", [("injured", 3, 3)]),
        ("A woman was listed in critical condition.", [("injured", 1, 1)]),
        ("A mother and her son were found shot to death.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("A 17-year-old was killed.", [("killed", 1, 1)]),
        ("The raid left a 17-year-old dead.", [("killed", 1, 1)]),
        ("The 17-year-old attacker fled, and the 17-year-old car was burnt.", []),
        ("He died on Sunday.", [("killed", 1, 1)]),
        ("It died on Sunday.", []),
        ("One man was killed and another injured.", [("killed", 1, 1), ("injured", 1, 1)]),
        ("Nine out of 12 hostages were killed.", [("killed", 9, 9)]),
        ("Troops detained nine suspects, six men and three boys.", [("arrested", 9, 9)]),
        ("More than 60,000 people poured out of the city.", [("displaced", 60001, None)]),
        ("The raid forced 2,000 families from their homes.", [("displaced", 2000, 2000)]),
    ],
)
def test_a_toll_is_read_with_its_outcome_and_number(nlp, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert tolls(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Troops killed civilians in the village.",
        "A new strike could kill hundreds.",
        "They threatened to kill 12 hostages.",
        "The guard was not killed.",
        "The rebels captured 12 villages.",
        "Twelve soldiers guarded the bridge.",
        "He was sentenced to death.",
        "Some 40 fighters were killed or captured.",
        "There were no reports of casualties.",
    ],
)
def test_nothing_is_invented_where_no_loss_or_number_is_told(nlp, text: str) -> None:
    assert tolls(nlp, text) == []


def test_conflicting_figures_stay_apart(nlp) -> None:
    found = tolls(nlp, "The army said 12 people were killed. Residents said 40 people were killed.")
    assert found == [("killed", 12, 12), ("killed", 40, 40)]


def test_a_toll_says_who_and_stands_within_one_sentence(nlp) -> None:
    doc = nlp(read(Report(id="r", text="It was dark. Gunmen killed three aid workers. Rain fell."), nlp))
    (toll,) = find_tolls(doc)
    assert toll.who is not None
    assert doc[toll.who[0] : toll.who[1]].text == "aid workers"
    assert doc[toll.start : toll.end].text == "killed three aid workers"
    assert doc[toll.trigger].text == "killed"


def test_an_unparsed_layer_of_numbers_gives_no_tolls_but_named_dead(nlp) -> None:
    doc = new_parser()("The general was killed, and 12 men fled.")
    assert [(t.low, t.high) for t in find_tolls(doc)] == [(1, 1)]


def test_the_words_of_loss_are_known_to_others() -> None:
    assert {"kill", "wound", "die", "casualty"} <= effect_lemmas()


def test_a_faulty_list_says_what_is_wrong() -> None:
    with pytest.raises(EffectTableError, match="unknown outcome 'slain'"):
        build({"done_to": {"slain": ["kill"]}})
