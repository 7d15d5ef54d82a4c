"""To which happening a loss told elsewhere belongs."""

from communique.coding.pipeline import load
from communique.model import Report


def losses(text: str) -> set[tuple[str, str, int | None]]:
    events = load().code(Report(id="r", text=text, published="2020-06-10"))
    return {(event.type, toll.outcome, toll.low) for event in events for toll in event.tolls}


def test_a_count_of_losses_goes_on_over_sentences() -> None:
    text = (
        "A bomb exploded in Kabul on Monday. Officials gave no details. Doctors counted 12 dead. The wards were full."
    )
    assert losses(f"{text} Nurses said 30 people were wounded.") == {
        ("bombing", "killed", 12),
        ("bombing", "injured", 30),
    }


def test_a_loss_far_from_any_other_belongs_to_none() -> None:
    text = (
        "A bomb exploded in Kabul on Monday. Officials gave no details. The wards were full. Rain fell. Markets closed."
    )
    assert losses(f"{text} Nurses said 30 people were wounded.") == set()
