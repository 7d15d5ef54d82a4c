"""Pages that are made from the program itself, so that they cannot drift: one a type, the commands, the schema."""

import json
from collections.abc import Iterator

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from communique.cli import main
from communique.codebook.show import show_type
from communique.codebook.types import load_codebook
from communique.schema import event_schema, incident_schema, report_schema


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the made pages to the site."""
    for path, text in pages():
        files.append(File.generated(config, path, content=text))
    return files


def pages() -> Iterator[tuple[str, str]]:
    """Path and text of every made page."""
    codebook = load_codebook()
    for name, event_type in codebook.types.items():
        yield f"types/{name}.md", f"# {name}\n\n{event_type.definition}\n\n```text\n{show_type(codebook, name)}```\n"
    rows = "\n".join(f"| [`{n}`]({n}.md) | {' '.join(t.definition.split())} |" for n, t in codebook.types.items())
    yield "types/index.md", f"# The types\n\n| type | what it is |\n|---|---|\n{rows}\n"
    yield "commands.md", commands_page()
    yield "schema.md", schema_page()


def commands_page() -> str:
    """The help of every command, as it is printed."""
    exits = "Exit codes: 0 all read, 1 something went wrong on the machine, 2 an input or an option to mend."
    parts = [f"# Commands\n\nWhat `--help` prints. {exits}\n"]
    for path, command in commands(main, ("communique",)):
        context = click.Context(command, info_name=" ".join(path), max_content_width=100)
        parts.append(f"## {' '.join(path)}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it."""
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from commands(child, (*path, name))


def schema_page() -> str:
    """The JSON Schemas in full."""
    intro = "# JSON Schema of the record\n\n`communique schema event` and `communique schema report` print these.\n"
    blocks = [
        (title, json.dumps(schema, indent=2))
        for title, schema in (("Event", event_schema()), ("Incident", incident_schema()), ("Report", report_schema()))
    ]
    return intro + "".join(f"\n## {title}\n\n```json\n{text}\n```\n" for title, text in blocks)
