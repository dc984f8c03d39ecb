"""Why a call cannot be paid yet: asked of the database, read by both sides, each with what cures it.

A slice that knows another reason registers it (in a file that is loaded with its registrations, for instance receivers.py):

    @blocker("proof", _("Overdue proof of use"), stands=lambda today: Exists(...))    # of a row of calls; asked in the query of many, too
    def overdue_proof(call) -> Reason: ...                                            # its words, for a call where it stands

    fulfils(Instalment.Condition.INTERIM, lambda grant: Exists(...))    # was the report accepted? `grant` leads to the contribution
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import VALID
from partnerships.base import clock
from partnerships.base.prepared import TODAY, Param, Prepared
from partnerships.base.valuation import MoneyType
from partnerships.organisation.models import Organisation
from projects.certificate.models import Certificate
from projects.contribution.models import Contribution
from projects.funding.models import AHEAD, Call, Instalment, Lift

Condition = Instalment.Condition
# kinds of money that only a body with tax privileges may receive from whoever wants to give for its purpose
FOR_A_PURPOSE = (MoneyType.SUBSIDY, MoneyType.DONATION, MoneyType.MEMBERSHIP, MoneyType.PUBLIC)
BLOCKABLE = (Call.State.ARITHMETIC, Call.State.RELEASED)  # the next step is the one that is blocked


@dataclass(frozen=True)
class Reason:
    """What stands in the way, what cures it, and the page where the receiver can do that."""

    sentence: str
    cure: str
    url: str = ""


@dataclass(frozen=True)
class Blocker:
    """A reason with its key, and what two people of the giver have said about it."""

    key: str
    label: str
    reason: Reason
    lift: Lift | None = None

    @property
    def lifted(self) -> bool:
        return self.lift is not None and self.lift.second_by_id is not None


@dataclass(frozen=True)
class Known:
    """What a slice has registered."""

    label: object
    stands: Callable
    words: Callable[[Call], Reason]


_BLOCKERS: dict[str, Known] = {}
_FULFILLED: dict[str, Callable] = {}


def blocker(key: str, label, *, stands: Callable) -> Callable:
    def keep(words: Callable[[Call], Reason]) -> Callable:
        if key in _BLOCKERS:
            raise ValueError(f"there are two blockers {key}")
        _BLOCKERS[key] = Known(label, stands, words)
        return words

    return keep


def fulfils(condition: str, accepted: Callable) -> None:
    if condition in _FULFILLED:
        raise ValueError(f"{condition} is answered twice")
    _FULFILLED[condition] = accepted


def is_callable(today: Param) -> Q:
    """Of rows of instalments: is it time to call them? What was withheld when the proof is accepted; the rule of one is rules.may_call."""
    soon = Q(due_on__lte=today.after(days=AHEAD.days))
    found = soon & ~Q(condition__in=list(_FULFILLED))
    for condition, accepted in _FULFILLED.items():
        reported = Q(condition=condition) & accepted("schedule__contribution")
        found |= reported if condition == Condition.PROOF else soon & reported
    return found


def is_fulfilled(condition: str, contribution: Contribution) -> bool:
    """Was what this condition asks for accepted? One query, once for a row in memory."""
    known, accepted = contribution.__dict__.setdefault("_fulfilled", {}), _FULFILLED.get(condition)
    if condition not in known:
        known[condition] = bool(accepted) and Contribution.objects.filter(accepted("pk"), pk=contribution.pk).exists()
    return known[condition]


def of(call: Call) -> list[Blocker]:
    """Everything that stands in the way of this call, the lifted ones included; asked once per row in memory. Who decides reads it anew."""
    found = call.__dict__.get("_blockers")
    if found is None:
        found = call.__dict__["_blockers"] = _asked(call) if call.is_pending else []
    return found


def _asked(call: Call) -> list[Blocker]:
    """One query; where something stands there, one more for who has lifted it."""
    [answers] = _STANDING.rows({"call": call.pk, "today": clock.today()})
    found = [key for key, stands in zip(_BLOCKERS, answers, strict=True) if stands]
    lifts = {lift.key: lift for lift in call.lifts.select_related("first_by", "second_by")} if found else {}
    return [Blocker(key, str(_BLOCKERS[key].label), _BLOCKERS[key].words(call), lifts.get(key)) for key in found]


def _standing() -> tuple[str, tuple]:
    """Of one call: of each that is registered whether it stands in the way."""
    yes = [ExpressionWrapper(known.stands(TODAY), output_field=BooleanField()) for known in _BLOCKERS.values()]
    return Call.objects.filter(pk=Param("call", "uuid")).values_list(*yes).query.sql_with_params()


_STANDING = Prepared(_standing)


def stuck(today) -> Case:
    """Of rows of calls: does something stand in the way of the next step that was not lifted by two? `today` may be a Param."""
    lifted = Lift.objects.filter(call=OuterRef("pk"), second_by__isnull=False)
    blocked: Q | Combinable = Q()
    for key, known in _BLOCKERS.items():
        blocked |= Q(known.stands(today)) & ~Exists(lifted.filter(key=key))
    return Case(When(Q(state__in=BLOCKABLE) & blocked, then=Value(True)), default=Value(False))


def in_the_way(call: Call) -> list[Blocker]:
    return [each for each in of(call) if not each.lifted]


def label_of(key: str) -> str:
    return str(_BLOCKERS[key].label) if key in _BLOCKERS else key


def _valid(kind: str, today) -> Exists:
    """A paper of the receiver that holds."""
    return Exists(Certificate.objects.valid(today).filter(kind=kind, organisation=OuterRef("contribution__receiver")))


def _enter(call: Call, kind: str) -> str:
    return f"{reverse('certificate_create')}?organisation={call.contribution.receiver_id}&kind={kind}"


def _unsigned(today) -> Q | Combinable:
    """The agreement of the contribution; where it has none, any of the partnership."""
    signed = Exists(Agreement.objects.filter(partnership=OuterRef("partnership"), state__in=VALID))
    own = Q(contribution__agreement__isnull=False) & ~Q(contribution__agreement__state__in=VALID)
    return Q(instalment__condition=Condition.SIGNED) & (own | Q(contribution__agreement=None) & ~signed)


@blocker("signature", gettext_lazy("Missing signature"), stands=_unsigned)
def missing_signature(call: Call) -> Reason:
    return Reason(_("No agreement is signed and in force."), _("Both sides sign the agreement."), reverse("agreement_list"))


def _not_exempt(today) -> Q | Combinable:
    """Money for a purpose, not for a service, goes to an association whose tax privilege is proven."""
    for_purpose = Q(contribution__receiver__kind=Organisation.Kind.SOCIAL, contribution__money_type__in=FOR_A_PURPOSE)
    return for_purpose & ~_valid(Certificate.Kind.EXEMPTION, today)


@blocker("exemption", gettext_lazy("Missing tax exemption notice"), stands=_not_exempt)
def missing_exemption(call: Call) -> Reason:
    return Reason(
        _("%(receiver)s has no valid tax exemption notice here.") % {"receiver": call.receiver},
        _("%(receiver)s enters the notice of its tax office.") % {"receiver": call.receiver},
        _enter(call, Certificate.Kind.EXEMPTION),
    )


def _not_insured(today) -> Q | Combinable:
    return Q(instalment__condition=Condition.INSURANCE) & ~_valid(Certificate.Kind.INSURANCE, today)


@blocker("insurance", gettext_lazy("Missing proof of insurance"), stands=_not_insured)
def missing_insurance(call: Call) -> Reason:
    return Reason(
        _("%(receiver)s has no valid proof of insurance here.") % {"receiver": call.receiver},
        _("%(receiver)s enters the proof of its insurer.") % {"receiver": call.receiver},
        _enter(call, Certificate.Kind.INSURANCE),
    )


def _not_accepted(today) -> Q | Combinable:
    """As long as nobody can say that a report was accepted, it was not."""
    open_: Q | Combinable = Q()
    for condition in (Condition.INTERIM, Condition.PROOF):
        this = Q(instalment__condition=condition)
        accepted = _FULFILLED.get(condition)
        open_ |= this & ~accepted("contribution") if accepted else this
    return open_


@blocker("condition", gettext_lazy("Condition not met"), stands=_not_accepted)
def condition_not_met(call: Call) -> Reason:
    """A report that has to be accepted first."""
    if call.instalment.condition == Condition.INTERIM:
        sentence = _("The interim report on which this instalment depends is not accepted yet.")
    else:
        sentence = _("The proof of use on which this instalment depends is not accepted yet.")
    return Reason(sentence, _("%(receiver)s hands it in, %(giver)s accepts it.") % {"receiver": call.receiver, "giver": call.giver})
