"""What the user names, one input after another: files, folders, addresses, standard input."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from communique.reading import dates
from communique.reading.addresses import is_address
from communique.reading.draft import Item, Items, Options
from communique.reading.failure import Failure, UnreadableError
from communique.reading.feed import read_feed
from communique.reading.fetching import fetch
from communique.reading.html import read_html
from communique.reading.jsonl import read_jsonl
from communique.reading.kinds import BY_SUFFIX, Kind, kind_of, suffix_kind
from communique.reading.plain import read_text
from communique.reading.streams import Opened, is_gzip, opened, peek_unpacked, unpacked
from communique.reading.warc import read_warc

READERS = {"text": read_text, "html": read_html, "feed": read_feed, "warc": read_warc, "jsonl": read_jsonl}
STDIN = "-"


def read_inputs(
    inputs: Sequence[str], *, published: date | None = None, language: str | None = None, strict: bool = False
) -> Iterator[Item]:
    """The reports of the inputs, in order, one at a time; a ``Failure`` for each input or part that gives none.

    ``inputs`` are files, folders (searched through), http(s) addresses and ``-`` for standard input. ``published`` and
    ``language`` hold for all reports, over what they say themselves. ``strict`` ends after the first failure.
    """
    items = _all(inputs, Options(published, language))
    for item in items:
        yield item
        if strict and isinstance(item, Failure):
            return


def read_bytes(
    data: bytes,
    name: str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    charset: str | None = None,
    kind: Kind | None = None,
    options: Options | None = None,
) -> Iterator[Item]:
    """The reports of bytes that were fetched or handed in, as ``read_inputs`` gives them.

    ``name`` names them in failures; ``kind`` is told by content, name and type where it is not given.
    """
    source = opened(name, io.BytesIO(data), url=url, content_type=content_type, charset=charset)
    try:
        yield from _read(source, options or Options(), kind)
    except UnreadableError as error:
        yield error.failure(name)


def _all(inputs: Sequence[str], options: Options) -> Items:
    if options.published and dates.credible(options.published) is None:
        yield Failure(
            "--published",
            f"{options.published} is no date that a report can have",
            "give the day the reports were published",
        )
        return
    for name in inputs:
        if name != STDIN and not is_address(name) and Path(name).is_dir():
            yield from _folder(Path(name), options)
        else:
            yield from _input(name, options)


def _folder(folder: Path, options: Options) -> Items:
    """Every file under the folder that has a name of a kind that is read, sorted; hidden ones are let be."""
    seen = False
    for path in _files(folder):
        seen = True
        yield from _input(str(path), options)
    if not seen:
        suffixes = ", ".join(sorted(BY_SUFFIX))
        yield Failure(
            str(folder), "the folder has no file that is read", f"give files named {suffixes} (or these with .gz)"
        )


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(files) if not name.startswith(".") and suffix_kind(name))


def _input(name: str, options: Options) -> Items:
    """The reports of one file, address or standard input; what goes wrong with it is a failure."""
    try:
        if name == STDIN:
            yield from _read(opened(STDIN, sys.stdin.buffer), options)
        elif is_address(name):
            yield from _read(fetch(name), options)
        else:
            with Path(name).open("rb") as stream:
                yield from _read(opened(name, stream), options)
    except UnreadableError as error:
        yield error.failure(name)
    except FileNotFoundError:
        yield Failure(name, "there is no such file or folder", "check the name")
    except OSError as error:
        yield Failure(
            name, f"it cannot be opened ({error.strerror or error})", "check its permissions, or copy it again"
        )


def _read(source: Opened, options: Options, kind: Kind | None = None) -> Items:
    """The reports of an opened input. Raises ``UnreadableError``."""
    head = source.head
    if is_gzip(source):
        head = peek_unpacked(source)
        if not head.startswith(b"WARC/"):  # the WARC reader unpacks record by record itself
            source = unpacked(source)
            head = source.head
    if not head.strip():
        raise UnreadableError("it is empty", "leave it out, or give a file with text")
    yield from READERS[kind or kind_of(source, head)](source, options)
