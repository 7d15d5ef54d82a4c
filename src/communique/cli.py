"""The command line: a thin layer over the library."""

import click

from communique import __version__
from communique.commands.backup import backup, restore
from communique.commands.code import code
from communique.commands.codebook import codebook
from communique.commands.doctor import doctor
from communique.commands.evaluate import evaluate
from communique.commands.explain import explain
from communique.commands.explain_link import explain_link
from communique.commands.export import export, import_
from communique.commands.gazetteer import gazetteer
from communique.commands.incident import incident
from communique.commands.link import link
from communique.commands.recode import recode
from communique.commands.reindex import reindex
from communique.commands.returns import returns
from communique.commands.schema import schema
from communique.commands.serve import serve, web
from communique.commands.situation import situation
from communique.commands.worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="communique")
def main() -> None:
    """Read news reports of armed conflict into sourced events.

    Start with: communique code REPORT.txt --published 2013-01-21
    """


for command in (
    code,
    link,
    explain,
    explain_link,
    incident,
    situation,
    export,
    import_,
    codebook,
    evaluate,
    gazetteer,
    schema,
    serve,
    web,
    worker,
    recode,
    doctor,
    backup,
    restore,
    reindex,
    returns,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
