"""Record: a row with an opaque id that sorts by time of creation (UUID version 7), so that addresses reveal no counts."""

from django.db import models
from uuid_utils.compat import uuid7

from partnerships.base import clock


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
