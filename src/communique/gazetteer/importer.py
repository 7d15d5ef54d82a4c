"""Takes in a user's own GeoNames dump, beside the built file, so that a rebuild leaves it alone."""

import csv
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from communique.gazetteer import build, sources, store
from communique.gazetteer.sources import Raw

COLUMNS = 19
BATCH = 50_000
KINDS = {"P": "city", "A": "admin2", "S": "site", "L": "region", "T": "region"}
"""GeoNames feature class to our kind."""
FEATURES = {
    "A": frozenset({"ADM1", "ADM2", "ADM3", "ADM4", "ADMD", "TERR", "ZN", "PRSH"}),
    "S": frozenset(
        "AIRB AIRF AIRH AIRP AIRQ BDG BRKS CMP CMPRF CSTL CTRA DAM FCL FT HSP INSM MFGM MLO MN MNQ MSQE MSTY OILR "
        "PAL PIER PO PPQ PRN PS PSH PSTB PSTC PSTP PYR RFC RSTN SCH STDM TNL TRIG UNIV CH CTHSE DPOF EST FNDY HBR MKT "
        "MUS OILJ OILT PRKHQ RUIN SQR TMPL WALL".split()
    ),
    "T": frozenset("ISL ISLS ISLET MT MTS PASS PEN PK VAL DSRT HLL HLLS PLAT CAPE PLN".split()),
    "L": frozenset("RGN AREA CST OAS RES MILB NVB CTRM OILF INDS PRK TRB CONT".split()),
}
"""Feature codes worth a mention in a report; class P is taken whole but for places that are no more (PPLH, PPLW)."""
GONE = frozenset({"PPLH", "PPLW", "PPLCH"})


class ImportProblem(Exception):  # noqa: N818  a user's file is the matter, not a fault
    """The dump cannot be taken in: the message names the file, the line and the remedy."""


def imported_path(path: Path | None = None) -> Path:
    """Where imported places are kept: next to the gazetteer's own file."""
    base = path or build.default_path()
    return base.with_name(base.stem + ".imported.sqlite")


def import_geonames(file: Path, path: Path | None = None) -> int:
    """Take in a GeoNames dump (19 columns between tabs, or the ``.zip`` of one). Returns how many places it gave.

    Repeating it changes nothing; several countries' files add up. All of a file is taken in, or nothing of it. Raises
    ``ImportProblem`` where the file is missing or is not such a dump.
    """
    target = imported_path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    never = sources.words("never.txt")
    with _lines(file) as lines:
        connection = sqlite3.connect(target)
        try:
            connection.executescript(store.TABLES.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
            with connection:
                return _take(connection, _places(file, lines), never)
        except sqlite3.DatabaseError as error:
            raise ImportProblem(f"{target}: {error}; delete this file and import again") from error
        finally:
            connection.close()


def _take(connection: sqlite3.Connection, places: Iterator[Raw], never: frozenset[str]) -> int:
    total = 0
    while batch := list(islice(places, BATCH)):
        total += store.fill(connection, batch, never, replace=True)
    return total


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[str]]:
    if not file.is_file():
        raise ImportProblem(f"{file}: no such file; get one from the GeoNames dump folder, such as ML.zip")
    if not zipfile.is_zipfile(file):
        with file.open(encoding="utf-8", newline="") as stream:
            yield iter(stream)
        return
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(".txt") and not name.startswith("readme")]
        if len(names) != 1:
            raise ImportProblem(f"{file}: holds {len(names)} data files, not one; unpack it and import the .txt")
        with archive.open(names[0]) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
            yield iter(stream)


def _places(file: Path, lines: Iterator[str]) -> Iterator[Raw]:
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        for number, fields in enumerate(reader, 1):
            if fields and (place := _place(file, number, fields)):
                yield place
    except UnicodeDecodeError as error:
        raise ImportProblem(f"{file}: not UTF-8 text ({error.reason}); is it a GeoNames dump?") from error


def _place(file: Path, number: int, fields: list[str]) -> Raw | None:
    if len(fields) != COLUMNS:
        raise ImportProblem(
            f"{file}, line {number}: {len(fields)} columns where a GeoNames dump has {COLUMNS}; "
            "give a country's file or allCountries, not alternateNames or a list of codes"
        )
    code, feature = fields[6], fields[7]
    if code not in KINDS or feature in GONE or (code != "P" and feature not in FEATURES[code]):
        return None
    try:
        return _raw(fields)
    except ValueError as error:
        raise ImportProblem(f"{file}, line {number}: {error}; fetch the file again") from error


def _raw(fields: list[str]) -> Raw:
    country, code, feature = fields[8], fields[6], fields[7]
    population = int(fields[14] or 0)
    admin1 = f"{country}.{fields[10]}" if fields[10] else None
    return Raw(
        name=fields[1],
        country=country or None,
        aliases=[name for name in (fields[2], *fields[3].split(",")) if name],
        geonameid=int(fields[0]),
        admin1=admin1,
        admin2=f"{admin1}.{fields[11]}" if admin1 and fields[11] else None,
        latitude=float(fields[4]),
        longitude=float(fields[5]),
        population=population,
        kind="admin1" if feature == "ADM1" else KINDS[code],
        accuracy=build.city_radius(population) if code == "P" else None,
        source="imported",
        feature=feature,
    )
