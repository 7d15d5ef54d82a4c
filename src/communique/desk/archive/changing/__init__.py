"""What people change: every function keeps the change, who made it and why, in one transaction with its effect.

All raise ``ChangeRefused`` with words for the one who asked, and ``Outdated`` where the event moved on since the form was made.
"""

from communique.desk.archive.changing.adding import add_event
from communique.desk.archive.changing.correcting import cannot_be_located, correct, reported_near
from communique.desk.archive.changing.grouping import apart, merge, split, undo_decision
from communique.desk.archive.changing.history import ChangeRefused, Outdated, note
from communique.desk.archive.changing.judging import accept, reject, withdraw, withdraw_report
from communique.desk.archive.changing.reverting import revert

__all__ = [
    "ChangeRefused",
    "Outdated",
    "accept",
    "add_event",
    "apart",
    "cannot_be_located",
    "correct",
    "merge",
    "note",
    "reject",
    "reported_near",
    "revert",
    "split",
    "undo_decision",
    "withdraw",
    "withdraw_report",
]
