"""Files of a draft: read by the own house only, handed on to the request when it is sent."""

from typing import ClassVar

from django.utils.translation import gettext as _

from partnerships.annex.models import Kind
from partnerships.annex.registry import Arrival, Place, register
from partnerships.base.verdict import Refused, Verdict
from projects.contribution import rules
from projects.draft.models import Draft


class OfDraft(Place):
    model: ClassVar = Draft
    name: ClassVar[str] = "draft"
    shown: ClassVar[bool] = True
    recorded: ClassVar[bool] = False

    def visible_to(self, person):
        return Draft.objects.visible_to(person).for_list()

    def locked(self, thing):
        rows = Draft.objects.select_for_update(of=("self",)).select_related("organisation", "partnership")
        if (draft := rows.filter(pk=thing.pk).first()) is None:
            raise Refused(_("This draft was sent or deleted meanwhile. Please add the file to the request."))
        return draft

    def kinds_now(self, thing: Draft) -> tuple[str, ...]:
        return (Kind.ATTACHMENT,)

    def may_add(self, person, thing: Draft) -> Verdict:
        return rules.writes_for(person, thing.organisation)

    def arrival(self, thing: Draft, kind: str, *, internal: bool) -> Arrival:
        return Arrival()

    def home(self, thing: Draft) -> str:
        return f"{thing.get_absolute_url()}#files"


register(OfDraft())
