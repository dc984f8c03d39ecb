import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import ClauseText
from partnerships.base.address import address
from partnerships.base.records import Edited, Record
from partnerships.organisation.standing import standing_of


class AgreementTemplateQuerySet(models.QuerySet["AgreementTemplate"]):
    def visible_to(self, person):
        """Those of one's own organisations."""
        return self.filter(organisation__in=standing_of(person).ids)

    def offered(self):
        """Those a draft can begin with."""
        return self.filter(archived_at=None)


class AgreementTemplate(Record, Edited):
    """An organisation's own text for one kind of agreement."""

    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="agreement_templates", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind of agreement"), max_length=20, choices=Agreement.Kind)
    name = models.CharField(_("name"), max_length=160)
    note = models.TextField(_("when to use it"), max_length=1000, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement template")
        verbose_name_plural = _("agreement templates")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(archived_at=None),
                name="template_name_once",
                violation_error_message=_("There is already a template with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("agreementtemplate_detail", self.pk)

    def texts(self, number: int | None = None) -> tuple[ClauseText, ...]:
        """The clauses of an edition, with their {gaps}; the current one's unless told otherwise."""
        rows = TemplateClause.objects.filter(edition__template=self, edition__number=number or self.edition)
        return tuple(ClauseText(**{name: getattr(row, name) for name in ("title", "body", "key", "data")}) for row in rows)


def _never_changed() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class TemplateEdition(Record):
    """The whole text as somebody saved it."""

    template = models.ForeignKey(AgreementTemplate, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_edition_once")]
        triggers = [_never_changed()]

    def __str__(self) -> str:
        return str(self.number)


class TemplateClause(models.Model):
    edition = models.ForeignKey(TemplateEdition, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    title = models.CharField(_("heading"), max_length=160)
    body = models.TextField(_("text"), max_length=20000, blank=True)
    data = models.JSONField(_("details in tables"), default=dict, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "order"], name="template_clause_order_once")]
        triggers = [_never_changed()]

    def __str__(self) -> str:
        return self.title
