"""Bytes to reports: files, folders, addresses and standard input; text, HTML, feeds, WARC, JSON lines."""

from communique.reading.draft import Options
from communique.reading.failure import Failure
from communique.reading.inputs import read_bytes, read_inputs
from communique.reading.language import supported

__all__ = ["Failure", "Options", "read_bytes", "read_inputs", "supported"]
