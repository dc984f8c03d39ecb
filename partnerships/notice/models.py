from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.records import Record


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self):
        """Those that should be on their way by now."""
        return self.filter(state=Letter.State.WAITING, next_try_at__lte=clock.now())


class Letter(Record):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be delivered")

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    person = models.ForeignKey("partnerships.Person", on_delete=models.CASCADE, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)  # an invitation as RFC 5545 writes it, or its cancellation
    calendar_method = models.CharField(max_length=10, blank=True)
    secret = models.BooleanField(default=False, help_text="carries a link that opens something: emptied once it is sent or given up")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="letter_waiting")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
