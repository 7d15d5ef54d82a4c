"""Read the settings from the environment: typed, with their defaults, every mistake told at once."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

YES, NO = frozenset({"1", "yes", "true", "on"}), frozenset({"0", "no", "false", "off", ""})
KINDS = frozenset({"text", "flag", "number", "choice", "list"})


class SettingsError(ValueError):
    """Settings that cannot be used; the message names each and the remedy."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, kind, default (null: worked out) and what it is for."""

    name: str
    kind: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    secret: bool = False


@functools.cache
def known() -> Mapping[str, Setting]:
    """Every setting by name, as ``settings.yaml`` lists them. Raises ``SettingsError`` on a list that cannot be used."""
    rows = yaml.safe_load(resources.files("communique.desk.config").joinpath("settings.yaml").read_text("utf-8"))
    found = {row["name"]: Setting(**{**row, "choices": tuple(row.get("choices", ()))}) for row in rows}
    wrong = [each.name for each in found.values() if each.kind not in KINDS or not each.help]
    if wrong or len(found) != len(rows):
        raise SettingsError(f"settings.yaml: {', '.join(wrong) or 'a name stands twice'}")
    return MappingProxyType(found)


def read(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """The value of every setting. Raises ``SettingsError`` with every value that cannot be read."""
    values, wrong = {}, []
    for setting in known().values():
        text = environment.get(setting.name)
        try:
            values[setting.name] = setting.default if text is None else _value(setting, text.strip())
        except ValueError as error:
            wrong.append(f"{setting.name}={text!r}: {error}")
    if wrong:
        raise SettingsError("; ".join(wrong))
    return MappingProxyType(values)


def _value(setting: Setting, text: str) -> Any:
    if setting.kind == "flag":
        return _flag(text)
    if setting.kind == "number":
        return _number(text)
    if setting.kind == "list":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if setting.kind == "choice" and text not in setting.choices:
        raise ValueError(f"give one of {', '.join(setting.choices)}")
    return text or None


def _flag(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise ValueError("give yes or no")
    return text.lower() in YES


def _number(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("give a whole number")
    return int(text)
