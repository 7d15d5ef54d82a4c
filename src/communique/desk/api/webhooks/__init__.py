"""Webhooks out: programs are told of incidents that are new, that changed, that were withdrawn.

Each address has a place in the order of changes and moves on in the transaction that makes its messages: whatever is killed,
no change is missed. Messages are signed as Standard Webhooks 1.0.0 has it and sent until they get through.
"""
