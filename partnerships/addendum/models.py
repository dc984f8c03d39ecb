import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.paper.models import MadePaper
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership

AREA = "addenda"
MOST_TEXT = 10_000
_FINAL = """
    IF EXISTS (SELECT 1 FROM partnerships_addendum WHERE state = 'agreed'
               AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.addendum_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.addendum_id END)) THEN
        RAISE EXCEPTION 'This addendum is final: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;
"""


class AddendumQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see agreed ones."""
        return self.filter(Q(scope.worked_on(person)) | Q(scope.read(person), state=Addendum.State.AGREED))


@pghistory.track()
class Addendum(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed by both sides")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = (
        move("agree", State.PROPOSED, State.AGREED, Who.BOTH),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=220)  # in the words of who proposed it first, as that of a meeting
    reason = models.TextField(_("why it is needed"), max_length=1000)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    answer = models.TextField(_("why it was declined"), max_length=1000, blank=True, editable=False)
    digest_agreed = models.CharField(max_length=64, blank=True, editable=False)

    objects = AddendumQuerySet.as_manager()

    class Meta:
        verbose_name = _("addendum to minutes")
        verbose_name_plural = _("addenda to minutes")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], condition=Q(state__in=["proposed", "agreed"]), name="addendum_number_once"
            ),
            models.CheckConstraint(condition=~Q(state="agreed") | ~Q(digest_agreed=""), name="addendum_agreed_to_what"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="agreed_is_final", operation=pgtrigger.Update | pgtrigger.Delete, condition=pgtrigger.Condition("OLD.state = 'agreed'")
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("addendum_detail", self.pk)

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state, self.state_since = line_of(self.MOVES, verb, self.state).target, clock.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "state_since", *fields])

    def content(self) -> dict:
        """What both sides say yes to: the texts, and the minutes they belong to by their checksum."""
        return {
            "minutes": self.meeting.title,
            "minutes_sha256": self.meeting.digest_released,
            "number": self.number,
            "reason": self.reason,
            "corrections": [each.wording for each in self.corrections.order_by("order")],
        }


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, person):
        return self.filter(addendum__in=Addendum.objects.visible_to(person).values("pk"))


class Correction(Record):
    """What the addendum says to one passage."""

    addendum = models.ForeignKey(Addendum, on_delete=models.CASCADE, related_name="corrections")
    order = models.PositiveSmallIntegerField()
    # none of both: to the minutes as a whole
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    passage = models.CharField(_("passage"), max_length=220, blank=True)
    text = models.TextField(_("text"), max_length=MOST_TEXT)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage of an addendum")
        verbose_name_plural = _("passages of an addendum")
        ordering = ["order", "id"]
        constraints = [models.CheckConstraint(condition=Q(item=None) | Q(decision=None), name="correction_of_one_passage")]
        triggers = [
            pgtrigger.Trigger(
                name="agreed_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_FINAL,
            )
        ]

    def __str__(self) -> str:
        return self.passage or self.text[:80]

    @property
    def wording(self) -> list[str]:
        return [self.passage, str(self.item_id or ""), str(self.decision_id or ""), self.text]

    @property
    def read(self) -> str:
        """How the minutes read there, and will go on reading."""
        return self.decision.text if self.decision else self.item.result if self.item else ""


class AddendumPaperQuerySet(models.QuerySet["AddendumPaper"]):
    def visible_to(self, person):
        """Whoever may read the agreed addendum."""
        return self.filter(addendum__in=Addendum.objects.visible_to(person).values("pk"))

    def waiting(self):
        return self.filter(file="")


class AddendumPaper(MadePaper):
    """The PDF of an addendum that both sides have agreed on."""

    addendum = models.OneToOneField(Addendum, on_delete=models.PROTECT, related_name="paper")

    objects = AddendumPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("PDF of an addendum to minutes")
        verbose_name_plural = _("PDFs of addenda to minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(file="", sha256="", made_at=None) | (~Q(file="") & ~Q(sha256="") & Q(made_at__isnull=False)),
                name="addendum_paper_is_whole",
            ),
            models.UniqueConstraint(fields=["sha256"], condition=~Q(sha256=""), name="addendum_paper_sha256_once"),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(file=""), name="addendum_paper_waiting")]
        triggers = [
            pgtrigger.Protect(
                name="made_is_final", operation=pgtrigger.Update | pgtrigger.Delete, condition=pgtrigger.Condition("OLD.file <> ''")
            )
        ]

    def __str__(self) -> str:
        return str(self.addendum)
