"""Which reader a command opens, and what it says where one cannot be had."""

import pytest

from communique.coding.learned import LearnedReaderError
from communique.commands import readers
from communique.commands.errors import UserError


def test_a_learned_reader_that_cannot_run_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(codebook: str | None, name: str) -> None:
        raise LearnedReaderError(f"{name} needs onnxruntime")

    monkeypatch.setattr(readers, "load", refuse)
    with pytest.raises(UserError, match="both needs onnxruntime; or read with --reader rules"):
        readers.open_reader("both", None)
