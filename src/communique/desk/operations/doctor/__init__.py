"""What may be wrong with a desk, looked at one thing at a time, each with its remedy."""

from communique.desk.operations.doctor.checks import Finding, examine

__all__ = ["Finding", "examine"]
