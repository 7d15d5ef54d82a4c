"""Domains of addresses that are thrown away after one mail: the list of the package ``disposable-email-domains``."""

from disposable_email_domains import blocklist


def throwaway(address: str) -> bool:
    """Whether a normal address is of such a domain or of one below it."""
    labels = address.rpartition("@")[2].split(".")
    return any(".".join(labels[start:]) in blocklist for start in range(len(labels) - 1))
