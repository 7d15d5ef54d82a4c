"""How much was asked of late, over all processes."""

from django.db import models


class Bucket(models.Model):
    """A bucket that fills steadily and from which every request takes. One number tells how full it is: the moment at which it
    will be full again."""

    key = models.CharField(max_length=80, primary_key=True)
    full_at = models.FloatField(db_index=True)
    """Seconds since 1970."""

    def __str__(self) -> str:
        return self.key
