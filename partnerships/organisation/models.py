from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.names import by_name
from partnerships.base.records import Edited, Record
from partnerships.organisation import lines

# sent with `organisation`, in the transaction: somebody left it, or carries other roles there
crew_changed = Signal()

FEDERAL_STATES = [
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
]


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administration")
    COORDINATOR = "coordinator", _("Coordination")
    STAFF = "staff", _("Staff")
    APPROVER = "approver", _("Approver")
    SIGNATORY = "signatory", _("Signatory")
    FINANCE = "finance", _("Finance")
    ROOMS = "rooms", _("Room management")
    READER = "reader", _("Reader")


def role_names(roles) -> str:
    """Koordination, Freigabe: in the order of the list of roles."""
    return ", ".join(str(role.label) for role in Role if role in roles)


# who may write: everybody but those who only read or only administer
WRITERS = frozenset({Role.COORDINATOR, Role.STAFF, Role.APPROVER, Role.SIGNATORY, Role.FINANCE, Role.ROOMS})


# what an agreement says of its parties, and what the other side should know before it talks about one
PROFILE = {"legal_form": _("legal form"), "city": _("town"), "mission": _("short description (“What we do”)")}


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def joined_by(self, person):
        """The organisations this person is a member of today."""
        return self.filter(lines.Joined("pk", params=lines.today(person)))

    def visible_to(self, person, day=None, now=None):
        """Own organisations, and those one shares a partnership with; whoever declined or left is out, on either end."""
        today = lines.today(person, day, now)
        return self.filter(Q(lines.Joined("pk", params=today)) | Q(lines.InCommon("pk", params=today)))

    def administered_by(self, person):
        """The organisations this person administers today."""
        mine = Membership.objects.current().with_role(Role.ADMINISTRATOR).filter(person=person)
        return self.filter(pk__in=mine.values("organisation"))

    def for_list(self, person):
        """Adds `sort_name` and `shared`, the number of active partnerships in common with this person's organisations."""
        return self.annotate(sort_name=by_name()[0], shared=lines.Shared("pk", params=lines.today(person)))

    def listed(self):
        """The directory of names that every signed-in person may choose a partner from."""
        return self.filter(is_active=True).order_by(*by_name())


class Organisation(Record, Edited):
    class Kind(models.TextChoices):
        SOCIAL = "social", _("Social organisation")
        HOUSING = "housing", _("Housing company")
        OBSERVER = "observer", _("Municipality or other observer")

    class Signs(models.TextChoices):
        ALONE = "alone", _("One signatory alone")
        JOINTLY = "jointly", _("Two signatories jointly")

    NAMED_BY = Coalesce(NullIf("short_name", Value("")), "name")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=160, unique=True)
    short_name = models.CharField(_("short name"), max_length=40)
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True)
    register_court = models.CharField(_("register court"), max_length=80, blank=True)
    register_no = models.CharField(_("register number"), max_length=40, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    federal_state = models.CharField(_("federal state"), max_length=2, choices=FEDERAL_STATES, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    mission = models.TextField(_("What we do, in two sentences"), max_length=600, blank=True)
    signs = models.CharField(_("Who signs for the organisation"), max_length=10, choices=Signs, default=Signs.ALONE)
    requires_second_factor = models.BooleanField(_("Approvers and signatories need a second factor"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.short_name or self.name

    def profile_gaps(self) -> list[str]:
        """What is still missing for a partner to know with whom it deals, in words."""
        return [str(words) for name, words in PROFILE.items() if not getattr(self, name)]

    @property
    def signatories_needed(self) -> int:
        """How many have to sign for it."""
        return 2 if self.signs == self.Signs.JOINTLY else 1

    def get_absolute_url(self) -> str:
        return address("organisation_detail", self.pk)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, day=None, now=None):
        """Those that hold today, or on the day and at the moment that are named."""
        day, now = day or clock.today(), now or clock.now()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), Q(ended_at=None) | Q(ended_at__gt=now), starts_on__lte=day)

    def for_list(self):
        return self.select_related("person", "organisation").annotate(sort_name=by_name("person__name")[0])

    def with_role(self, *roles: str):
        """Those that carry at least one of the roles."""
        return self.filter(roles__overlap=list(roles))

    def visible_to(self, person, day=None, now=None):
        """All of one's own organisations; of the others those who act for them today, not who only reads or administers."""
        today = lines.today(person, day, now)
        known = Q(lines.Joined("organisation", params=today)) | Q(lines.InCommon("organisation", params=today))
        acting = Membership.objects.current(day, now).with_role(*WRITERS).filter(known)
        return self.filter(Q(lines.Joined("organisation", params=today)) | Q(pk__in=acting.values("pk")))

    def administered_by(self, person):
        """Those of the organisations this person administers."""
        return self.filter(organisation__in=Organisation.objects.administered_by(person))


class Membership(Record, Edited):
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation"))
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, verbose_name=_("roles"))
    function = models.CharField(
        _("function"), max_length=120, blank=True, help_text=_("For example: executive board, head of social management")
    )
    starts_on = models.DateField(_("from"), default=clock.today)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)  # at once, not only at the end of the day

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ends_on=None),
                name="membership_open_once",
                violation_error_message=_("This person is already a member."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.organisation})"

    @property
    def role_names(self) -> str:
        return role_names(self.roles)


def in_seven_days():
    return clock.now() + timedelta(days=7)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self):
        """Those that may be accepted now."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now())

    def unanswered(self):
        """The open and the expired ones: those one can send again or withdraw."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def visible_to(self, person):
        """For administrators of the organisation."""
        return self.filter(organisation__in=Organisation.objects.administered_by(person))


class Invitation(Record):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("organisation"))
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, verbose_name=_("roles"))
    function = models.CharField(_("function"), max_length=120, blank=True)
    language = models.CharField(_("language of the e-mail"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    expires_at = models.DateTimeField(_("valid until"), default=in_seven_days)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_accepted_or_withdrawn"),
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
                violation_error_message=_("This address has already been invited. You can send that invitation again or withdraw it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.organisation}"

    @property
    def role_names(self) -> str:
        return role_names(self.roles)

    @property
    def is_open(self) -> bool:
        """May it be accepted now?"""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > clock.now()

    @property
    def state(self) -> str:
        return "open" if self.is_open else "used" if self.accepted_at else "withdrawn" if self.withdrawn_at else "expired"
