"""What others may listen to; sent inside the transaction that makes the change, so that what they keep changes with it."""

from django.dispatch import Signal

reports_kept = Signal()
"""``names``: reports that came in or whose text is now another's to show."""
compositions_changed = Signal()
"""``numbers``: incidents that were composed anew, merged or withdrawn."""
