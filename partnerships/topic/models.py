import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.address import address
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Edited, Record
from partnerships.meeting.models import Item
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, person):
        """Those of partnerships whose inside I may see."""
        return self.filter(scope.worked_on(person))


@pghistory.track()
class Topic(Record, Edited):
    class State(models.TextChoices):
        OPEN = "open", _("For later")
        TAKEN = "taken", _("On an agenda")
        DROPPED = "dropped", _("no longer needed")

    MOVES = (
        move("take", State.OPEN, State.TAKEN, Who.EITHER),
        move("drop", State.OPEN, State.DROPPED, Who.AUTHOR),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="topics", verbose_name=_("partnership"))
    title = models.CharField(_("topic"), max_length=200)
    note = models.TextField(_("What should be talked about?"), max_length=2000, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Item.Purpose, default=Item.Purpose.CONSULTATION)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    brought_in_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )
    about_type = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.UUIDField(null=True, blank=True, editable=False)
    about_label = models.CharField(_("It is about"), max_length=200, blank=True, editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic for later")
        verbose_name_plural = _("topics for later")
        constraints = [models.CheckConstraint(condition=Q(about_type="") | Q(about_id__isnull=False), name="topic_about_something")]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("topic_detail", self.pk)

    point_at, about_url = Item.point_at, Item.about_url

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state = line_of(self.MOVES, verb, self.state).target
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *fields])
