"""What belongs to a meeting, brought along as small dicts in the meeting's own query."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from partnerships.base.nested import nested

ASKED = ("id", "item_id", "decision_id", "passage", "read", "edition", "organisation_id", "text", "view", "state")

ADDED = ("id", "number", "state", "state_since", "reason")


class WithParts(models.QuerySet):
    def _parts(self, name: str):
        """The rows that hang on the meeting under this name."""
        return self.model._meta.get_field(name).related_model.objects.filter(meeting=OuterRef("pk"))

    def with_people(self):
        """Adds `people`: every participant as a small dict, so that a page needs no query of its own for them."""
        person = JSONObject(name="name", presence="presence", organisation="organisation__short_name", kind="organisation__kind")
        return self.annotate(people=ArraySubquery(self._parts("participants").order_by("name", "pk").values(json=person)))

    def with_outcomes(self):
        """Adds `decided`, `noted` (informations and ideas), `wished` (requested changes), `added` (addenda): small dicts as well."""
        asked = self._parts("wishes").order_by("pk").annotate(house=F("organisation__short_name"), by=F("person__name"))
        added = self._parts("addenda").order_by("number", "pk").annotate(house=F("organisation__short_name"))
        of_each = {"pk": "pk", "item": "item", "text": "text"}
        decision = JSONObject(number="number", reservation="reservation", house="reservation_of__short_name", **of_each)
        return self.annotate(
            noted=ArraySubquery(self._parts("points").order_by("pk").values(json=JSONObject(kind="kind", **of_each))),
            added=nested(added, *ADDED, "house"),
            wished=nested(asked, *ASKED, "house", "by"),
            decided=ArraySubquery(self._parts("decisions").order_by("number").values(json=decision)),
        )
