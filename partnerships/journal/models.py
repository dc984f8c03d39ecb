"""A line of the journal: append-only, see the migration that says so to the database."""

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.prepared import Param, PreparedRows
from partnerships.journal import changes
from partnerships.journal.sentences import tell
from partnerships.organisation.standing import ANYONE, standing_of, values_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership

LINES = 50


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, person):
        """Lines of partnerships I work on, observers' released ones, and those of my own organisations; never another's internal ones."""
        mine = standing_of(person).ids
        return self.filter(
            Q(scope.worked_on(person))
            | Q(scope.read(person), released=True)
            | Q(scope.Among("organisation", params=(mine,)), partnership=None)
        ).filter(Q(internal_to=None) | Q(scope.Among("internal_to", params=(mine,))))

    def about(self, *things):
        """Lines whose subject is one of these things."""
        return self.filter(subject_id__in=[thing.pk for thing in things])

    def newest_first(self):
        return self.order_by("-at", "-id")

    def for_timeline(self):
        return self.select_related("actor", "organisation", "partnership").newest_first()


class Entry(models.Model):
    at = models.DateTimeField(_("when"), default=clock.now)
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("for")
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, related_name="entries")
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    subject_label = models.CharField(max_length=200)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    internal_to = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    released = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["partnership", "-at"]),
            models.Index(fields=["subject_id", "-at"]),
            GinIndex(fields=["data"], opclasses=["jsonb_path_ops"], name="entry_data"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_label}"

    @property
    def url(self) -> str:
        """The page of the thing: every subject of the journal has one, named <model>_detail."""
        return address(f"{self.subject_type.rpartition('.')[2].lower()}_detail", self.subject_id)

    @property
    def origin(self) -> str:
        """The page of the decision that this line says the thing comes of."""
        return reverse("decision_detail", args=[self.data["decision"]]) if self.verb == "decision.led_to" else ""

    @property
    def sentence(self) -> str:
        """The line in the reader's language."""
        return tell(self)

    @property
    def changes(self) -> list[dict]:
        """Old and new value of every changed field, in the reader's language."""
        return changes.in_words(self)


class AmongNumbers(scope.Among):
    """The same of rows that are numbered."""

    sql = "{0} = ANY(%s::bigint[])"


def _listed():
    return Entry.objects.for_timeline().filter(AmongNumbers("pk", params=(Param("found", "bigint[]"),)))


LISTED = PreparedRows(_listed)  # of a list of lines, those found


def _last():
    things = scope.Among("subject_id", params=(Param("things", "uuid[]"),))
    return Entry.objects.visible_to(ANYONE).filter(things).for_timeline()[:LINES]


_LAST = PreparedRows(_last)


def last_lines(person, *things, most: int = LINES) -> list[Entry]:
    """The newest lines about these things that this person may read, at most 50; one query."""
    return lines_about(person, [thing.pk for thing in things])[:most]


def lines_about(person, ids: list) -> list[Entry]:
    """The same, of things of which only the ids are known."""
    return _LAST.rows(values_of(person, things=ids))
