"""The page of settings and the list of settings say the same."""

from pathlib import Path

from communique.desk.config.environment import known

PAGE = Path(__file__).parents[3] / "docs" / "desk" / "settings.md"


def test_every_setting_stands_on_the_page_with_what_it_is_for() -> None:
    rows = {line.split("`")[1]: line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")}
    assert set(rows) == set(known())
    for name, setting in known().items():
        assert setting.help.replace("|", "/") in rows[name], name


def test_every_default_stands_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    for setting in known().values():
        if isinstance(setting.default, (str, int)) and not isinstance(setting.default, bool):
            line = next(each for each in text.splitlines() if each.startswith(f"| `{setting.name}`"))
            assert f"`{setting.default}`" in line
