"""The projection from coded reports to MUC-4 templates, on made-up wires."""

from communique.coding.pipeline import load as load_coder
from communique.evaluation.suites.muc4 import response
from communique.evaluation.suites.muc4.gold import Item, as_wire
from communique.evaluation.suites.muc4.projection.kinds import kind_of
from communique.evaluation.suites.muc4.projection.reading import acronyms
from communique.model import Report
from communique.reading.draft import Draft, Options
from communique.reading.finish import finish

WIRE = """   QUITO, 9 JUN 90 (EXAMPLE) -- [TEXT] YESTERDAY ARMED MEN KIDNAPPED RANCHER
JULIO PAZ SOTO IN AMBATO. THE POLICE SAID THAT THE THREE MEN TOOK PAZ SOTO FROM HIS HOME.
"""


def made(text: str) -> Report:
    report = finish(Draft(name="made up", source="made up", text=text, id="made up"), Options(language="en"))
    assert isinstance(report, Report)
    return report


def test_a_kidnapping_is_told_with_its_victim_day_and_country() -> None:
    found = response(Item(made(WIRE)), load_coder(reader="rules"))
    assert [template.first("INCIDENT: TYPE") for template in found] == ["KIDNAPPING"]
    assert found[0].first("INCIDENT: DATE") == "08 JUN 90"
    assert (found[0].first("INCIDENT: LOCATION") or "").startswith("ECUADOR")
    assert found[0].first("HUM TGT: NAME") == "JULIO PAZ SOTO"
    assert not found[0].fills("PHYS TGT: ID")


def test_a_report_without_violence_gives_no_template() -> None:
    text = "   LIMA, 4 MAY 90 (EXAMPLE) -- [TEXT] THE MINISTER OPENED A SCHOOL AND PRAISED ITS TEACHERS.\n"
    assert response(Item(made(text)), load_coder(reader="rules")) == []


def test_the_longest_listed_phrase_decides_the_kind() -> None:
    assert kind_of("human", "FORMER DEFENSE MINISTER") == "FORMER GOVERNMENT OFFICIAL"
    assert kind_of("human", "DEFENSE MINISTER") == "GOVERNMENT OFFICIAL"
    assert kind_of("human", "WEAVER") == "CIVILIAN"
    assert kind_of("physical", "U.S. EMBASSY") == "DIPLOMAT OFFICE OR RESIDENCE"
    assert kind_of("instrument", "CAR BOMB") == "VEHICLE BOMB"
    assert kind_of("instrument", "SPOON") is None


def test_short_names_in_brackets_are_read_either_way() -> None:
    assert acronyms("THE RED STAR ARMY [RSA] AND THE LDN [LEAGUE OF THE NORTH]") == {
        "RSA": "RED STAR ARMY",
        "LDN": "LEAGUE OF THE NORTH",
    }


def test_the_cut_is_given_its_capitals_and_paragraphs_back_offset_for_offset() -> None:
    text = "a bomb went off.    nobody was hurt."
    assert as_wire(text) == "A BOMB WENT OFF.\n\n  NOBODY WAS HURT."
    assert len(as_wire(text)) == len(text)
