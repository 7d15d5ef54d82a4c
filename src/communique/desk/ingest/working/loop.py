"""The loop: what is due is done, step by step, until the worker is told to leave."""

import logging

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from communique.desk.ingest.working.heart import Heart
from communique.desk.ingest.working.holding import Work
from communique.desk.ingest.working.steps import STEPS

LOG = logging.getLogger("communique.worker")
TRIES = 6
"""Passes that the database may be out of reach in a row; the waits between them double from one second."""


def run(work: Work, *, once: bool = False, until_idle: bool = False) -> None:
    """Work until ``work.stopping`` is set, or for one pass, or until nothing is due.

    Raises Django's ``OperationalError`` where the database stays out of reach.
    """
    told = {"worker": work.name, "coded_with": work.coding.coded_with}
    LOG.info("the worker is here", extra=told)
    with Heart(work) as heart:
        while not work.stopping.is_set():
            done = _pass_again(work, heart)
            if once or (until_idle and not done):
                break
            if not done:
                work.stopping.wait(work.limits.idle.total_seconds())
    LOG.info("the worker leaves", extra=told)


def _pass_again(work: Work, heart: Heart) -> int:
    """One pass; again while the database cannot be reached."""
    for tried in range(TRIES):
        try:
            return _pass(work, heart)
        except (OperationalError, InterfaceError):
            if tried == TRIES - 1 or work.stopping.is_set():
                raise
            LOG.warning("the database could not be reached", exc_info=True)
            connection.close()
            heart.at("")
            work.stopping.wait(2**tried)
    return 0


def _pass(work: Work, heart: Heart) -> int:
    """Every step once; how much was done."""
    close_old_connections()
    done = 0
    for step in STEPS:
        if work.stopping.is_set():
            break
        heart.at(step.name)
        done += step.do(work)
    heart.at("")
    return done
