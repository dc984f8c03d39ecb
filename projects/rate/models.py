import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base.records import Edited, Record
from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import VALUED, Kind
from partnerships.organisation.models import Organisation

FIRST_YEAR, LAST_YEAR = 2000, 2200
KINDS = [(kind.value, kind.label) for kind in Kind if kind in VALUED]
UNITS = {Kind.ROOMS: _("€ for one m² and month"), Kind.TIME: _("€ for one hour"), Kind.VOLUNTEER: _("€ for one hour")}


class RateQuerySet(models.QuerySet["Rate"]):
    def visible_to(self, person):
        """Of every organisation one sees: rates are open to the partners."""
        return self.filter(organisation__in=Organisation.objects.visible_to(person).order_by().values("pk"))

    def for_list(self):
        return self.select_related("organisation", "set_by").order_by("-year", "kind", "what")


@pghistory.track()
class Rate(Record, Edited):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rates", verbose_name=_("organisation"))
    kind = models.CharField(_("what"), max_length=10, choices=KINDS)
    what = models.CharField(_("for what exactly"), max_length=50, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("rate in €"), max_digits=10, decimal_places=2)
    source = models.CharField(_("source of the rate"), max_length=100)
    as_of = models.DateField(_("rate as of"))
    set_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(
                F("organisation"),
                F("kind"),
                F("year"),
                Lower("what"),
                name="rate_once_a_year",
                violation_error_message=_("There is a rate for this and this year already."),
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="rate_is_worth_something"),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="rate_year"),
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _label in KINDS]), name="rate_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.what or self.get_kind_display()} {self.year}: {euro(self.value)}"

    def get_absolute_url(self) -> str:
        return f"{reverse('rate_list')}?organisation={self.organisation_id}"

    @property
    def unit(self):
        return UNITS[Kind(self.kind)]

    @property
    def origin(self) -> str:
        """What is written to a contribution as the source of its rate."""
        return f"{self.what}: {self.source}" if self.what else self.source
