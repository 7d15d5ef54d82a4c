"""Errors as the API tells them: application/problem+json (RFC 9457)."""

from communique.desk.api.problems.kinds import Kind, kinds
from communique.desk.api.problems.problem import FieldProblem, Problem, Refused, answer

__all__ = ["FieldProblem", "Kind", "Problem", "Refused", "answer", "kinds"]
