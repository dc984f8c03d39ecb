"""What the page of a decision shows of the giver's pots."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import euro
from partnerships.organisation.standing import standing_of
from projects.contribution.models import Contribution
from projects.contribution.reading import asked_in
from projects.pot import booking
from projects.pot.models import Pot


@dataclass(frozen=True)
class PotBeside:
    """A pot the money may come from, and how much of the request falls into its year."""

    pot: Pot
    share: Decimal

    @cached_property
    def after(self) -> Decimal:
        """What would be left; below nothing, what is missing."""
        return self.pot.left - self.share

    @cached_property
    def left(self) -> str:
        return euro(self.pot.left)

    @cached_property
    def label(self) -> str:
        return _("%(pot)s: %(left)s left") % {"pot": self.pot.full_name, "left": self.left}


def pots_beside(contribution: Contribution, person) -> list[PotBeside]:
    """For the giver's own people, and money only; at most two queries."""
    if contribution.giver_id not in standing_of(person).ids or not (pots := booking.pots_for(contribution)):
        return []
    for pot in pots:
        pot.organisation = contribution.giver
    share = asked_in(contribution, pots[0].year)
    return [PotBeside(pot, share) for pot in pots]
