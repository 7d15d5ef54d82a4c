"""The word lists of English grammar: whole, and in step with the codebook."""

import dataclasses

import pytest

from communique.codebook.grammar import grammar, parse
from communique.codebook.types import load_codebook

TYPE_LISTS = (
    "violent_types", "acts_of_words", "no_carried_place", "acts_with_content", "military_types", "placed_by_possessive",
    "national_types", "takings", "content_addressed",
)  # fmt: skip
CLASS_LISTS = ("target_classes", "weapon_classes", "military_targets", "civilian_targets")


@pytest.mark.parametrize("name", TYPE_LISTS)
def test_every_type_named_is_one_of_the_codebook(name: str) -> None:
    assert getattr(grammar(), name) <= set(load_codebook().types)


@pytest.mark.parametrize("name", CLASS_LISTS)
def test_every_word_class_named_is_one_of_the_codebook(name: str) -> None:
    assert getattr(grammar(), name) - set(load_codebook().classes) == set()


def test_a_list_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="support_verbs"):
        parse("partitives: [half]")


def test_a_word_that_yaml_reads_as_a_truth_value_is_told_of() -> None:
    names = [field.name for field in dataclasses.fields(grammar())]
    text = "\n".join(f"{name}: [x]" for name in names[1:]) + f"\n{names[0]}: [on]"
    with pytest.raises(ValueError, match="quote words"):
        parse(text)
