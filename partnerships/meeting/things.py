"""What a topic may be about: any thing of the partnership that the journal tells of, the latest first."""

from itertools import groupby

from django.apps import apps

from partnerships.journal.models import Entry
from partnerships.meeting.shapes import Thing

LINES = 500
MOST = 80
NOT_THESE = ("partnerships.Partnership", "partnerships.Meeting", "partnerships.Item")


def things_of(partnership, person) -> list[Thing]:
    """One query. What is internal to one house is not among them: the other side reads what is chosen."""
    lines = Entry.objects.visible_to(person).filter(partnership=partnership, internal_to=None).exclude(subject_type__in=NOT_THESE)
    found: dict = {}
    for type_, pk, label in lines.order_by("-at", "-id").values_list("subject_type", "subject_id", "subject_label")[:LINES]:
        found.setdefault(pk, Thing(type_, pk, label))
    return list(found.values())[:MOST]


def key_of(thing: Thing) -> str:
    return f"{thing.type}:{thing.pk}"


def thing_of(row) -> Thing | None:
    """What a topic is about already."""
    return Thing(row.about_type, row.about_id, row.about_label) if row.about_type else None


def choices_of(things: list[Thing]) -> list:
    """Grouped by what they are, for a menu."""
    ordered = sorted(things, key=lambda each: (_plural(each.type), each.label.casefold()))
    grouped = groupby(ordered, key=lambda each: _plural(each.type))
    return [("", "–"), *((name, [(key_of(each), each.label) for each in group]) for name, group in grouped)]


def _plural(type_: str) -> str:
    name = str(apps.get_model(type_)._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]
