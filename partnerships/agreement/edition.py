"""What an edition holds: clauses, promises, term. Once sent to the other side the database refuses every change of it."""

from datetime import date
from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import BOUND
from partnerships.agreement.term import NoticeForm, NoticeTo, Outlook, Renewal, Term
from partnerships.annex.models import Kind as AnnexKind
from partnerships.base import clock
from partnerships.base.money import cents
from partnerships.base.prepared import Behind, Param, PreparedRows
from partnerships.base.records import Record
from partnerships.base.valuation import UNITS, VALUED, Kind, MoneyType, value
from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope

TERM = ("starts_on", "ends_on", "notice_months", "notice_to", "notice_form", "renewal", "renewal_months")


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, person):
        """For those who negotiate every edition that was sent, and the drafts of their own house; for observers the one that was signed."""
        return self.filter(
            Q(agreement__in=Agreement.objects.negotiated_by(person))
            & (Q(sent_at__isnull=False) | Q(scope.Among("agreement__owner", params=(standing_of(person).ids,))))
            | Q(agreement__in=Agreement.objects.visible_to(person), agreement__state__in=BOUND, number=F("agreement__edition"))
        )

    def for_reading(self):
        """With clauses and promises and who gives them; three queries."""
        return self.select_related("by", "organisation").prefetch_related(*self.model.contents())


class Edition(Record):
    """The whole text at one moment. Once sent to the other side the database refuses every change of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=160)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), default=6)
    notice_to = models.CharField(_("notice to"), max_length=20, choices=NoticeTo, default=NoticeTo.YEAR)
    notice_form = models.CharField(_("form of notice"), max_length=20, choices=NoticeForm, default=NoticeForm.TEXT)
    renewal = models.CharField(_("renewal"), max_length=20, choices=Renewal, default=Renewal.NONE)
    renewal_months = models.PositiveSmallIntegerField(_("renewed by how many months"), default=0)
    annexes = models.JSONField(default=list, blank=True)  # kind, name and check sum of every file that belongs to the text
    comment = models.TextField(_("comment on this edition"), max_length=4000, blank=True)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    amends_edition = models.PositiveIntegerField(null=True, blank=True)  # of an amendment: the edition of the agreement it takes up
    merges = models.OneToOneField(  # the amendment this edition came by
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="merged_as"
    )
    saves = models.PositiveIntegerField(default=1)  # of a draft: so that two colleagues do not overwrite each other

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="edition_number_once")]
        ordering = ["number"]
        triggers = [
            pgtrigger.Protect(
                name="sent_is_final", operation=pgtrigger.Update | pgtrigger.Delete, condition=pgtrigger.Q(old__sent_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("agreement_edition", args=[self.agreement_id, self.number])

    @property
    def name(self) -> str:
        """Its title; that of an amendment is the title of what it amends, and its name says which one it is."""
        return self.agreement.title if self.amends_edition else self.title

    @staticmethod
    def contents() -> tuple:
        """What prefetch_related takes to read an edition whole; two queries."""
        return "clauses", Prefetch("promises", Promise.objects.select_related("giver", "receiver"))

    @staticmethod
    def bring_contents(editions: list["Edition"]) -> None:
        """Reads these editions whole; two queries."""
        _CONTENTS.bring(editions)

    @staticmethod
    def current_of(agreement: Agreement) -> "Edition":
        """The edition that counts now, read whole; three queries."""
        edition = _NUMBERED.one({"agreement": agreement.pk, "number": agreement.edition})
        edition.agreement = agreement
        return edition

    @staticmethod
    def numbered(agreement: Agreement, number: int) -> "Edition | None":
        """Any other of its editions, where there is one already; three queries."""
        edition = _NUMBERED.first({"agreement": agreement.pk, "number": number})
        if edition:
            edition.agreement = agreement
        return edition

    def is_saved_as(self, saves) -> Verdict:
        """Is this draft still as its reader saw it?"""
        if str(saves) == str(self.saves):
            return YES
        return no(gettext("Meanwhile a colleague has changed this draft. Please read it first: nothing was changed."))

    def content(self) -> dict:
        """What a yes is said to: every word and every promise of this edition."""
        return {
            "title": self.title,
            **self.term_content(),
            "clauses": [clause.content() for clause in self.clauses.all()],
            "promises": [promise.content() for promise in self.promises.all()],
            **({"annexes": self.annexes} if self.annexes else {}),
            **({"amends_edition": self.amends_edition} if self.amends_edition else {}),
        }

    @property
    def annex_rows(self) -> list[tuple[str, str, str]]:
        """Every file that belongs to the text: what it is, its name, its check sum."""
        return [(str(AnnexKind(kind).label), name, digest) for kind, name, digest in self.annexes]

    def term_content(self) -> dict:
        """From when to when, how notice is given, what comes afterwards."""
        return {name: getattr(self, name) for name in TERM}

    @property
    def term(self) -> Term:
        return Term(**{name: value for name, value in self.term_content().items() if name != "notice_form"})

    @property
    def outlook(self) -> Outlook:
        """The next days for notice and renewal, seen from today or, before it begins, from its first day."""
        return self.term.outlook(max(clock.today(), self.starts_on or clock.today()))


def _final_with_its_edition() -> pgtrigger.Trigger:
    """Rows of an edition that was sent can be neither added nor changed nor deleted."""
    return pgtrigger.Trigger(
        name="final_with_its_edition",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT 1 FROM partnerships_edition
                WHERE sent_at IS NOT NULL AND id IN (COALESCE(OLD.edition_id, NEW.edition_id), COALESCE(NEW.edition_id, OLD.edition_id))
            ) THEN
                RAISE EXCEPTION 'This edition was sent to the other side: % on % is refused.', TG_OP, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


class Clause(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    title = models.CharField(_("heading"), max_length=160)
    body = models.TextField(_("text"), max_length=20000, blank=True)
    data = models.JSONField(_("details in tables"), default=dict, blank=True)  # as structure.py says for this key

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="clause_order_once", deferrable=models.Deferrable.DEFERRED)
        ]
        triggers = [_final_with_its_edition()]

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict:
        return {name: getattr(self, name) for name in ("key", "title", "body", "data")}


def periods(per: str, starts_on: date, ends_on: date) -> int:
    """Months or years begun between two days, both included; 1 for what is given once."""
    if per == Promise.Per.ONCE:
        return 1
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + (1 if ends_on.day >= starts_on.day else 0)
    months = max(1, months)
    return months if per == Promise.Per.MONTH else -(-months // 12)


def worth(kind: str, *, amount=None, quantity=None, rate=None) -> Decimal:
    """The value of one payment, one month of a room, one period of hours."""
    return value(kind, amount=amount, quantity=quantity, rate=rate, months=1)


class Promise(Record):
    """A structured promise of an edition: who gives what to whom, how much, from when to when."""

    class Per(models.TextChoices):
        ONCE = "once", _("once")
        MONTH = "month", _("per month")
        YEAR = "year", _("per year")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="promises")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, default="")  # the same through all editions, so that a comparison finds it again
    giver = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("who gives"))
    receiver = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("who receives"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    money_type = models.CharField(_("kind of money"), max_length=20, choices=MoneyType, blank=True)
    title = models.CharField(_("in words"), max_length=160)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("m² or hours"))
    rate = models.DecimalField(_("rate in €"), max_digits=10, decimal_places=2, null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=160, blank=True)
    amount = models.DecimalField(_("amount or value in €"), max_digits=12, decimal_places=2)
    per = models.CharField(_("how often"), max_length=10, choices=Per, default=Per.ONCE)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="promise_amount_positive"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="promise_ends_after_start"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="promise_between_two"),
            models.CheckConstraint(condition=~Q(kind="money") | ~Q(money_type=""), name="promise_money_has_type"),
        ]
        triggers = [_final_with_its_edition()]

    def __str__(self) -> str:
        return self.title

    @property
    def periods(self) -> int:
        """How often it is given: every month or year that has begun counts."""
        return periods(self.per, self.starts_on, self.ends_on)

    @property
    def total(self) -> Decimal:
        """The value over the whole time."""
        return cents(self.amount * self.periods)

    @property
    def unit(self) -> str:
        return UNITS[Kind(self.kind)]

    @property
    def is_valued(self) -> bool:
        """Is the amount calculated from quantity and rate?"""
        return self.kind in VALUED

    def content(self) -> dict:
        keys = ("kind", "money_type", "title", "quantity", "rate", "rate_source", "amount", "per", "starts_on", "ends_on")
        return {"giver": self.giver_id, "receiver": self.receiver_id} | {key: getattr(self, key) for key in keys}


_CONTENTS = Behind(Edition, Edition.contents)
_NUMBERED = PreparedRows(lambda: Edition.objects.for_reading().filter(agreement=Param("agreement", "uuid"), number=Param("number", "int")))
