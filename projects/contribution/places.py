"""Files that belong to a request: read by both sides at once, taken away again only while the request is open."""

from typing import ClassVar

from partnerships.annex.models import Kind
from partnerships.annex.registry import Arrival, Place, register
from partnerships.base.verdict import Verdict
from projects.contribution import rules
from projects.contribution.models import Contribution


class OfContribution(Place):
    model: ClassVar = Contribution
    name: ClassVar[str] = "contribution"
    shown: ClassVar[bool] = True

    def visible_to(self, person):
        return Contribution.objects.visible_to(person).for_list()

    def locked(self, thing):
        rows = Contribution.objects.select_for_update(of=("self",), no_key=True)
        return rows.select_related("giver", "receiver", "partnership").get(pk=thing.pk)

    def kinds_now(self, thing: Contribution) -> tuple[str, ...]:
        return (Kind.ATTACHMENT,) if thing.state in (*Contribution.OPEN, *Contribution.PROMISED) else ()

    def may_add(self, person, thing: Contribution) -> Verdict:
        return rules.may_write(person, thing)

    def may_remove(self, person, thing: Contribution, annex) -> Verdict:
        return rules.is_open(thing)

    def arrival(self, thing: Contribution, kind: str, *, internal: bool) -> Arrival:
        return Arrival(shared=True)

    def home(self, thing: Contribution) -> str:
        return f"{thing.get_absolute_url()}#files"


register(OfContribution())
