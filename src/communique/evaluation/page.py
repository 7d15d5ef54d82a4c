"""The accuracy page, made from the JSON of each suite's last run."""

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from communique.evaluation.published import Aim, Published, load
from communique.evaluation.saving import Saved, read_json
from communique.evaluation.suites import NAMES
from communique.evaluation.tables import interval, measured_on, tables, value

HEAD = "| figure | ours | 95 % | target | best published |\n|---|---|---|---|---|"
MISSING = "not measured"


def page_of(folder: Path) -> str:
    """The page of all ``*.json`` of a folder, each named after its suite."""
    return page({path.stem: read_json(path) for path in sorted(folder.glob("*.json"))})


def page(runs: Mapping[str, Saved]) -> str:
    """The whole page: what is measured and how, a summary a suite, then every figure. ``runs`` by name of the suite."""
    opening = (resources.files("communique.evaluation") / "data" / "accuracy-opening.md").read_text("utf-8")
    present = [name for name in NAMES if name in runs]
    summaries = [_summary(runs[name], load(name)) for name in present]
    details = [f"### `{name}`\n\n{tables(runs[name])}" for name in present]
    return "\n\n".join((opening.strip(), *summaries, "## Every figure", *details)) + "\n"


def _summary(run: Saved, published: Published) -> str:
    rows = {(row["group"], row["name"]): row for row in run.figures}
    lines = [_line(aim, rows.get((aim.group, aim.name))) for aim in published.figures]
    said = f"Measured on {measured_on(run)}. Again: `{run.command}`."
    sources = "\n".join(_sources(published.figures))
    parts = (f"## `{run.suite}`: {run.about}", said, "\n".join((HEAD, *lines)), sources, f"Peer: {published.peer}")
    return "\n\n".join(part for part in parts if part)


def _line(aim: Aim, row: Mapping[str, Any] | None) -> str:
    ours = (value(row), interval(row)) if row else (MISSING, "")
    target = "" if aim.target is None else f"{aim.target:.2f}"
    best = "" if aim.published is None else f"{aim.published.value:.2f} ({aim.published.by})"
    name = f"{aim.group}: {aim.name}" if aim.group else aim.name
    return f"| {name} | {ours[0]} | {ours[1]} | {target} | {best} |"


def _sources(aims: Iterable[Aim]) -> list[str]:
    """How the published figures were obtained, each said once."""
    said = dict.fromkeys((aim.published.by, aim.published.how) for aim in aims if aim.published)
    return [f"- {by}: {how}." for by, how in said]
