from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from partnerships.agreement import moves
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import line_of
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Party

if TYPE_CHECKING:
    from partnerships.agreement.edition import Edition

# sent inside the transaction in which the last party signs: sender=Agreement, agreement=, by=
agreement_signed = Signal()
# sent inside the transaction in which an agreement in force gets the text of an amendment: sender=Agreement, agreement=, before= and
# after= (editions), on= (the first day of the new text)
agreement_amended = Signal()
# sent inside the transaction in which an agreement ends: sender=Agreement, agreement=
agreement_ended = Signal()


def months_before_the_end() -> list[int]:
    """When both are reminded unless they choose otherwise: early enough for councils and boards."""
    return [15, 12, 9, 6, 3]


class AgreementQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; what was never shown to the other side only to its owner; observers see what all have signed."""
        own = scope.Among("owner", params=(standing_of(person).ids,))
        return self.filter(
            Q(scope.worked_on(person)) & (Q(offered_at__isnull=False) | Q(own)) | Q(scope.read(person), state__in=moves.BOUND)
        )

    def negotiated_by(self, person):
        """Those of them whose negotiation I may read: editions, comments, comparisons."""
        return self.visible_to(person).filter(scope.worked_on(person))

    def lock(self, agreement):
        """Read anew; nobody else decides about it, and no party joins or leaves its partnership, until this transaction ends.

        What an amendment amends is held first, so that it is held in the same order by all.
        """
        amended = self.select_for_update(of=("self",), no_key=True).get(pk=agreement.amends_id) if agreement.amends_id else None
        found = _LOCKED.one({"agreement": agreement.pk})
        if amended:
            amended.partnership, found.amends = found.partnership, amended
        return found

    def for_list(self):
        """With partnership, its parties, and every yes to the current edition; two queries whatever the number of rows."""
        parties = Party.objects.select_related("organisation").order_by("side", "created_at")
        return (
            self.with_yeses()
            .select_related("partnership", "owner", "amends")
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
        OPERATOR = "operator", _("Operator agreement")
        FRAME = "frame", _("Frame with membership")
        EMERGENCY = "emergency", _("Homes for people in need")
        SUBSIDY = "subsidy", _("Housing subsidy cooperation contract")

    State = moves.State
    MOVES = moves.MOVES
    STARTS = moves.STARTS

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of agreement"), max_length=20, choices=Kind, default=Kind.COOPERATION)
    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("what it is about"), max_length=2000, blank=True)  # of an idea, before there is a text
    state = models.CharField(_("state"), max_length=10, choices=moves.State, default=moves.State.DRAFT, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    owner = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )
    offered_at = models.DateTimeField(_("known to both sides since"), null=True, blank=True, editable=False)
    # the organisations that have to act now: answer, submit, release, sign; kept by the verbs, under the lock of the row
    waiting = ArrayField(models.UUIDField(), default=list, editable=False)
    turn_since = models.DateTimeField(null=True, blank=True, editable=False)
    released_ids = ArrayField(models.UUIDField(), default=list, editable=False)  # whose house has released the current edition
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)  # the last day as it stands now: renewals and notice move it
    end_decided = models.BooleanField(default=False, editable=False)  # by notice or jointly: nothing renews it any more
    remind_months = ArrayField(models.PositiveSmallIntegerField(), default=months_before_the_end, verbose_name=_("reminders"))
    signed_at = models.DateTimeField(_("signed by all"), null=True, blank=True, editable=False)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True, editable=False)
    why = models.CharField(_("kind of reason"), max_length=10, choices=moves.Why, blank=True, editable=False)  # of what was dropped
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="amendments", verbose_name=_("amends")
    )
    # of an amendment: the edition whose text it takes up, the last day that text had then, and which one in the row of the signed it is
    amends_edition = models.PositiveIntegerField(null=True, blank=True, editable=False)
    amends_until = models.DateField(null=True, blank=True, editable=False)
    amends_number = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

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
            models.CheckConstraint(condition=~Q(state__in=moves.VALID) | Q(in_force_at__isnull=False), name="agreement_valid_since"),
            models.CheckConstraint(condition=~Q(state__in=moves.BOUND) | Q(signed_at__isnull=False), name="agreement_bound_was_signed"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"]) | Q(offered_at__isnull=False), name="agreement_shared_was_offered"
            ),
            models.CheckConstraint(condition=Q(state__in=moves.OPEN) | Q(waiting=[]), name="agreement_waits_only_while_open"),
            models.CheckConstraint(
                condition=Q(amends=None, amends_edition=None, amends_number=None)
                | Q(amends__isnull=False, amends_edition__isnull=False, amends_number__isnull=False),
                name="agreement_amends_an_edition",
            ),
            models.UniqueConstraint(
                fields=["amends", "amends_edition"],
                condition=Q(amends__isnull=False, state__in=["signed", "merged"]),
                name="agreement_amended_once_per_edition",
                violation_error_message=_("Meanwhile another amendment was signed."),
            ),
            models.CheckConstraint(condition=~Q(state=moves.State.MERGED) | Q(amends__isnull=False), name="agreement_merged_amends"),
        ]
        indexes = [models.Index(fields=["partnership", "state"]), models.Index(fields=["state", "ends_on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("agreement_detail", self.pk)

    def go(self, verb: str, *also: str) -> None:
        """Make that move of the table; `also` names other fields changed with it. Who has to act next is said by wait_for()."""
        self.state = line_of(self.MOVES, verb, self.state).target
        self.state_since = clock.now()
        if self.state not in moves.OPEN:
            self.waiting, self.turn_since = [], None
        self.save(update_fields=["state", "state_since", "waiting", "turn_since", *also])

    def wait_for(self, organisation_ids) -> None:
        """These have to act now; since now, unless they had to before."""
        ids = sorted(organisation_ids)
        if ids != sorted(self.waiting):
            if not (ids and self.turn_since and set(ids) <= set(self.waiting)):
                self.turn_since = clock.now()
            self.waiting = ids
            self.save(update_fields=["waiting", "turn_since"])

    @property
    def turn_days(self) -> int:
        """For how many days it has been their turn."""
        return clock.days_since(self.turn_since) if self.turn_since else 0

    def waiting_parties(self) -> list[Party]:
        """The parties that have to act now; all of them where the last one waited for has left."""
        parties = self.partnership.binding_parties()
        return [party for party in parties if party.organisation_id in self.waiting] or (parties if self.state in moves.SHARED else [])

    def current(self) -> "Edition":
        """The edition that counts now, read once."""
        if not hasattr(self, "current_edition") or self.current_edition.number != self.edition:
            self.current_edition = self.editions.model.current_of(self)
        return self.current_edition

    def read_current_of(self, editions) -> "Edition | None":
        """The edition that counts, or the newest of these one may see, with its clauses and promises; two queries.

        With them those of the text an amendment takes up.
        """
        if not editions:
            return None
        edition = max(editions, key=lambda each: each.number)
        basis = [self.basis_edition] if getattr(self, "basis_edition", None) else []
        type(edition).bring_contents([edition, *basis])
        if edition.number == self.edition:
            self.current_edition = edition
        return edition

    @property
    def is_open(self) -> bool:
        """Is it still being written, negotiated or signed?"""
        return self.state in moves.OPEN

    @property
    def is_negotiated(self) -> bool:
        return self.state in moves.NEGOTIATED

    @property
    def is_bound(self) -> bool:
        """Have all signed it?"""
        return self.state in moves.BOUND

    def forget(self) -> None:
        """After a change: read the current edition and the yeses anew."""
        for name in ("current_edition", "signed_names", "releasing", "signed_beside", "objection", "came_rows"):
            self.__dict__.pop(name, None)
        self.forget_yeses()

    def content(self) -> dict:
        return self.current().content()

    def names(self) -> list:
        """Who signed the current edition, for whom, in order; one query unless for_page() brought them."""
        if not hasattr(self, "signed_names"):
            self.signed_names = list(self.signatures.filter(edition=self.edition).select_related("person"))
        return self.signed_names

    def in_release(self) -> set:
        """The organisations in whose house the current edition is on its way; one query unless for_page() brought them."""
        if not hasattr(self, "releasing"):
            running = Release.objects.about(self).running().filter(edition=self.edition)
            self.releasing = set(running.values_list("organisation_id", flat=True))
        return self.releasing

    def answered_for_by(self, person) -> set:
        """For whom this person said something to a part of the current edition."""
        return set(self.stances.filter(person=person, edition=self.edition).values_list("organisation_id", flat=True))

    def spoken_for_by(self, person) -> set:
        """Whom this person signed for, also as the first of two."""
        return {signature.organisation_id for signature in self.names() if signature.person_id == person.pk}


def _held():
    rows = Agreement.objects.select_for_update(of=("self", "partnership"), no_key=True).filter(pk=Param("agreement", "uuid"))
    return rows.select_related("partnership", "owner")


_LOCKED = PreparedRows(_held)
