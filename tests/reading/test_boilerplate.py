"""Words that are not the report are found; true sentences that look like them are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import boilerplate

SEED = Path(__file__).parents[3] / "shared" / "seed-report.txt"
BODY = "Troops entered the town at dawn. Three rebels were killed, a colonel said.\n\nThe governor fled by boat."
CUES = sorted({cue for rule in boilerplate.default_rules() for cue in rule.cues})


def reasons(text: str) -> list[str]:
    return [found.reason for found in boilerplate.find(text)]


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        ("Sign up for our weekly newsletter", "newsletter sign-up"),
        ("Get the day's headlines straight to your inbox.", "newsletter sign-up"),
        ("You may unsubscribe whenever you like.", "unsubscribe notice"),
        ("We send our letters with the help of others and are using Mailchimp.", "processing notice"),
        ("By signing up you agree to our terms.", "processing notice"),
        ("This website uses cookies to count its visitors.", "cookie notice"),
        ("Follow us on Facebook", "share and follow links"),
        ("Share | Tweet | Email", "share and follow links"),
        ("Read more: Army denies losing second town", "related links"),
        ("See also: A history of the war", "related links"),
        ("The post Army denies losses appeared first on Delta Post.", "related links"),
        ("(Reporting by Anna Berg in Goma; Editing by Tom Hill)", "reporting credit"),
        ("Anna Berg and Tom Hill contributed to this report.", "reporting credit"),
        ("Photo: Anna Berg/Reuters", "photo credit"),
        ("© 2019 Delta Post. All rights reserved.", "copyright"),
        ("Advertisement", "advertisement"),
        ("Leave a comment below", "comments"),
        ("Already a subscriber? Log in", "subscription wall"),
        ("(AFP)", "agency tail"),
    ],
)
def test_a_line_at_the_end_that_is_no_report_is_found_with_its_reason(tail: str, reason: str) -> None:
    found = boilerplate.find(f"{BODY}\n\n{tail}")
    assert {item.reason for item in found} == {reason}
    assert found[0].start == len(BODY) + 2
    assert found[-1].end == len(BODY) + 2 + len(tail)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hundreds of residents signed up to the militia after the raid.",
        "The rebels signed a deal with the government on Friday.",
        "Young men are urged to sign up for the army and defend the border.",
        "The group shares the aims of the movement and follows its leader.",
        "Fighters follow us on every road, a driver said.",
        "He subscribes to the ideology of the movement.",
        "Witnesses read more than one statement by the junta.",
        "Smuggled arms contributed to the violence, the report said.",
        "Photographs of the dead were shown on state television.",
        "A photo of the captured pilot was released by the group.",
        "Police were reporting by radio from the front.",
        "The army fired on the newsletter's office and killed its editor.",
        "By Monday the town was in rebel hands.",
        "Copyright officials fled the ministry when shells hit it.",
        "FILE - Soldiers guard a bridge in Goma after the mutiny.",
        "Soldiers watch the border near Goma on Friday.",
    ],
)
@pytest.mark.parametrize("form", ["{0}", "{0}\n\n{1}", "{1}\n\n{0}", "{1}\n\n{0}\n\nSign up for our newsletter"])
def test_a_true_sentence_is_left_alone_wherever_it_stands(sentence: str, form: str) -> None:
    text = form.format(sentence, BODY)
    start = text.index(sentence)
    assert not [item for item in boilerplate.find(text) if item.start < start + len(sentence) and start < item.end]  # type: ignore[operator]


def test_only_the_credit_of_a_caption_is_taken_not_what_it_tells() -> None:
    caption = "A man carries a child after an air strike in Idlib, Oct. 3, 2016. (Omar Haj via AP)"
    (found,) = boilerplate.find(caption)
    assert found.text == "(Omar Haj via AP)"
    assert found.reason == "photo credit"


def test_a_short_line_within_a_sign_up_box_belongs_to_it() -> None:
    box = "Sign up for our newsletter\nPick the days that suit you\nYou can unsubscribe at any time."
    found = boilerplate.find(f"{BODY}\n\n{box}")
    assert "".join(item.text for item in found).replace("\n", "") == box.replace("\n", "")


def test_a_byline_counts_only_at_the_edges() -> None:
    middle = "\n\n".join(["Troops moved on."] * 12)
    assert reasons(f"Town falls to rebels\nBy Anna Berg\n{middle}") == ["byline"]
    assert reasons(f"{middle}\n\nBy Anna Berg\n\n{middle}") == []


def test_broken_lines_of_a_wrapped_text_are_read_as_paragraphs() -> None:
    line = "The army said that its troops had moved into the town of Kela on"
    text = (
        "\n".join([line] * 5)
        + "\n\nSign up today to get all the best stories of our reporters in\nyour inbox, with our newsletters.\n"
    )
    (found,) = boilerplate.find(text)
    assert found.text.startswith("Sign up today")
    assert found.text.endswith("newsletters.")


@given(st.text(alphabet='abcé .!\n\r"(©-', max_size=200), st.lists(st.sampled_from(CUES), max_size=5), st.randoms())
def test_offsets_slice_to_the_text_and_spans_are_sorted_and_disjoint(
    noise: str, cues: list[str], random: object
) -> None:
    text = f"{noise}\n".join(["Sign up to our newsletter.", *cues, "(Photo by X/AFP)", "Read more: y", noise])
    last = 0
    for item in boilerplate.find(text):
        assert item.start is not None
        assert item.end is not None
        assert last <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text
        assert item.text == item.text.strip()
        last = item.end


@given(
    st.lists(
        st.sampled_from("troops rebels Goma entered killed town on in the at 12 , . \n \n\n".split(" ")), max_size=60
    )
)
def test_text_with_no_cue_has_no_boilerplate(words: list[str]) -> None:
    assert boilerplate.find(" ".join(words)) == ()


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed-report.txt is not on this machine")
def test_the_whole_sign_up_tail_of_the_seed_report_is_boilerplate_and_nothing_else() -> None:
    text = SEED.read_text(encoding="utf-8-sig").replace("\r\n", "\n").rstrip()
    found = boilerplate.find(text)
    assert found[0].start == text.index("Sign up to our free")
    assert found[-1].end == len(text)
    assert not any(text[one.end : two.start].strip() for one, two in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("rules: 3", "no list 'rules'"),
        ("rules:\n  - line: [x]", "rule 1: it has no 'reason'"),
        ("rules:\n  - {reason: x, lines: [y]}", "rule 1 (x): key 'lines' is not known"),
        ("rules:\n  - {reason: x, line: ['(']}", "rule 1 (x): key 'line', pattern 1"),
        ("rules:\n  - {reason: x, line: y}", "key 'line' is not a list"),
        ("rules:\n  - {reason: x, line: [y], where: top}", "key 'where' is 'top'"),
        ("rules:\n  - {reason: x, line: [y], block: often}", "key 'block'"),
        ("rules:\n  - {reason: x, line: [y], cues: [Y]}", "key 'cues' holds capitals"),
        ("rules:\n  - {reason: x}", "it has no patterns"),
        ("rules: [", "not readable as YAML"),
    ],
)
def test_a_broken_rules_file_names_file_rule_and_key(tmp_path: Path, rules: str, says: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(rules)
    with pytest.raises(boilerplate.RulesError) as caught:
        boilerplate.read_rules(file)
    assert str(caught.value).startswith("mine.yaml: ")
    assert says in str(caught.value)
