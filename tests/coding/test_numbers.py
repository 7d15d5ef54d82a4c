import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.coding import times  # noqa: F401  registers the component
from communique.coding.base import new_parser, read
from communique.coding.numbers import NumberTableError, build, cardinal, words
from communique.coding.numbers.grammar import numbers
from communique.coding.numbers.words import digits
from communique.model import Report


def first(text: str) -> tuple[float | None, float | None]:
    found = next(numbers(text.lower().split(), words()))
    return found.low, found.high


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a dozen", 12, 12),
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("thousands", 2000, None),
        ("tens of thousands", 20000, None),
        ("hundreds of thousands", 200000, None),
        ("several", 3, None),
        ("a few", 3, None),
        ("several hundred", 300, None),
        ("a couple", 2, 2),
        ("two dozen", 24, 24),
        ("half a dozen", 6, 6),
        ("half a million", 500000, 500000),
        ("about 400", 400, 400),
        ("some 50", 50, 50),
        ("at least seven", 7, None),
        ("no fewer than 12", 12, None),
        ("more than 250", 251, None),
        ("more than a thousand", 1001, None),
        ("nearly 300", None, 299),
        ("fewer than 10", None, 9),
        ("up to 30", None, 30),
        ("as many as 100", None, 100),
        ("between 10 and 15", 10, 15),
        ("10 to 15", 10, 15),
        ("10 - 15", 10, 15),
        ("3 to 5 million", 3000000, 5000000),
        ("twenty - three", 23, 23),
        ("two hundred and five", 205, 205),
        ("a hundred and fifty", 150, 150),
        ("3.5 million", 3500000, 3500000),
        ("1,200", 1200, 1200),
        ("20 or more", 20, None),
        ("no one", 0, 0),
        ("both", 2, 2),
    ],
)
def test_a_number_is_read_as_the_codebook_says(text: str, low: int | None, high: int | None) -> None:
    assert first(text) == (low, high)


@given(st.integers(0, 999_999_999))
def test_digits_with_and_without_commas_are_the_same_number(number: int) -> None:
    assert digits(f"{number:,}") == digits(str(number)) == number


@given(st.text(alphabet="0123456789,.", max_size=12))
def test_no_string_of_digits_makes_the_reading_fail(text: str) -> None:
    value = digits(text)
    assert value is None or value >= 0


TOKENS = st.sampled_from(
    "a an no none half the of several few dozen dozens hundred hundreds thousand million twenty three one two and - to between "
    "from at least more than up nearly 10 1,200 3.5 12 or both third quarter as many score plus + people".split()
)


@given(st.lists(TOKENS, max_size=16))
def test_numbers_of_any_words_lie_in_order_and_do_not_overlap(tokens: list[str]) -> None:
    end = 0
    for found in numbers(tokens, words()):
        assert end <= found.start < found.end <= len(tokens)
        end = found.end


def test_a_number_ends_before_a_second_number() -> None:
    assert cardinal(["two", "three"], 0, words()) == (2, 1)


def test_a_faulty_list_says_what_is_wrong() -> None:
    with pytest.raises(NumberTableError, match="cardinals"):
        build({"cardinals": ["one"]})


@pytest.fixture(scope="module")
def nlp():
    pipeline = new_parser()
    pipeline.add_pipe("communique_times")
    pipeline.add_pipe("communique_numbers")
    return pipeline


def quantities(nlp, text: str):
    doc = nlp(read(Report(id="r", text=text, published="2013-01-21"), nlp))
    return [
        (doc[q.start : q.end].text, q.low, q.high, None if q.noun is None else doc[q.noun].text)
        for q in doc._.quantities
        if "article" not in q.rule
    ]


def test_the_counted_noun_is_found_past_adjectives_and_of(nlp) -> None:
    assert quantities(nlp, "At least 40 heavily armed fighters and dozens of villagers died.") == [
        ("At least 40", 40, None, "fighters"),
        ("dozens", 24, None, "villagers"),
    ]


def test_half_of_a_number_before_it_is_worked_out(nlp) -> None:
    assert quantities(nlp, "Jets flew eight raids, half of them at night.")[1][1:3] == (4, 4)


@pytest.mark.parametrize(
    "text",
    [
        "The 12-year-old boy ran.",
        "Prices rose 20 percent.",
        "It cost $20 million.",
        "The town lies 40 km away.",
        "They fired 155-mm guns.",
        "The council passed Resolution 2085.",
        "Omar Salim, 34, sold bread.",
        "It ended on January 11.",
        "It ended in 2012.",
        "There are no longer any guards.",
    ],
)
def test_what_counts_no_people_or_things_is_left_out(nlp, text: str) -> None:
    assert quantities(nlp, text) == []


def test_a_number_is_read_across_a_broken_line(nlp) -> None:
    assert quantities(nlp, "The raid left at least\n12 villagers homeless.")[0][1:] == (12, None, "villagers")
