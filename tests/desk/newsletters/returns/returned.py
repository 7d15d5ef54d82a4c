"""Messages as mail servers give them back, and deliveries that they are about."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from desk.newsletters.people import a_list
from django.utils import timezone

from communique.desk.newsletters.models import Delivery, Issue, MailingList, Subscriber
from communique.desk.newsletters.tokens import return_token

RETURNS = "bounces@news.example"


def an_issue_of(mailing_list: MailingList, number: int = 1) -> Issue:
    """That went out."""
    return Issue.objects.create(
        list=mailing_list, number=number, frequency="weekly", state="sending", subject="News", content={}
    )


def a_delivery(
    subscriber: Subscriber, issue: Issue | None = None, at: datetime | None = None, **more: object
) -> Delivery:
    """That the mail server took, an hour from now where nothing is said: after the address was confirmed."""
    given = {
        "issue": issue or an_issue_of(a_list()),
        "address": subscriber.address,
        "domain": subscriber.address.rpartition("@")[2],
        "state": "accepted",
        "at": at or timezone.now() + timedelta(hours=1),
    }
    return Delivery.objects.create(subscriber=subscriber, **{**given, **more})


def returns_to(delivery: Delivery) -> str:
    """Its own return address."""
    local, _, domain = RETURNS.partition("@")
    return f"{local}+{return_token(delivery.pk)}@{domain}"


def a_bounce(
    to: str, status: str = "5.1.1", words: str = "smtp; 550 no", action: str = "failed", given: str = ""
) -> bytes:
    """RFC 3464. ``given``: the headers of the message that is given back."""
    return f"""Return-Path: <>
To: {to}
From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not hand your message over.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; somebody@there.example
Action: {action}
Status: {status}
Diagnostic-Code: {words}

--b
Content-Type: text/rfc822-headers

Subject: News
{given}

--b--
""".replace("\n", "\r\n").encode()


def a_complaint(about: Delivery, kind: str = "abuse") -> bytes:
    """RFC 5965, by the example there; the recipient is taken out, as many do."""
    return f"""From: <abusedesk@provider.example>
To: abuse@news.example
Subject: FW: News
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{returns_to(about)}>

--b
Content-Type: message/rfc822

From: desk@news.example
To: redacted@provider.example
Subject: News
Message-ID: <{return_token(about.pk)}@news.example>

Text
--b--
""".replace("\n", "\r\n").encode()


def a_letter(to: str, subject: str, **more: str) -> bytes:
    """That somebody, or a program of theirs, wrote."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "somebody@there.example", to, subject
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content("Hello\n")
    return bytes(made)
