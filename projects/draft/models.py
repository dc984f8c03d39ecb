from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.records import Edited, Record
from partnerships.organisation.standing import standing_of


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person):
        """Those of organisations this person writes for."""
        standing = standing_of(person)
        return self.filter(organisation__in=[pk for pk in standing.ids if standing.writes_for(pk)])

    def for_list(self):
        return self.select_related("partnership", "organisation", "saved_by").order_by("-saved_at", "-pk")


class Draft(Record, Edited):
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.CASCADE, related_name="+")
    data = models.JSONField(_("what was typed"), default=dict)
    saved_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("saved by"))
    saved_at = models.DateTimeField(_("saved"), default=clock.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a request")
        verbose_name_plural = _("drafts of requests")
        indexes = [models.Index(fields=["organisation", "-saved_at"])]

    def __str__(self) -> str:
        return str(self.data.get("title") or _("Without a title yet"))

    def get_absolute_url(self) -> str:
        return f"{reverse('contribution_create')}?partnership={self.partnership_id}&draft={self.pk}"
