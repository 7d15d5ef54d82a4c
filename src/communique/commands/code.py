"""``communique code``: reports in, events out."""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from communique.commands.errors import user_errors
from communique.commands.outputs import targets, writers
from communique.commands.readers import open_reader, reader_option
from communique.exports.formats import FORMATS
from communique.model import Report
from communique.reading import Failure, read_inputs

FAILED = 2
"""Exit code when something could not be read; what could be read was coded all the same."""


@dataclass(slots=True)
class Tally:
    """What was done, for the closing line."""

    reports: int = 0
    events: int = 0
    failures: list[Failure] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def fail(self, failure: Failure) -> None:
        """Count a failure and tell the user of it, in a line."""
        self.failures.append(failure)
        click.echo(str(failure), err=True)

    def line(self) -> str:
        """The closing line: reports, events, failures, speed."""
        seconds = max(time.monotonic() - self.started, 1e-6)
        words = [_number(self.reports, "report"), _number(self.events, "event"), _number(len(self.failures), "failure")]
        return f"{', '.join(words)} in {seconds:.1f} s ({self.reports / seconds:.1f} reports/s)"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


@click.command(short_help="Read reports into events.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Publication date of the reports (YYYY-MM-DD); over any other.",
)
@click.option(
    "--format", "format_name", type=click.Choice(sorted(FORMATS)), help="Output format; table if nothing else is said."
)
@click.option(
    "-o",
    "--output",
    "files",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="Write to FILE; the suffix tells the format. May be given several times.",
)
@click.option(
    "--codebook",
    type=click.Path(exists=True, file_okay=False),
    help="A folder with your own types, laid over the built-in ones.",
)
@reader_option
@click.option("--language", help="Language of the reports (en), where it is told wrongly.")
@click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")
def code(
    inputs: tuple[str, ...],
    published: object,
    format_name: str | None,
    files: tuple[Path, ...],
    codebook: str | None,
    reader: str,
    language: str | None,
    strict: bool,
) -> None:
    """Read reports into events.

    INPUT is a file (text, HTML, RSS or Atom, WARC, JSON lines), a folder, an http(s) address, or - for standard input.

    \b
    communique code report.txt --published 2013-01-21
    communique code articles/ -o events.jsonl -o page.html
    cat report.txt | communique code - --format json

    Exit code 0 if everything was read, 2 if something could not be: the rest is coded all the same.
    """
    day = published.date() if isinstance(published, datetime) else None
    tally = Tally()
    with user_errors():
        coder = open_reader(reader, codebook)
        with writers(targets(format_name, files)) as outs:
            for report, events in coder.stream(_watched(_reports(inputs, day, language, tally, strict))):
                if isinstance(events, Failure):
                    tally.fail(events)
                    if strict:
                        break
                    continue
                tally.reports += 1
                tally.events += len(events)
                for out in outs:
                    out.add(report, events)
    click.echo(tally.line(), err=True)
    if tally.failures:
        sys.exit(FAILED)


def _reports(
    inputs: tuple[str, ...], published: date | None, language: str | None, tally: Tally, strict: bool
) -> Iterator[Report]:
    """The reports that could be read; each failure is one line on standard error."""
    for item in read_inputs(inputs, published=published, language=language):
        if isinstance(item, Failure):
            tally.fail(item)
            if strict:
                return
        else:
            yield item


def _watched(reports: Iterable[Report]) -> Iterator[Report]:
    """The same reports, counted on a progress line when a person is watching."""
    if not sys.stderr.isatty():
        yield from reports
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} reports"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=None)
        for report in reports:
            yield report
            progress.advance(task)
