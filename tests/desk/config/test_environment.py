"""Settings come from the environment, typed, and every mistake is told at once."""

import pytest

from communique.desk.config.environment import SettingsError, known, read


def test_every_setting_has_a_default_and_words() -> None:
    values = read({})
    assert set(values) == set(known())
    assert all(setting.help for setting in known().values())


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(SettingsError, match="COMMUNIQUE_DEBUG='perhaps': give yes or no"):
        read({"COMMUNIQUE_DEBUG": "perhaps"})


def test_a_list_is_split_at_commas() -> None:
    assert read({"COMMUNIQUE_HOSTS": "desk.example, localhost"})["COMMUNIQUE_HOSTS"] == ("desk.example", "localhost")


def test_people_of_every_role_can_be_made(administrator: object, reader: object) -> None:
    assert administrator is not reader
