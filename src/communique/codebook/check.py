"""Checks a codebook folder, the built-in one or a user's own, and says what is wrong, where, and how to mend it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from communique.codebook import files
from communique.codebook.check_types import Fault, Names, event_type, known
from communique.codebook.files import Document
from communique.codebook.vocabulary import ROLES, SLOTS


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: ``file`` is relative to the folder checked, ``line`` counts from 1."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        remedy = self.remedy if self.remedy.endswith((".", "?", ")")) else f"{self.remedy}."
        return f"{self.file}:{self.line}: {self.message.rstrip('.')}. {remedy}"


class CodebookError(ValueError):
    """A codebook that cannot be used; its text has one line a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def check_codebook(folder: Traversable) -> list[Problem]:
    """The mistakes in a folder, by file and line; none if it may be used. Built-in names may be used in it."""
    if not folder.is_dir():
        return [Problem(str(folder), 1, "there is no such folder", "Give the folder that holds your types/ and lists")]
    sources = _sources(folder)
    problems = [*_strangers(folder)]
    if not sources and not problems:
        wanted = f"{files.TYPES_FOLDER}/*.yaml, {', '.join(files.SINGLE_FILES)}"
        return [Problem(str(folder), 1, "the folder has no codebook file", f"Put one or more of these in it: {wanted}")]
    documents: dict[str, Document] = {}
    for name, file in sources.items():
        found = _read(name, file)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            documents[name] = found
    names = _names(documents)
    for name, document in documents.items():
        problems.extend(_of_document(name, document, names))
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


def _sources(folder: Traversable) -> dict[str, Traversable]:
    types = {f"{files.TYPES_FOLDER}/{file.name}": file for file in files.type_files(folder)}
    return {**types, **files.single_files(folder)}


def _strangers(folder: Traversable) -> Iterator[Problem]:
    """Files of types that lie outside ``types/``, where nobody reads them."""
    if folder == files.BUILT_IN:
        return
    for file in folder.iterdir():
        if file.name.endswith((".yaml", ".yml")) and file.name not in (*files.SINGLE_FILES, *files.OTHER_FILES):
            yield Problem(file.name, 1, "this file is not read", f"Move a type's file into {files.TYPES_FOLDER}/")


def _read(name: str, file: Traversable) -> Document | Problem:
    try:
        return files.read_with_lines(file)
    except UnicodeDecodeError:
        return Problem(name, 1, "the file is not UTF-8 text", "Save it as UTF-8")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        reason = getattr(error, "problem", None) or "the text cannot be read"
        return Problem(name, line, f"not YAML: {reason}", "Look at brackets, quotes and indents on this line")


def _names(documents: Mapping[str, Document]) -> Names:
    """What may be referred to: built-in names, and those of the documents."""
    own_types = [_key(d.value, "type") for name, d in documents.items() if name.startswith(files.TYPES_FOLDER)]
    built_in = {name: _keys(files.read(file)) for name, file in files.single_files(files.BUILT_IN).items()}
    return Names(
        types=frozenset((*_built_in_types(), *(name for name in own_types if name))),
        built_in_types=frozenset(_built_in_types()),
        frames=built_in["frames.yaml"] | _keys(_value(documents, "frames.yaml")),
        classes=built_in["classes.yaml"] | _keys(_value(documents, "classes.yaml")),
    )


def _built_in_types() -> list[str]:
    return [file.name.rpartition(".")[0] for file in files.type_files(files.BUILT_IN)]


def _key(value: Any, key: str) -> str | None:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def _keys(value: Any) -> frozenset[str]:
    return frozenset(key for key in value if isinstance(key, str)) if isinstance(value, dict) else frozenset()


def _value(documents: Mapping[str, Document], name: str) -> Any:
    return documents[name].value if name in documents else None


def _of_document(name: str, document: Document, names: Names) -> Iterator[Problem]:
    for where, line in document.repeated:
        yield Problem(name, line, f"{where[-1]!r} stands twice", "Keep one of the two")
    own = CHECKS.get(name)
    for fault in event_type(document.value, name, names) if own is None else own(document.value, names):
        yield Problem(name, document.line(fault.where), fault.message, fault.remedy)


def _frames(value: Any, names: Names) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault((), "the file must be a mapping of frames", "Write `name:` and under it `verb:` and `noun:`")
        return
    for name, frame in value.items():
        if not isinstance(frame, dict) or set(frame) != {"verb", "noun"}:
            yield Fault(
                (name,), f"frame {name!r} must have verb and noun", "Write both, each a mapping of slot to role"
            )
            continue
        for kind, table in frame.items():
            yield from _roles((name, kind), table)


def _roles(where: files.Where, table: Any) -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault(where, "this must map slots to roles", "Write {subject: initiator, object: recipient}")
        return
    for slot, role in table.items():
        if slot not in SLOTS:
            yield Fault((*where, slot), f"unknown slot {slot!r}", "Use subject, object, ... or a preposition")
        if not known(role, ROLES):
            yield Fault((*where, slot), f"unknown role {role!r}", f"Use one of: {', '.join(sorted(ROLES))}")


def _classes(value: Any, names: Names) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault((), "the file must be a mapping of classes", "Write `name:` and under it `lemmas: [...]`")
        return
    for name, entry in value.items():
        lemmas = entry.get("lemmas") if isinstance(entry, dict) else None
        if not isinstance(lemmas, list) or not lemmas or not all(isinstance(word, str) for word in lemmas):
            yield Fault((name,), f"class {name!r} has no lemmas", "Write `lemmas:` with a list of words")
            continue
        for position, word in enumerate(lemmas):
            if word != word.lower() or " " in word:
                where = (name, "lemmas", position)
                yield Fault(where, f"{word!r} is not one word in small letters", "Write a lemma, or put it in phrases")


def _hierarchy(value: Any, names: Names) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault((), "the file must be a list of types", "Write one `- type` a line, the most decisive first")
        return
    for position, name in enumerate(value):
        if not known(name, names.types):
            yield Fault((position,), f"unknown type {name!r}", "Add its file to types/, or take it out")
        elif name in value[:position]:
            yield Fault((position,), f"type {name!r} stands twice", "Keep the higher of the two")


CHECKS: Mapping[str, Callable[[Any, Names], Iterator[Fault]]] = {
    "frames.yaml": _frames,
    "classes.yaml": _classes,
    "hierarchy.yaml": _hierarchy,
}
