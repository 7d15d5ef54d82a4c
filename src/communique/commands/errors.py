"""Errors as a user should see them: one line, exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from communique.codebook.check import CodebookError
from communique.gazetteer import ImportProblem
from communique.incidents.decisions import DecisionError
from communique.incidents.inputs import InputError
from communique.incidents.store import StoreError


class UserError(click.ClickException):
    """What the user can mend: shown as one line, exit code 2."""

    exit_code = 2


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn the library's errors about a user's files into one clear line each."""
    try:
        yield
    except (CodebookError, DecisionError, ImportProblem, InputError, StoreError) as error:
        raise UserError(str(error)) from error
