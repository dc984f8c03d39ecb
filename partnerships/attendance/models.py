from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.base import clock, tokens
from partnerships.base.records import Record
from partnerships.meeting.models import Meeting, PartQuerySet

PURPOSE = "invite"


class Told(models.Model):
    """Up to which change of its plan everybody invited to this meeting has been written to."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+", primary_key=True)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.sequence}"


class Invite(Record):
    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        YES = "yes", pgettext_lazy("answer to an invitation", "comes")
        MAYBE = "maybe", pgettext_lazy("answer to an invitation", "comes perhaps")
        NO = "no", pgettext_lazy("answer to an invitation", "does not come")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invites")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    nonce = models.CharField(max_length=32, default=tokens.nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    told = models.IntegerField(default=-1, editable=False)  # SEQUENCE of the last letter
    begins_told = models.DateTimeField(null=True, editable=False)
    ends_told = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="invite_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.meeting_id}"

    @property
    def token(self) -> str:
        return tokens.token_of(PURPOSE, self.pk, self.nonce)

    def save(self, *args, **kwargs) -> None:
        """The token's digest goes with the row."""
        self.token_hash = tokens.digest(self.token)
        super().save(*args, **kwargs)
