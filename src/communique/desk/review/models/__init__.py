"""What reviewing keeps beside the archive: who works on what, what people say to each other, and second readings."""

from communique.desk.review.models.comments import Comment
from communique.desk.review.models.samples import Item, Reading, Sample
from communique.desk.review.models.work import Assignment, Lock

__all__ = ["Assignment", "Comment", "Item", "Lock", "Reading", "Sample"]
