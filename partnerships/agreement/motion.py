"""What changes a signed agreement takes a yes of every party: one proposes it, the last yes decides it, its day carries it out."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.partnership.models import Partnership


class MotionQuerySet(BindingQuerySet):
    def visible_to(self, person):
        return self.filter(agreement__in=Agreement.objects.negotiated_by(person))


@pghistory.track()
class Motion(Record, Binding):
    """One verb that needs both, proposed for one agreement; at most one of a kind is open."""

    class Verb(models.TextChoices):
        RENEW = "renew", _("renew")
        TAKE_BACK_NOTICE = "take_back_notice", _("take back the notice")
        SUSPEND = "suspend", _("suspend")
        RESUME = "resume", _("resume")
        END = "end", _("end")
        ARCHIVE = "archive", _("close")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Agreed for a later day")
        DONE = "done", _("Carried out")
        LAPSED = "lapsed", _("Overtaken by other things")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("agree", State.PROPOSED, State.ACCEPTED, Who.BOTH),
        move("carry_out", State.ACCEPTED, State.DONE, Who.CLOCK),
        move("lapse", (State.PROPOSED, State.ACCEPTED), State.LAPSED, Who.CLOCK),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
    )

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="motions")
    verb = models.CharField(max_length=20, choices=Verb)
    data = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED, editable=False)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False)
    proposed_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, editable=False)
    decided_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = MotionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "verb"],
                condition=Q(state__in=["proposed", "accepted"]),
                name="motion_open_once",
                violation_error_message=_("This has already been proposed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_verb_display()}"

    @property
    def partnership(self) -> Partnership:
        return self.agreement.partnership

    def content(self) -> dict:
        """What a yes is said to: the verb, its day and its values, for this agreement as it was signed."""
        keys = ("verb", "data", "reason", "effective_on")
        return {"agreement": self.agreement_id, "agreement_edition": self.agreement.edition} | {key: getattr(self, key) for key in keys}

    def spoken_for_by(self, person) -> set:
        """For whom this person agreed, also as the first of two."""
        return {voice.organisation_id for voice in self.voices.all() if voice.person_id == person.pk}

    def go(self, verb: str, *also: str) -> None:
        self.state = line_of(self.MOVES, verb, self.state).target
        self.save(update_fields=["state", *also])

    @property
    def until(self) -> date | None:
        """The new end of a renewal, or until when a pause is expected to last."""
        return date.fromisoformat(self.data["until"]) if self.data.get("until") else None

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED


class Voice(Record):
    """A signatory's yes to a motion, for an organisation; enough voices are its yes."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="voices")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["said_at"]
        constraints = [models.UniqueConstraint(fields=["motion", "organisation", "person"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.organisation})"
