"""How the two sides work together, of the last twelve months: told of the partnership, never of a person."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, DurationField, Exists, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.base import clock
from partnerships.meeting.models import Item, Meeting
from partnerships.partnership.models import Partnership, Party, Side

LAST = timedelta(days=365)


@dataclass(frozen=True)
class Figures:
    """`release`: days from the end of a meeting to its released minutes; `due`: tasks whose day has come; `social`, `housing`: topics."""

    release: int | None
    due: int
    on_time: int
    social: int
    housing: int

    @property
    def share_on_time(self) -> int:
        return round(100 * self.on_time / self.due) if self.due else 0

    @property
    def percent(self) -> str:
        return f"{self.share_on_time} %"

    @property
    def split(self) -> str:
        """Social side : housing side, in percent."""
        return f"{self.share_social} : {self.share_housing}"

    @property
    def share_social(self) -> int:
        topics = self.social + self.housing
        return round(100 * self.social / topics) if topics else 0

    @property
    def share_housing(self) -> int:
        return 100 - self.share_social if self.social + self.housing else 0


def figures_of(partnership) -> Figures:
    """One query. A task that was postponed counts by the day the minutes have; one that is no longer needed does not count."""
    tasks = Partnership._meta.get_field("tasks").related_model.objects.filter(partnership=OuterRef("pk")).exclude(state="dropped")
    due = tasks.annotate(promised=Coalesce("first_until", "until")).filter(promised__range=(clock.today() - LAST, clock.today()))
    released = Meeting.objects.filter(partnership=OuterRef("pk"), state=Meeting.State.RELEASED, released_at__gte=clock.now() - LAST)
    row = (
        Partnership.objects.filter(pk=partnership.pk)
        .annotate(
            took=Subquery(_each(released, Avg(F("released_at") - F("ends_at"))), output_field=DurationField()),
            due=_count(due),
            on_time=_count(due.filter(done_at__date__lte=F("promised"))),
            social=_count(_topics(Side.SOCIAL), "meeting__partnership"),
            housing=_count(_topics(Side.HOUSING), "meeting__partnership"),
        )
        .values("took", "due", "on_time", "social", "housing")
        .get()
    )
    took = row.pop("took")
    return Figures(release=None if took is None else round(took / timedelta(days=1)), **row)


def _topics(side: str):
    party = Party.objects.filter(partnership=OuterRef("meeting__partnership"), organisation=OuterRef("brought_in_by"), side=side)
    since = clock.now() - LAST
    held = Item.objects.filter(meeting__partnership=OuterRef("pk"), meeting__starts_at__gte=since).exclude(meeting__state="cancelled")
    return held.filter(Exists(party))


def _each(rows, what, by: str = "partnership"):
    return rows.order_by().values(by).annotate(figure=what).values("figure")


def _count(rows, by: str = "partnership") -> Coalesce:
    return Coalesce(Subquery(_each(rows, Count("pk"), by), output_field=IntegerField()), 0)
