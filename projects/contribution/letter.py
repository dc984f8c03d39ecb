"""The letters of a contribution."""

from django.db import models

from partnerships.base.records import Record
from projects.contribution.models import Contribution


class Message(Record):
    """Question and answer on a request; both sides read it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:60]
