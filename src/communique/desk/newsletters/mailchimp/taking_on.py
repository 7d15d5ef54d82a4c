"""Bringing everybody who agreed to Mailchimp: when it is chosen first, or the audience is another."""

from communique.desk.newsletters.models import RemoteTask, Subscriber

ROWS = 1000


def take_on() -> int:
    """A task for each active subscriber; those whose notice did not name Mailchimp are left out when it is their turn."""
    active = Subscriber.objects.filter(state=Subscriber.State.ACTIVE, subscriptions__active=True, remote_task=None)
    wanted = list(active.distinct().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(wanted), ROWS):
        made = [RemoteTask(subscriber_id=pk) for pk in wanted[start : start + ROWS]]
        RemoteTask.objects.bulk_create(made, ignore_conflicts=True)
    return len(wanted)
