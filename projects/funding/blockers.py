"""Why a call cannot be paid yet: computed, read by both sides, each with what cures it.

A slice that knows another reason registers it (in a file that is loaded with its registrations, for instance receivers.py):

    @blocker("proof", _("Overdue proof of use"))
    def overdue_proof(call) -> Reason | None: ...      # at most one query; None: nothing stands in the way

    @fulfils(Instalment.Condition.INTERIM)
    def interim_report_accepted(call) -> bool: ...     # is the condition of the call's instalment met? at most one query
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import VALID
from partnerships.base.valuation import MoneyType
from partnerships.organisation.models import Organisation
from projects.certificate.models import Certificate
from projects.funding.models import Call, Instalment, Lift

Condition = Instalment.Condition
# kinds of money that only a body with tax privileges may receive from whoever wants to give for its purpose
FOR_A_PURPOSE = (MoneyType.SUBSIDY, MoneyType.DONATION, MoneyType.MEMBERSHIP, MoneyType.PUBLIC)


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


_BLOCKERS: dict[str, tuple] = {}
_FULFILLED: dict[str, Callable[[Call], bool]] = {}


def blocker(key: str, label) -> Callable:
    def keep(function: Callable[[Call], Reason | None]) -> Callable:
        if key in _BLOCKERS:
            raise ValueError(f"there are two blockers {key}")
        _BLOCKERS[key] = (label, function)
        return function

    return keep


def fulfils(condition: str) -> Callable:
    def keep(function: Callable[[Call], bool]) -> Callable:
        if condition in _FULFILLED:
            raise ValueError(f"{condition} is answered twice")
        _FULFILLED[condition] = function
        return function

    return keep


def of(call: Call) -> list[Blocker]:
    """Everything that stands in the way of this call, the lifted ones included; asked once per row in memory. Who decides reads it anew."""
    found = call.__dict__.get("_blockers")
    if found is None:
        found = call.__dict__["_blockers"] = _asked(call) if call.is_pending else []
    return found


def _asked(call: Call) -> list[Blocker]:
    lifts = {lift.key: lift for lift in call.lifts.select_related("first_by", "second_by")}
    found = [(key, label, function(call)) for key, (label, function) in _BLOCKERS.items()]
    return [Blocker(key, str(label), reason, lifts.get(key)) for key, label, reason in found if reason]


def in_the_way(call: Call) -> list[Blocker]:
    return [each for each in of(call) if not each.lifted]


def label_of(key: str) -> str:
    return str(_BLOCKERS[key][0]) if key in _BLOCKERS else key


def _certificates(call: Call) -> set[str]:
    """Which papers of the receiver hold today; one query for all blockers of this call."""
    found = call.__dict__.get("_certificates")
    if found is None:
        kinds = Certificate.objects.valid().filter(organisation=call.contribution.receiver_id).order_by().values_list("kind", flat=True)
        found = call.__dict__["_certificates"] = set(kinds)
    return found


def _enter(call: Call, kind: str) -> str:
    return f"{reverse('certificate_create')}?organisation={call.contribution.receiver_id}&kind={kind}"


@blocker("signature", gettext_lazy("Missing signature"))
def missing_signature(call: Call) -> Reason | None:
    """The instalment takes a signed agreement: that of the contribution, else one of the partnership in force."""
    if call.instalment.condition != Condition.SIGNED:
        return None
    agreement = call.contribution.agreement
    if agreement is not None:
        signed = agreement.state in VALID
    else:
        signed = Agreement.objects.filter(partnership=call.partnership_id, state__in=VALID).exists()
    if signed:
        return None
    return Reason(_("No agreement is signed and in force."), _("Both sides sign the agreement."), reverse("agreement_list"))


@blocker("exemption", gettext_lazy("Missing tax exemption notice"))
def missing_exemption(call: Call) -> Reason | None:
    """Money for a purpose, not for a service, goes to an association whose tax privilege is proven."""
    receiver = call.receiver
    if receiver.kind != Organisation.Kind.SOCIAL or call.contribution.money_type not in FOR_A_PURPOSE:
        return None
    if Certificate.Kind.EXEMPTION in _certificates(call):
        return None
    return Reason(
        _("%(receiver)s has no valid tax exemption notice here.") % {"receiver": receiver},
        _("%(receiver)s enters the notice of its tax office.") % {"receiver": receiver},
        _enter(call, Certificate.Kind.EXEMPTION),
    )


@blocker("insurance", gettext_lazy("Missing proof of insurance"))
def missing_insurance(call: Call) -> Reason | None:
    if call.instalment.condition != Condition.INSURANCE or Certificate.Kind.INSURANCE in _certificates(call):
        return None
    return Reason(
        _("%(receiver)s has no valid proof of insurance here.") % {"receiver": call.receiver},
        _("%(receiver)s enters the proof of its insurer.") % {"receiver": call.receiver},
        _enter(call, Certificate.Kind.INSURANCE),
    )


@blocker("condition", gettext_lazy("Condition not met"))
def condition_not_met(call: Call) -> Reason | None:
    """A report that has to be accepted first; as long as nobody can say that it was, it was not."""
    condition = call.instalment.condition
    if condition not in (Condition.INTERIM, Condition.PROOF):
        return None
    met = _FULFILLED.get(condition)
    if met and met(call):
        return None
    if condition == Condition.INTERIM:
        sentence = _("The interim report on which this instalment depends is not accepted yet.")
    else:
        sentence = _("The proof of use on which this instalment depends is not accepted yet.")
    return Reason(sentence, _("%(receiver)s hands it in, %(giver)s accepts it.") % {"receiver": call.receiver, "giver": call.giver})
