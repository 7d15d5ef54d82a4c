"""``communique worker``: ask sources, read pages, code reports and link events, as they are due."""

import signal
from types import FrameType

import click

from communique.coding.learned import LearnedReaderError
from communique.commands.errors import UserError, user_errors
from communique.commands.opening import open_desk


@click.command(short_help="Do the desk's work: ask, read, code, link.")
@click.option("--once", is_flag=True, help="Do every step once and leave.")
@click.option("--until-idle", is_flag=True, help="Leave when nothing is due.")
def worker(once: bool, until_idle: bool) -> None:
    """Ask sources that are due, read what they gave, code the reports and link their events, until told to leave.

    Any number of workers may run beside each other, on one machine or several. Each may be killed at any moment: what it was at is
    done again by another a minute later. On SIGTERM or Ctrl-C it finishes its step and leaves with exit code 0.

    \b
    communique worker
    communique worker --until-idle
    """
    open_desk()
    from communique.desk.ingest.coder import open_coding
    from communique.desk.ingest.working import Work, run, unmigrated

    if missing := unmigrated():
        raise UserError(f"the database is not up to date ({missing[0]}); start the desk with communique serve first")
    with user_errors():
        try:
            work = Work(open_coding())
        except LearnedReaderError as error:
            raise UserError(f"{error}; or set COMMUNIQUE_READER=rules") from error

    def leave(_number: int, _frame: FrameType | None) -> None:
        work.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    run(work, once=once, until_idle=until_idle)
