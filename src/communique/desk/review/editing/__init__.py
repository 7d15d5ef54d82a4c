"""Editors of the record: one form a field, made from the words that were selected in the report."""

from communique.desk.review.editing.base import Editor, Subject
from communique.desk.review.editing.registry import EDITORS, editor

__all__ = ["EDITORS", "Editor", "Subject", "editor"]
