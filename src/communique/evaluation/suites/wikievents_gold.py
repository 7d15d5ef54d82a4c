"""Gold of suite ``wikievents``: documents with event triggers of the KAIROS ontology and their arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.evaluation.gold_files import GoldError, part, rows
from communique.model import Report, Span

ENDS = (".", "!", "?", "”", '"', "’")
"""What a sentence ends in; one that does not is a heading, and a paragraph of its own."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its role, its words, and the offsets of the mention."""

    role: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Trigger:
    """One event: its KAIROS type, the offsets of its trigger, and its arguments."""

    type: str
    span: Span
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its events."""

    report: Report
    triggers: tuple[Trigger, ...]


def load(gold: Path, name: str) -> list[Document]:
    """The documents of a part. Raises ``GoldError`` naming the file and the document that cannot be read."""
    path = part(gold, "wikievents", name)
    found = []
    for number, row in enumerate(rows(path), 1):
        try:
            found.append(document(row))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise GoldError(f"{path}, line {number}: not a document of WikiEvents ({error!r})") from error
    return found


def document(row: Mapping[str, Any]) -> Document:
    """One document, its text made of its sentences with a blank between them."""
    text, tokens = joined([(sentence[1], [token[0] for token in sentence[0]]) for sentence in row["sentences"]])
    spans = {each["id"]: (tokens[each["start"]][0], tokens[each["end"] - 1][1]) for each in row["entity_mentions"]}
    triggers = tuple(_trigger(each, tokens, spans) for each in row["event_mentions"])
    return Document(Report(id=row["doc_id"], text=text, language="en"), triggers)


def _trigger(row: Mapping[str, Any], tokens: Sequence[Span], spans: Mapping[str, Span]) -> Trigger:
    word = row["trigger"]
    span = (tokens[word["start"]][0], tokens[word["end"] - 1][1])
    arguments = [Argument(each["role"], each["text"], spans[each["entity_id"]]) for each in row["arguments"]]
    return Trigger(row["event_type"], span, tuple(arguments))


def joined(sentences: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, list[Span]]:
    """The text of sentences, and where each of their tokens stands in it. Raises ``ValueError`` where one does not."""
    text, tokens = "", list[Span]()
    for words, parts in sentences:
        at = len(text)
        text += words + (" " if words.rstrip().endswith(ENDS) else "\n\n")
        for each in parts:
            start = text.index(each, at)
            tokens.append((start, start + len(each)))
            at = start + len(each)
    return text.rstrip(), tokens
