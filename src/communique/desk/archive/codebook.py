"""The codebook of this desk: the built-in one, with the operator's types laid over it."""

import functools

from django.conf import settings

from communique.codebook.types import Codebook, load_codebook


def codebook() -> Codebook:
    """As ``COMMUNIQUE_CODEBOOK`` says. Raises ``CodebookError`` where that folder is missing or breaks the format."""
    return _of(settings.CODEBOOK)


@functools.lru_cache(maxsize=4)
def _of(folder: str | None) -> Codebook:
    return load_codebook(folder)
