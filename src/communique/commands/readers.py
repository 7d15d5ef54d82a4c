"""Who reads, as the user asks for it with ``--reader``."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

import click

from communique.codebook.types import load_codebook
from communique.coding.learned import LearnedReaderError
from communique.coding.pipeline import load
from communique.coding.readers import DEFAULT_READER, READERS
from communique.commands.errors import UserError
from communique.model import Event, Report
from communique.reading import Failure

LLM = "llm"
Command = TypeVar("Command", bound=Callable[..., Any])


class Reader(Protocol):
    """What a command needs of a coder."""

    def stream(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Event] | Failure]]:
        """Each report with its events, or with why it could not be read."""


def reader_option(command: Command) -> Command:
    """The option ``--reader``."""
    kinds = click.Choice((*READERS, LLM))
    told = "Who reads: the rules, a small encoder (learned), both, or a language model (llm, see docs/llm.md)."
    return click.option("--reader", type=kinds, default=DEFAULT_READER, show_default=True, help=told)(command)


def open_reader(name: str, codebook: str | None) -> Reader:
    """The reader of that name. Raises ``UserError`` where the llm reader is not set up."""
    if name != LLM:
        return _coder(name, codebook)
    from communique.coding.llm import LlmError, LlmReader, settings_from  # only who asks for it pays for it

    try:
        settings = settings_from(os.environ)
    except LlmError as error:
        raise UserError(f"{error.reason}; {error.remedy}") from error
    return LlmReader(load(codebook, "rules"), load_codebook(codebook), settings)


def _coder(name: str, codebook: str | None) -> Reader:
    try:
        return load(codebook, name)
    except LearnedReaderError as error:
        raise UserError(f"{error}; or read with --reader rules") from error
