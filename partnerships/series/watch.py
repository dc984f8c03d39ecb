"""Does a series meet as agreed? A date of the rhythm that passed without a meeting is told to both sides, until they meet."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.base import clock
from partnerships.base.templatetags.portal import day as in_words
from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership, Role
from partnerships.series.models import Series

GRACE = timedelta(days=7)  # minutes may be begun a few days later


@dataclass(frozen=True)
class Missed:
    """`met`: the day of the last meeting, if there was one; `due`: the first date since then; `count`: how many dates passed."""

    met: date | None
    due: date
    count: int

    @property
    def sentence(self) -> str:
        last = _("Last met on %(day)s.") % {"day": in_words(self.met)} if self.met else _("There was no meeting yet.")
        passed = ngettext(
            "One agreed date has passed without a meeting.", "%(count)s agreed dates have passed without a meeting.", self.count
        )
        return f"{last} {passed % {'count': self.count}}"


def watched(series: Series) -> Missed | None:
    """The series comes from .with_meetings(). A meeting that was moved to a later day is not missed."""
    if series.state != Series.State.RUNNING or series.moved:
        return None
    met = series.met_at.astimezone(clock.BERLIN).date() if series.met_at else None
    since = max(series.first, series.state_since.astimezone(clock.BERLIN).date(), met + timedelta(days=1) if met else series.first)
    dates = series.rule.days_until(clock.today() - GRACE, since=since)
    passed = [held for each in dates if (held := series.held_on(each)) and held <= clock.today() - GRACE]
    return Missed(met, passed[0], len(passed)) if passed else None


def write_to_both(series: Series) -> None:
    """Tell the coordinators of every party, once for each date since which it has not met."""
    missed = watched(series)
    if missed is None:
        return
    parties = [party.organisation_id for party in series.partnership.binding_parties()]
    seats = Membership.objects.current().with_role(Role.COORDINATOR).filter(organisation__in=parties).select_related("person")
    notice.tell(
        [seat.person for seat in seats],
        key=f"watch:{series.pk}:{missed.due}",
        subject=gettext_lazy("Not met as agreed: %(series)s"),
        template="mail/series/watch.txt",
        context={"series": series, "missed": missed},
    )
