"""CSV files of a data set's own form: exact headers, UTF-8, values as they are. Shared by ACLED and UCDP GED."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from communique.exports.projection import LeftOut, Outcome, UnreadableError
from communique.model import Incident

Row = Mapping[str, str]


class NoRowError(Exception):
    """The incident has no row; the message is the reason, in words."""


def write_rows(
    incidents: Iterable[Incident],
    out: BinaryIO,
    columns: Sequence[str],
    rows_of: Callable[[Incident], Sequence[Row]],
) -> Outcome:
    """Write the rows as they come: commas, a line feed after each row, nothing guarded. ``rows_of`` raises ``NoRowError``."""
    outcome = Outcome()
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        for incident in incidents:
            outcome.incidents += 1
            try:
                found = rows_of(incident)
            except NoRowError as reason:
                outcome.left_out.append(LeftOut(incident.id, str(reason)))
                continue
            writer.writerows(found)
            outcome.rows += len(found)
    finally:
        text.detach()
    return outcome


def read_rows(stream: BinaryIO, columns: Sequence[str], whose: str) -> Iterator[tuple[Row, int]]:
    """The rows with the number of their last line; other columns are passed over. Raises ``UnreadableError``."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        reader = csv.DictReader(text, restval="")
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableError(f"line 1: columns missing: {', '.join(missing)}; export all of {whose} columns")
        for row in reader:
            yield {column: row[column] for column in columns}, reader.line_num
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except csv.Error as error:
        raise UnreadableError(f"not a CSV: {error}") from error
    finally:
        text.detach()
