import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Side


class TermQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; observers, who read minutes, see agreed ones."""
        return self.filter(Q(scope.worked_on(person)) | Q(scope.read(person), state=Term.State.AGREED))

    def agreed(self):
        return self.filter(state=Term.State.AGREED)


@pghistory.track()
class Term(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed by both sides")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = (
        move("agree", State.PROPOSED, State.AGREED, Who.BOTH),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
        move("reword", State.AGREED, State.PROPOSED, Who.EITHER),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="terms", verbose_name=_("partnership"))
    word = models.CharField(_("word"), max_length=80)
    forms = models.CharField(_("other forms of the word"), max_length=200, blank=True)
    housing_view = models.TextField(_("as the housing side understands it"), max_length=1000, blank=True)
    social_view = models.TextField(_("as the social side understands it"), max_length=1000, blank=True)
    common = models.TextField(_("what both mean by it"), max_length=1000)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("words of the glossary")
        constraints = [
            models.UniqueConstraint(
                "partnership",
                Lower("word"),
                condition=Q(state__in=["proposed", "agreed"]),
                name="term_once",
                violation_error_message=_("This word stands in the glossary of this partnership already."),
            )
        ]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return address("term_detail", self.pk)

    def view_of(self, side: str) -> str:
        return self.housing_view if side == Side.HOUSING else self.social_view

    def put_view(self, side: str, view: str) -> None:
        """Each side words its own."""
        setattr(self, "housing_view" if side == Side.HOUSING else "social_view", view)

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state, self.state_since = line_of(self.MOVES, verb, self.state).target, clock.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "state_since", *fields])

    def content(self) -> dict:
        return {name: getattr(self, name) for name in ("word", "forms", "housing_view", "social_view", "common")}
