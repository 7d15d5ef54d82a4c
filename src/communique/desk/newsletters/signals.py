"""What others may listen to; sent inside the transaction that makes the change, so that what they keep changes with it."""

from django.dispatch import Signal

subscriptions_changed = Signal()
"""``subscriber``: whose lists, address or state changed; ``former``: the address before, empty where it stayed; ``erased``: whether
the address is to be forgotten everywhere."""
