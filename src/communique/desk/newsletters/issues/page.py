"""What the desk page of an issue shows."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from communique.desk.archive.changing.history import Subject
from communique.desk.archive.models import Change
from communique.desk.newsletters.issues.approving import WORDS, name_of
from communique.desk.newsletters.issues.bodies import specimen
from communique.desk.newsletters.issues.counting import counts_of
from communique.desk.newsletters.issues.editing import briefing_of, seal_of
from communique.desk.newsletters.issues.forms import WhenForm, WordsForm
from communique.desk.newsletters.issues.handing import elsewhere
from communique.desk.newsletters.issues.remote import campaign_of
from communique.desk.newsletters.issues.scheduling import wall
from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.sending.audience import GETS, on_list

State = Issue.State
MOVING = (State.APPROVED, State.FREEZING, State.SENDING)
HISTORY = 100


def page_of(issue: Issue, **forms: Any) -> dict[str, Any]:
    """The context of the template; ``forms`` are those that were sent and refused."""
    briefing = briefing_of(issue)
    shown: dict[str, Any] = {
        "issue": issue,
        "list": issue.list,
        "briefing": briefing,
        "items": [each for section in briefing.sections for each in section.items],
        "seal": seal_of(issue),
        "plain": specimen(issue).text,
        "platform": settings.PLATFORM,
        "may_test": settings.PLATFORM == "mailchimp" or bool(settings.EMAIL_HOST),
        "words_form": WordsForm(initial={"subject": issue.subject, "note": briefing.note}),
        "when_form": WhenForm(initial={"when": wall(issue.list, issue.due_at or timezone.now())}),
        "history": _history(issue),
        **status_of(issue),
    }
    return {**shown, **forms}


def status_of(issue: Issue) -> dict[str, Any]:
    """How far it is: what the page asks for again and again while it is being sent."""
    before = issue.state in (State.DRAFT, State.APPROVED)
    return {
        "issue": issue,
        "words": WORDS[State(issue.state)],
        "counts": counts_of(issue),
        "expected": _expected(issue) if before else None,
        "moving": issue.state in MOVING,
        "campaign": campaign_of(issue),
        "elsewhere": elsewhere(issue),
        "due_there": wall(issue.list, issue.due_at) if issue.due_at else None,
    }


def _expected(issue: Issue) -> dict[str, Any]:
    """How many would get it if its audience were written down now, and how many on the list would not, by why."""
    places: Any = on_list(issue, timezone.now().date())
    by_why = dict(places.order_by().values_list("why").annotate(Count("pk")))
    return {"gets": by_why.pop(GETS, 0), "left_out": dict(sorted(by_why.items()))}


def _history(issue: Issue) -> list[Change]:
    changes = Change.objects.filter(subject=Subject.ISSUE, subject_id=name_of(issue)).select_related("who")
    return list(changes.order_by("-pk")[:HISTORY])
