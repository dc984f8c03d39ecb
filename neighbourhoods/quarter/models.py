"""A quarter and its key figures: each with its day, its source and who may see it."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext_lazy as _

from partnerships.base.address import address
from partnerships.base.records import Edited, Record
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Party, Side


class QuarterQuerySet(models.QuerySet["Quarter"]):
    def visible_to(self, person):
        """Those of partnerships I take part in, observers included, and those my own organisations brought in."""
        return self.filter(
            Q(pk__in=Quarter.partnerships.through.objects.filter(scope.read(person)).values("quarter"))
            | Q(scope.Among("brought_in_by", params=(standing_of(person).ids,)))
        )

    def with_voices(self):
        """Adds `voice_ids`: the organisations that work in an open partnership with this quarter; no extra query."""
        return self.annotate(voice_ids=ArraySubquery(_voices(OuterRef("pk"))))

    def linked_to(self, partnership):
        """Adds `is_linked`: does this partnership work in it?"""
        links = Quarter.partnerships.through.objects.filter(quarter=OuterRef("pk"), partnership=partnership)
        return self.annotate(is_linked=Exists(links))

    def with_key_figures(self, person):
        """Adds `figure_rows`: the figures of KEY that this person may see, newest first; no extra query."""
        figures = Figure.objects.visible_to(person).filter(quarter=OuterRef("pk"), key__in=Quarter.KEY_FIGURES)
        text = Cast("value", models.TextField())  # JSON's numbers are inexact
        data = JSONObject(key="key", value=text, unit="unit", on="reference_date")
        return self.annotate(figure_rows=ArraySubquery(figures.order_by("-reference_date", "-created_at").values(data=data)))


def _voices(quarter):
    parties = Party.objects.filter(partnership__quarters=quarter, state=Party.State.ACTIVE, side__in=[Side.SOCIAL, Side.HOUSING])
    return parties.exclude(partnership__state=Partnership.State.ENDED).values("organisation_id")


@pghistory.track()
class Quarter(Record, Edited):
    NAMED_BY = "name"
    KEY_FIGURES = ("residents", "dwellings", "turnover", "rent")  # shown in the list

    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("town"), max_length=80)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    streets = models.TextField(_("streets"), max_length=4000, blank=True)
    partnerships = models.ManyToManyField(Partnership, related_name="quarters", blank=True, verbose_name=_("partnerships"))
    brought_in_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )

    objects = QuarterQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("quarter_detail", self.pk)

    def voices(self) -> list:
        """Ids of the organisations that may speak for it; one query unless with_voices() brought them."""
        if not hasattr(self, "voice_ids"):
            self.voice_ids = list(_voices(self).values_list("organisation_id", flat=True))
        return self.voice_ids

    def key_figures(self) -> list[dict]:
        """For the list: the newest of each key figure, in their order, None where there is none."""
        newest: dict = {}
        for row in self.figure_rows:
            newest.setdefault(row["key"], row)
        return [{"label": Figure.Key(key).label, "figure": newest.get(key)} for key in self.KEY_FIGURES]


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, person):
        """Public figures of quarters I see; partners' ones of organisations I share a partnership in that quarter with; my own ones.

        "Partners" are the partners of who entered the figure: when somebody else links the quarter to another
        partnership, a company there does not get to read a competitor's vacancy.
        """
        together = Party.objects.filter(
            scope.worked_on(person),
            partnership__quarters=OuterRef("quarter"),
            organisation=OuterRef("organisation"),
            state=Party.State.ACTIVE,
        )
        return self.filter(
            Q(level=Figure.Level.PUBLIC) & Q(quarter__in=Quarter.objects.visible_to(person).values("pk"))
            | Q(level=Figure.Level.PARTNERS) & Exists(together)
            | Q(scope.Among("organisation", params=(standing_of(person).ids,)))
        )


@pghistory.track()
class Figure(Record, Edited):
    """A key figure of a quarter."""

    class Level(models.TextChoices):
        PUBLIC = "public", _("Public")
        PARTNERS = "partners", _("Partners")
        INTERNAL = "internal", _("Internal")

    class Key(models.TextChoices):
        RESIDENTS = "residents", _("Residents")
        DWELLINGS = "dwellings", _("Dwellings in total")
        OWN_DWELLINGS = "own_dwellings", _("Dwellings of the housing company")
        VACANCY_MARKET = "vacancy_market", _("Vacancy for lack of demand")
        VACANCY_WORKS = "vacancy_works", _("Vacancy because of building works")
        TURNOVER = "turnover", _("Tenant turnover")
        OVER_65 = "over_65", _("Share of people over 65")
        UNDER_18 = "under_18", _("Share of people under 18")
        BENEFITS = "benefits", _("Share of people with basic income support")
        RENT = "rent", _("Average net cold rent")
        OTHER = "other", _("Other")

    UNITS: dict[str, str] = {
        Key.VACANCY_MARKET: "%",
        Key.VACANCY_WORKS: "%",
        Key.TURNOVER: "%",
        Key.OVER_65: "%",
        Key.UNDER_18: "%",
        Key.BENEFITS: "%",
        Key.RENT: "€/m²",
    }

    quarter = models.ForeignKey(Quarter, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(_("key figure"), max_length=20, choices=Key)
    label = models.CharField(_("name of the figure"), max_length=120, blank=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    reference_date = models.DateField(_("reference date"))
    source = models.CharField(_("source"), max_length=200)
    level = models.CharField(_("who may see it"), max_length=10, choices=Level, default=Level.PARTNERS)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=0), name="figure_not_negative", violation_error_message=_("Please enter a value of zero or more.")
            ),
            models.CheckConstraint(
                condition=~Q(unit="%") | Q(value__lte=Decimal(100)),
                name="figure_share_at_most_all",
                violation_error_message=_("A share cannot be more than one hundred percent."),
            ),
            models.CheckConstraint(
                condition=~Q(key="other") | ~Q(label=""),
                name="figure_other_has_name",
                violation_error_message=_("Please give the figure a name."),
            ),
            models.UniqueConstraint(
                fields=["quarter", "organisation", "key", "label", "reference_date"],
                name="figure_once_a_day",
                violation_error_message=_("Your organisation has already entered this figure for that day. You can change it there."),
            ),
        ]
        indexes = [models.Index(fields=["quarter", "key", "-reference_date"])]

    def __str__(self) -> str:
        return self.label or self.get_key_display()
