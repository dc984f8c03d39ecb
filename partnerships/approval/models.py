from decimal import Decimal

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from partnerships.approval.ladder import Limits
from partnerships.approval.why import step_label
from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from partnerships.base.valuation import Kind, MoneyType
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of

KINDS = [*Kind.choices, *MoneyType.choices]


class Subject(models.TextChoices):
    """What is released; the slices above only name it."""

    AGREEMENT = "agreement", _("Agreements")
    CONTRIBUTION = "contribution", _("Grants and other contributions")
    CALL = "call", _("Calls for funds")
    PROOF = "proof", _("Proofs of use")


class HouseQuerySet(models.QuerySet):
    """Of one's own organisation only: how a house decides is its own business."""

    def visible_to(self, person):
        return self.filter(organisation__in=standing_of(person).ids)

    def in_force(self):
        return self.filter(ended_at=None)


class Body(Record):
    """A body that decides in its meetings: supervisory board, executive board, general meeting."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("organisation"))
    name = models.CharField(_("name"), max_length=80)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = HouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(ended_at=None),
                name="body_once",
                violation_error_message=_("There is a body of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("body_detail", self.pk)


class DecisionDayQuerySet(models.QuerySet["DecisionDay"]):
    def visible_to(self, person):
        return self.filter(body__organisation__in=standing_of(person).ids)

    def ahead(self, day=None):
        """From today on, or from the day that is named."""
        return self.filter(meets_on__gte=day or clock.today(), body__ended_at=None)


class DecisionDay(Record):
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="days", verbose_name=_("body"))
    meets_on = models.DateField(_("meets on"))
    cut_off_on = models.DateField(_("cut-off"))
    topics = models.CharField(_("topics"), max_length=200, blank=True)

    objects = DecisionDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision date")
        verbose_name_plural = _("decision dates")
        ordering = ["meets_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "meets_on"], name="decision_day_once", violation_error_message=_("This date has been entered already.")
            ),
            models.CheckConstraint(
                condition=Q(cut_off_on__lte=F("meets_on")),
                name="decision_day_cut_off_before",
                violation_error_message=_("The cut-off must not be after the meeting."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meets_on:%d.%m.%Y}"

    def fingerprint(self) -> str:
        return fingerprint(self.meets_on, self.cut_off_on, self.topics)


class NoGoPeriod(Record):
    """Nothing is decided in these days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="no_go_periods", verbose_name=_("organisation"))
    name = models.CharField(_("reason"), max_length=80)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    objects = HouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("period without decisions")
        verbose_name_plural = _("periods without decisions")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="no_go_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class AbsenceQuerySet(HouseQuerySet):
    def today(self, day=None):
        """Today's, or those of the day that is named."""
        day = day or clock.today()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def to_come(self, day=None):
        """Today's and later ones, or as of the day that is named."""
        return self.filter(ends_on__gte=day or clock.today())


class Absence(Record):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="absences", verbose_name=_("organisation"))
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="absences", verbose_name=_("who is absent"))
    deputy = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("person")),
                name="absence_deputy_is_another",
                violation_error_message=_("Nobody is their own deputy."),
            ),
            ExclusionConstraint(
                name="absence_once_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), models.Value("[]"), function="daterange", output_field=models.CharField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("In these days another absence has been entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"


class StepFields(models.Model):
    """One step: who must say yes."""

    class Mode(models.TextChoices):
        ANY = "any", _("any of them")
        ALL = "all", _("all of them")

    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("step, in plain words"), max_length=80)
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True, verbose_name=_("roles"))
    people = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name=_("people"))
    mode = models.CharField(_("who must say yes"), max_length=3, choices=Mode, default=Mode.ANY)
    needed = models.PositiveSmallIntegerField(_("how many people"), default=1)
    days = models.PositiveSmallIntegerField(_("time limit in working days"), default=5)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body that decides"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The step of the default rule has no name of its own."""
        return step_label(self.name)


# what a copy of a step takes over from the rule
COPIED = ("order", "name", "roles", "people", "mode", "needed", "days", "body_id")


class ApprovalRule(Record):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="approval_rules", verbose_name=_("organisation"))
    subject = models.CharField(_("what for"), max_length=20, choices=Subject)
    kind = models.CharField(_("only this kind"), max_length=20, choices=KINDS, blank=True)
    amount_to = models.DecimalField(_("up to, in € a year"), max_digits=12, decimal_places=2, null=True, blank=True)
    total_to = models.DecimalField(_("up to, in € in all"), max_digits=12, decimal_places=2, null=True, blank=True)
    months_to = models.PositiveSmallIntegerField(_("up to, in months"), null=True, blank=True)
    in_order = models.BooleanField(_("one step after the other"), default=True)
    is_example = models.BooleanField(_("example, to be checked"), default=False)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    made_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = HouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval rule")
        verbose_name_plural = _("approval rules")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "kind", "amount_to", "total_to", "months_to"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="approval_rule_once",
                violation_error_message=_("There is a rule with exactly these limits already."),
            ),
            models.CheckConstraint(
                condition=(Q(amount_to=None) | Q(amount_to__gt=0)) & (Q(total_to=None) | Q(total_to__gt=0)), name="approval_rule_limits"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="never_changes", exclude=["ended_at", "ended_by", "is_example"]),
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.get_subject_display())

    def get_absolute_url(self) -> str:
        return address("approvalrule_detail", self.pk)

    @property
    def limits(self) -> Limits:
        return Limits(self.amount_to, self.total_to, Decimal(self.months_to) if self.months_to is not None else None)


class ApprovalStep(Record, StepFields):
    rule = models.ForeignKey(ApprovalRule, on_delete=models.PROTECT, related_name="steps")

    class Meta(StepFields.Meta):
        verbose_name = _("step of an approval rule")
        verbose_name_plural = _("steps of approval rules")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["rule", "order"], name="approval_step_order")]
        triggers = [pgtrigger.Protect(name="step_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]
