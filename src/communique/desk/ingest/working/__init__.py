"""The worker: asks what is due and does it. The state of all work is in rows, so that it may be killed at any moment.

A row is taken by an ``UPDATE`` that asks for its state and a lease that ran out, and given back by the step's last transaction.
What a killed worker held is taken by another once the lease runs out; every step may be done again without harm.
"""

from communique.desk.ingest.working.holding import Limits, Stopping, Work
from communique.desk.ingest.working.loop import run
from communique.desk.ingest.working.migrated import unmigrated
from communique.desk.ingest.working.retrying import retry, retry_snapshot
from communique.desk.ingest.working.seen import alive

__all__ = ["Limits", "Stopping", "Work", "alive", "retry", "retry_snapshot", "run", "unmigrated"]
