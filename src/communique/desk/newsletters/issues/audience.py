"""Whom an issue would go to if it were frozen now. The audience itself is written down by ``sending.freezing``."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from communique.desk.newsletters.models import Issue, Subscriber, Subscription


def expected(issue: Issue) -> int:
    """Active subscriptions of its list, with its frequency, of active people who have not paused."""
    return waiting(issue).count()


def waiting(issue: Issue) -> QuerySet[Subscription]:
    """These subscriptions."""
    own = Q(frequency=issue.frequency)
    if issue.frequency == issue.list.frequency:
        own |= Q(frequency="")
    today = timezone.now().date()
    awake = Q(subscriber__paused_until=None) | Q(subscriber__paused_until__lte=today)
    places = Subscription.objects.filter(own, awake, list=issue.list_id, active=True)
    return places.filter(subscriber__state=Subscriber.State.ACTIVE)
