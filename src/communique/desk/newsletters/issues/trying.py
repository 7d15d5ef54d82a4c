"""A test: the issue as it is now, to the editor who asks for it."""

from copy import copy

from django.conf import settings

from communique.desk.accounts.models import User
from communique.desk.newsletters.issues.approving import IssueRefused
from communique.desk.newsletters.issues.bodies import bodies, platform_of
from communique.desk.newsletters.issues.handing import elsewhere
from communique.desk.newsletters.mailchimp.campaigns import ask_test
from communique.desk.newsletters.models import Issue
from communique.desk.newsletters.smtp.errors import (
    MailSetupError,
    OutcomeUnknown,
    ServerRefuses,
    ServerUnavailable,
)
from communique.desk.newsletters.smtp.plain import send_one

MARK = "[Test]"


def send_test(issue: Issue, who: User) -> str:
    """Mail it to their own address; what came of it. Its personal links are of nobody. Raises ``IssueRefused`` in words."""
    if not who.email:
        raise IssueRefused("Your account has no address. Give it one first.")
    where = elsewhere(issue)
    if where and platform_of(issue) != settings.PLATFORM:
        raise IssueRefused(f"No test can be sent now. {where.words}")
    if settings.PLATFORM == "mailchimp":
        ask_test(issue, who.email)
        return f"Mailchimp mails a test to {who.email} within a minute."
    marked = copy(issue)
    marked.subject = f"{MARK} {issue.subject}"
    try:
        reply = send_one(marked, who.email, bodies(issue))
    except (MailSetupError, ServerUnavailable, ServerRefuses, OutcomeUnknown) as error:
        raise IssueRefused(f"The test was not sent: {error}") from error
    if not reply.accepted:
        raise IssueRefused(f"The mail server refused the test: {reply.code} {reply.words}")
    return f"A test is with the mail server, for {who.email}: {reply.code} {reply.words}"
