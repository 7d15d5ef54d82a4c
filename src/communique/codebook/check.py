"""Checks a codebook folder, the built-in one or a user's own, and says what is wrong, where, and how to mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: ``line`` counts from 1."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}. {self.remedy}."


class CodebookError(ValueError):
    """A codebook that cannot be used; its text has one line a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def check_codebook(folder: Path) -> list[Problem]:
    """The mistakes in a folder, in the order of files and lines; none if it may be used."""
    return []
