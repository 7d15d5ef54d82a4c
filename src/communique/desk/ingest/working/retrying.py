"""Try again what failed, because a person asks for it."""

from django.db import transaction

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused, note
from communique.desk.archive.models import Change, Report, Snapshot


def retry(report: Report, who: User, why: str = "") -> Change:
    """Let a failed report wait to be coded, as if it were new. Raises ``ChangeRefused`` where it is not failed."""
    state, waiting = Report.State.FAILED, Report.State.WAITING
    with transaction.atomic():
        failed = Report.objects.filter(pk=report.pk, state=state)
        if not failed.update(state=waiting, attempts=0, error="", due_at=None, lease_until=None, leased_by=""):
            raise ChangeRefused("This report has not failed; only a failed one is tried again.")
        return note(who, Change.Subject.REPORT, report.name, "state", state, waiting, why or "tried again")


def retry_snapshot(snapshot: Snapshot) -> None:
    """Let a failed snapshot wait to be read, as if it were new. Raises ``ChangeRefused`` where it is not failed."""
    failed = Snapshot.objects.filter(pk=snapshot.pk, state=Snapshot.State.FAILED)
    if not failed.update(state=Snapshot.State.FETCHED, attempts=0, error="", lease_until=None, leased_by=""):
        raise ChangeRefused("This was read; only what failed is tried again.")
