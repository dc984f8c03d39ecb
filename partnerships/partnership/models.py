"""A partnership and its parties on both sides; states and the moves between them."""

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.records import Edited, Record
from partnerships.organisation.standing import ANYONE, standing_of, values_of
from partnerships.partnership import scope

# sent inside the transaction that ends a partnership: sender=Partnership, partnership=, by=
partnership_ended = Signal()


class Side(models.TextChoices):
    SOCIAL = "social", _("Social side")
    HOUSING = "housing", _("Housing side")
    OBSERVER = "observer", _("Observer")

    @property
    def other(self) -> "Side":
        return {Side.SOCIAL: Side.HOUSING, Side.HOUSING: Side.SOCIAL}[self]


class Field(models.TextChoices):
    """Fields of action."""

    QUARTER = "quarter", _("Neighbourhood work")
    MEDIATION = "mediation", _("Conflict mediation")
    REFUGEE = "refugee", _("Support in refugee accommodation")
    GARDEN = "garden", _("Community garden")
    AGEING = "ageing", _("Housing for older people or with support needs")
    MEETING_PLACE = "meeting_place", _("Neighbourhood meeting place")
    EVERYDAY = "everyday", _("Everyday companionship and support")
    OTHER = "other", _("Other")


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def visible_to(self, person):
        """Those that one of my organisations is, or is invited to be, a party of."""
        return self.filter(scope.visible(person, "pk"))

    def read_by(self, person):
        """Those whose released things I may read: active parties and observers."""
        return self.filter(scope.read(person, "pk"))

    def worked_on_by(self, person):
        """Those whose inside I may see: active parties of the two sides."""
        return self.filter(scope.worked_on(person, "pk"))

    def with_parties(self):
        """Loads `all_parties` (with organisation) in one query."""
        return self.prefetch_related(
            Prefetch(
                "parties",
                Party.objects.select_related("organisation", "inviter").order_by("side", "state", "created_at"),
                to_attr="all_parties",
            )
        )

    def with_party_names(self):
        """Adds `party_names`: name, side and state of everyone who takes part or is invited, for lists; no extra query."""
        parties = Party.objects.filter(partnership=OuterRef("pk"), state__in=[Party.State.ACTIVE, Party.State.INVITED])
        return self.annotate(
            party_names=ArraySubquery(
                parties.order_by("state", "created_at").values(data=JSONObject(name="organisation__short_name", side="side", state="state"))
            )
        )


@pghistory.track()
class Partnership(Record, Edited):
    class State(models.TextChoices):
        INVITED = "invited", _("Invitation sent")
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")

    NAMED_BY = "title"

    MOVES = (
        move("accept", State.INVITED, State.ACTIVE, Who.OTHER),
        move("end", State.ACTIVE, State.ENDED, Who.BOTH),
        move("withdraw", State.INVITED, State.ENDED, Who.AUTHOR),
        move("decline", State.INVITED, State.ENDED, Who.OTHER),
    )

    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("what it is about"), max_length=4000, blank=True)
    fields_of_action = ArrayField(
        models.CharField(max_length=20, choices=Field), default=list, blank=True, verbose_name=_("fields of action")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED, editable=False)
    founded_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("founded by")
    )
    started_on = models.DateField(_("since"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    ending_asked_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    ending_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    ending_asked_person = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    ending_reason = models.TextField(_("reason for the end"), max_length=2000, blank=True, editable=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            models.CheckConstraint(condition=~Q(state="active") | Q(started_on__isnull=False), name="partnership_active_since"),
            models.CheckConstraint(condition=~Q(state="ended") | Q(ended_on__isnull=False), name="partnership_ended_on"),
            models.CheckConstraint(
                condition=Q(ending_asked_by=None, ending_asked_at=None) | Q(ending_asked_by__isnull=False, ending_asked_at__isnull=False),
                name="partnership_ending_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("partnership_detail", self.pk)

    def move_to(self, state: str, **also) -> None:
        """Go to that state if the table of moves allows it; `also` are columns that change with it."""
        may_go(self, state)
        self.state = state
        for name, value in also.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *also])

    @property
    def label(self):
        """The state in words: one that ended before it began did not come about."""
        if self.state == self.State.ENDED and self.started_on is None:
            return _("Did not come about")
        return self.get_state_display()

    def fields_in_words(self) -> list[str]:
        return [str(Field(key).label) for key in self.fields_of_action]

    def ending_asked_on_side(self) -> str | None:
        """The side that asked to end the partnership."""
        return next((party.side for party in self.binding_parties() if party.organisation_id == self.ending_asked_by_id), None)

    def party_list(self) -> list["Party"]:
        """Every party with its organisation; one query unless with_parties() brought them."""
        if not hasattr(self, "all_parties"):
            self.all_parties = _PARTIES.rows({"partnership": self.pk})
            for party in self.all_parties:
                party.partnership = self
        return self.all_parties

    def forget_parties(self) -> None:
        self.__dict__.pop("all_parties", None)

    def binding_parties(self) -> list["Party"]:
        """Those whose yes counts: active, on one of the two sides."""
        return [party for party in self.party_list() if party.state == Party.State.ACTIVE and party.side != Side.OBSERVER]

    def parties_of(self, side: str) -> list["Party"]:
        return [party for party in self.binding_parties() if party.side == side]

    def party_of(self, person) -> "Party | None":
        """The active party this person speaks for here: the organisation acted for first, else the first of one's own."""
        standing = standing_of(person)
        mine = [party for party in self.binding_parties() if party.organisation_id in standing.organisations]
        acting = standing.acting
        return next((party for party in mine if acting and party.organisation_id == acting.pk), mine[0] if mine else None)

    def side_of(self, person) -> str | None:
        """The side this person speaks for here, or None for observers and strangers."""
        party = self.party_of(person)
        return party.side if party else None


class PartyQuerySet(models.QuerySet["Party"]):
    def visible_to(self, person):
        return self.filter(scope.visible(person))

    def for_page(self):
        """With everything the page of their partnership needs."""
        related = ("organisation", "inviter", "partnership__founded_by", "partnership__ending_asked_by")
        return self.select_related(*related).order_by("side", "state", "created_at")


@pghistory.track()
class Party(Record):
    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Takes part")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Invitation withdrawn")
        LEFT = "left", _("Left")

    MOVES = (
        move("accept", State.INVITED, State.ACTIVE, Who.OTHER),
        move("decline", State.INVITED, State.DECLINED, Who.OTHER),
        move("withdraw", State.INVITED, State.WITHDRAWN, Who.AUTHOR),
        move("leave", State.ACTIVE, State.LEFT, Who.EITHER),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="parties", verbose_name=_("partnership"))
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="parties", verbose_name=_("organisation")
    )
    side = models.CharField(_("side"), max_length=10, choices=Side)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    invited_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by"))
    inviter = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by the organisation"),
    )  # none for the one that founded
    message = models.TextField(_("message"), max_length=2000, blank=True)
    answered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=~Q(state__in=["declined", "withdrawn", "left"]),
                name="party_once",
                violation_error_message=_("This organisation already belongs to the partnership."),
            ),
            models.CheckConstraint(condition=Q(state="invited") | Q(answered_at__isnull=False), name="party_answered"),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return str(self.organisation)

    def move_to(self, state: str, *, by, at, answer: str = "") -> None:
        """Go to that state if the table of moves allows it, and keep who said so."""
        may_go(self, state)
        self.state, self.answered_by, self.answered_at, self.answer = state, by, at, answer
        self.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def _of_it():
    rows = Party.objects.filter(partnership=Param("partnership", "uuid"))
    return rows.select_related("organisation", "inviter").order_by("side", "state", "created_at")


_PARTIES = PreparedRows(_of_it)
_WHOLE = PreparedRows(lambda: Party.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid")).for_page())


def whole(person, pk) -> Partnership | None:
    """The partnership of that id with everything its page needs, in one query; None if this person may not see it."""
    parties = _WHOLE.rows(values_of(person, partnership=pk))
    if not parties:
        return None
    partnership = parties[0].partnership
    partnership.all_parties = parties
    return partnership
