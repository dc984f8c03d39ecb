"""What addenda that both sides have agreed on say to a topic or a decision of released minutes; told beside it, the minutes stay."""

from django.db.models import F, OuterRef, Q

from partnerships.base.nested import nested
from partnerships.meeting.models import Item

SHOWN = ("text", "passage", "number", "addendum_id", "decision_id")


def _agreed():
    corrections = Item._meta.get_field("corrections").related_model
    return corrections.objects.filter(addendum__state="agreed").annotate(number=F("addendum__number")).order_by("number", "order")


def corrected_items(rows):
    """Adds `corrected` to topics: what was said to them and to their decisions."""
    here = Q(item=OuterRef("pk")) | Q(decision__item=OuterRef("pk"))
    return rows.annotate(corrected=nested(_agreed().filter(here), *SHOWN))


def corrected_decisions(rows):
    """Adds `corrected` to decisions: what was said to them and to their topic."""
    here = Q(decision=OuterRef("pk")) | Q(item=OuterRef("item"), decision=None)
    return rows.annotate(corrected=nested(_agreed().filter(here), *SHOWN))
