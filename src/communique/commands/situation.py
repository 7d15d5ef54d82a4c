"""``communique situation``: who is said to hold what on a day, losses, counts, and what changed."""

import contextlib
import datetime
import sys
from pathlib import Path

import click
import msgspec

from communique.codebook.actor_rows import normalise
from communique.codebook.actors import load_actor_lists
from communique.commands.errors import UserError, user_errors
from communique.gazetteer import Gazetteer
from communique.incidents.inputs import read_incidents
from communique.situation import Question, Scope, Situation
from communique.situation import situation as situation_of
from communique.situation.plot import SUFFIXES
from communique.situation.text import write_text

LATEST = 20
"""Incidents of the printed timeline, dated and undated each, where no place and no actor is asked for."""
DAY = click.DateTime(["%Y-%m-%d"])


@click.command(short_help="Show who is said to hold what on a day, losses, counts and what changed.")
@click.argument("files", nargs=-1, required=True, metavar="INCIDENTS...")
@click.option("--country", help="Only incidents in this country: its name or ISO code.")
@click.option(
    "--on", type=DAY, help="The day asked for (YYYY-MM-DD); only what was reported by then is used. Default: today."
)
@click.option("--since", type=DAY, help="Tell what is new or changed in reports after this day (YYYY-MM-DD).")
@click.option("--place", help="Only incidents at this place, with its whole timeline.")
@click.option(
    "--actor", help="Only incidents of this actor, with its whole timeline: a name, a part of one, or an acronym."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What is printed."
)
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), help="Also draw charts and a map into this .png or .svg."
)
def situation(
    files: tuple[str, ...],
    country: str | None,
    on: datetime.datetime | None,
    since: datetime.datetime | None,
    place: str | None,
    actor: str | None,
    form: str,
    plot: Path | None,
) -> None:
    """Show the situation of a day from incidents (JSON lines of communique link): who is said to hold which place, since when and
    by whose word, losses, counts, a timeline, and what changed since an earlier day.

    Only what was reported by the day is used, so that the picture of that day can be seen again.
    """
    _check_suffix(plot)
    day = (on.date() if on else datetime.datetime.now(tz=datetime.UTC).date()).isoformat()
    earlier = since.date().isoformat() if since else None
    if earlier is not None and earlier >= day:
        raise click.UsageError(f"--since {earlier} is not before --on {day}; give an earlier day")
    with user_errors():
        scope = _scope(Gazetteer.open(), country, place, actor)
        latest = None if place or actor or form == "json" else LATEST
        found = situation_of(read_incidents(files), Question(on=day, since=earlier, scope=scope, latest=latest))
    if plot is not None:
        _draw(found, plot, scope)
    _print(found, form)


def _check_suffix(plot: Path | None) -> None:
    if plot is not None and plot.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"--plot {plot}: no picture has this suffix; end the name in {' or '.join(SUFFIXES)}")


def _scope(gazetteer: Gazetteer, country: str | None, place: str | None, actor: str | None) -> Scope:
    """What the options ask for. Raises ``UserError`` for a name that is no country's."""
    known = None if country is None else gazetteer.country(country) or gazetteer.country(country.upper())
    if country is not None and known is None:
        raise UserError(f"--country {country}: no country of this name or ISO code; try its English name")
    cache: dict[str, str | None] = {}

    def country_of(name: str) -> str | None:
        if name not in cache:
            entry = gazetteer.country(name)
            cache[name] = entry.name if entry else None
        return cache[name]

    ids = {entry.geonameid for entry in gazetteer.lookup(place) if entry.geonameid is not None} if place else ()
    names = _actor_names(actor) if actor else ()
    return Scope(
        country=known.name if known else None,
        country_of=country_of,
        place=place,
        place_ids=frozenset(ids),
        actor=actor,
        actor_names=frozenset(names),
    )


def _actor_names(actor: str) -> set[str]:
    """The names of the groups that an alias or acronym stands for."""
    lists = load_actor_lists()
    return {group.name for group in (*lists.by_alias.get(normalise(actor), ()), *lists.by_acronym.get(actor, ()))}


def _print(found: Situation, form: str) -> None:
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        write_text(found, sys.stdout)


def _draw(found: Situation, plot: Path, scope: Scope) -> None:
    # matplotlib takes half a second to import, which no other command should wait for
    from communique.situation.plot.outlines import Outlines
    from communique.situation.plot.picture import draw

    entry = Gazetteer.open().country(scope.country) if scope.country else None
    part = plot.with_name(f"{plot.stem}.part{plot.suffix}")
    try:
        plot.parent.mkdir(parents=True, exist_ok=True)
        draw(found, part, Outlines.packaged(), entry.country if entry else None)
        part.replace(plot)
    except OSError as error:
        raise UserError(f"{plot}: cannot be written ({error.strerror}); choose another place with --plot") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
