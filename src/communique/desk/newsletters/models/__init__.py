"""What newsletters keep. Consent, deliveries and returns are only ever added to; an erased person's address is taken out of all."""

from communique.desk.newsletters.models.consent import Consent, Notice
from communique.desk.newsletters.models.deliveries import Delivery, Pace, ReadReturn, Return
from communique.desk.newsletters.models.issues import Issue, Look, Told
from communique.desk.newsletters.models.lists import Frequency, MailingList
from communique.desk.newsletters.models.platform import Remote, RemoteTask
from communique.desk.newsletters.models.subscribers import SignUp, Subscriber, Subscription

__all__ = [
    "Consent",
    "Delivery",
    "Frequency",
    "Issue",
    "Look",
    "MailingList",
    "Notice",
    "Pace",
    "ReadReturn",
    "Remote",
    "RemoteTask",
    "Return",
    "SignUp",
    "Subscriber",
    "Subscription",
    "Told",
]
