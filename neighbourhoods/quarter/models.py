from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base.records import Record
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership


class QuarterQuerySet(models.QuerySet["Quarter"]):
    def visible_to(self, person):
        """Those of partnerships I take part in, observers included, and those my own organisations brought in."""
        mine = Partnership.objects.read_by(person).values("pk")
        return self.filter(
            Q(pk__in=Quarter.partnerships.through.objects.filter(partnership__in=mine).values("quarter"))
            | Q(brought_in_by__in=standing_of(person).ids)
        )


class Quarter(Record):
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
        return reverse("quarter_detail", args=[self.pk])


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, person):
        """Public and partners' figures of quarters I see; internal ones of my own organisations; observers: public ones."""
        mine = standing_of(person).ids
        worked = Quarter.partnerships.through.objects.filter(partnership__in=Partnership.objects.worked_on_by(person).values("pk")).values(
            "quarter"
        )
        return self.filter(quarter__in=Quarter.objects.visible_to(person)).filter(
            Q(level=Figure.Level.PUBLIC) | Q(level=Figure.Level.PARTNERS, quarter__in=worked) | Q(organisation__in=mine)
        )


class Figure(Record):
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
        ]
        indexes = [models.Index(fields=["quarter", "key", "-reference_date"])]

    def __str__(self) -> str:
        return self.label or self.get_key_display()
