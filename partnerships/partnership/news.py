"""What is told by mail: to those who lead for an organisation that must act, or that waited for an answer."""

from django.utils.translation import gettext_lazy as _

from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership
from partnerships.partnership.models import Party, Side
from partnerships.partnership.rules import LEADS
from partnerships.person.models import Person


def _leads(*organisations):
    memberships = Membership.objects.current().with_role(*LEADS).filter(organisation__in=organisations)
    return Person.objects.filter(pk__in=memberships.values("person"))


def _write(organisations, *, key: str, subject, template: str, partnership, by, **context) -> None:
    """To the leads of these organisations, but not to who did it."""
    tell(
        _leads(*organisations).exclude(pk=by.pk),
        key=key,
        subject=subject,
        template=f"mail/partnership/{template}.txt",
        context={"partnership": partnership, "title": partnership.title, "by": by, **context},
    )


def invited(party, *, by) -> None:
    _write(
        [party.organisation],
        key=f"partnership.invited:{party.pk}",
        subject=_("Invitation to the partnership “%(title)s”"),
        template="invited",
        partnership=party.partnership,
        by=by,
        party=party,
        inviter=party.inviter,
    )


def answered(party, *, by) -> None:
    """The inviter learns of the answer."""
    subjects = {
        Party.State.ACTIVE: _("%(organisation)s takes part in “%(title)s”"),
        Party.State.DECLINED: _("%(organisation)s does not take part in “%(title)s”"),
    }
    _write(
        [party.inviter],
        key=f"partnership.answered:{party.pk}",
        subject=subjects[party.state],
        template="answered",
        partnership=party.partnership,
        by=by,
        party=party,
        organisation=party.organisation,
        accepted=party.state == Party.State.ACTIVE,
    )


def ending_asked(partnership, *, by) -> None:
    """The other side has to answer."""
    side = partnership.ending_asked_on_side()
    _write(
        [party.organisation_id for party in partnership.parties_of(Side(side).other)],
        key=f"partnership.ending:{partnership.pk}:{partnership.ending_asked_at.isoformat()}",
        subject=_("%(organisation)s would like to end “%(title)s”"),
        template="ending",
        partnership=partnership,
        by=by,
        organisation=partnership.ending_asked_by,
        reason=partnership.ending_reason,
    )


def ended(partnership, *, by) -> None:
    _write(
        [party.organisation_id for party in partnership.party_list() if party.state == Party.State.ACTIVE],
        key=f"partnership.ended:{partnership.pk}",
        subject=_("The partnership “%(title)s” has ended"),
        template="ended",
        partnership=partnership,
        by=by,
    )


def goes_on(partnership, *, organisation, asked_at, answer: str, by) -> None:
    """The one that asked for the end learns that the other side does not agree."""
    _write(
        [organisation],
        key=f"partnership.goes_on:{partnership.pk}:{asked_at.isoformat()}",
        subject=_("No agreement to end “%(title)s”"),
        template="goes_on",
        partnership=partnership,
        by=by,
        answer=answer,
    )
