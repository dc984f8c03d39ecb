from typing import TYPE_CHECKING

import pghistory
from django.db import models
from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.dispatch import Signal
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Party, Side

if TYPE_CHECKING:
    from partnerships.agreement.edition import Edition

# sent inside the transaction that brings an agreement into force: sender=Agreement, agreement=, by=
agreement_in_force = Signal()


class AgreementQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; what was never offered only to its owner; observers see what is or was in force."""
        return self.filter(
            Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))
            & (Q(offered_at__isnull=False) | Q(owner__in=standing_of(person).ids))
            | Q(partnership__in=Partnership.objects.read_by(person).values("pk"), state__in=FINAL)
        )

    def negotiated_by(self, person):
        """Those of them whose negotiation I may read: editions, comments, comparisons."""
        return self.visible_to(person).filter(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))

    def for_list(self):
        """With partnership, its parties, and every yes to the current edition; three queries whatever the number of rows."""
        parties = Party.objects.select_related("organisation").order_by("side", "created_at")
        return (
            self.with_yeses()
            .select_related("partnership", "owner")
            .prefetch_related(Prefetch("partnership__parties", parties, to_attr="all_parties"))
        )


@pghistory.track()
class Agreement(Record, Binding):
    class Kind(models.TextChoices):
        COOPERATION = "cooperation", _("Cooperation agreement")
        LETTER = "letter", _("Letter of intent")
        USE = "use", _("Use agreement for rooms")
        GRANT = "grant", _("Grant agreement")
        SERVICE = "service", _("Service contract")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Under negotiation")
        ACTIVE = "active", _("In force")
        ENDED = "ended", _("Ended")
        DROPPED = "dropped", _("Not concluded")

    MOVES = (
        move("offer", State.DRAFT, State.OFFERED, Who.AUTHOR),
        move("counter", State.OFFERED, State.OFFERED, Who.EITHER),
        move("sign", State.OFFERED, State.ACTIVE, Who.BOTH),
        move("drop", State.DRAFT, State.DROPPED, Who.AUTHOR),
        move("drop", State.OFFERED, State.DROPPED, Who.EITHER),
        move("expire", State.ACTIVE, State.ENDED, Who.CLOCK),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of agreement"), max_length=20, choices=Kind, default=Kind.COOPERATION)
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    owner = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )
    offered_at = models.DateTimeField(_("first offered"), null=True, blank=True, editable=False)
    turn = models.CharField(_("whose turn"), max_length=10, choices=Side, blank=True, editable=False)
    turn_since = models.DateTimeField(null=True, blank=True, editable=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.CheckConstraint(condition=~Q(state="active") | Q(in_force_at__isnull=False), name="agreement_active_since"),
            models.CheckConstraint(condition=Q(state="offered") | Q(turn=""), name="agreement_turn_only_while_offered"),
            models.CheckConstraint(condition=~Q(state="offered") | ~Q(turn=""), name="agreement_offered_has_turn"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"]) | Q(offered_at__isnull=False), name="agreement_bound_was_offered"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"]), models.Index(fields=["state", "ends_on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])

    def move_to(self, state: str, *also: str) -> None:
        """Take a state the table allows; `also` names other fields changed with it."""
        if not any(self.state in move.sources and move.target == state for move in self.MOVES):
            raise ValueError(f"an agreement cannot go from {self.state} to {state}")
        self.state = state
        if state != self.State.OFFERED:
            self.turn, self.turn_since = "", None
        self.save(update_fields=["state", "turn", "turn_since", *also])

    def give_turn_to(self, side: str) -> None:
        """It is that side's turn; since now, unless it already was. The caller saves."""
        if self.turn != side:
            self.turn, self.turn_since = side, clock.now()

    @property
    def turn_days(self) -> int:
        """For how many days it has been their turn."""
        return clock.days_since(self.turn_since) if self.turn_since else 0

    def turn_names(self) -> str:
        """The organisations whose turn it is."""
        return ", ".join(str(party) for party in self.partnership.parties_of(self.turn_now))

    @property
    def turn_now(self) -> str:
        """Whose turn it is; the other side's when the last one missing on this side has left the partnership."""
        missing = {party.side for party in self.missing_parties()}
        return self.turn if self.turn in missing or not missing else missing.pop()

    def current(self) -> "Edition":
        """The edition that counts now, read once."""
        if not hasattr(self, "current_edition") or self.current_edition.number != self.edition:
            self.current_edition = self.editions.for_reading().get(number=self.edition)
        return self.current_edition

    def read_current_of(self, editions) -> "Edition":
        """The edition that counts, one of these, with its clauses and promises; two queries."""
        self.current_edition = next(edition for edition in editions if edition.number == self.edition)
        prefetch_related_objects([self.current_edition], *self.current_edition.contents())
        return self.current_edition

    @property
    def is_open(self) -> bool:
        """Is it still being written or negotiated?"""
        return self.state in (self.State.DRAFT, self.State.OFFERED)

    def forget(self) -> None:
        """After a change: read the current edition and the yeses anew."""
        self.__dict__.pop("current_edition", None)
        self.forget_yeses()

    def content(self) -> dict:
        return self.current().content()


FINAL = (Agreement.State.ACTIVE, Agreement.State.ENDED)
