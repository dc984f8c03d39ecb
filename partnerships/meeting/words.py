from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Course(models.TextChoices):
    """What has become of a decision."""

    NOTED = "noted", _("minutes not released yet")
    RESERVED = "reserved", _("open reservation")
    IN_FORCE = "in_force", _("in force")
    REPLACED = "replaced", _("replaced")


def numbered_title(meeting, name: str, taken: set | None) -> str:
    title = gettext("%(kind)s no. %(month)s") % {"kind": name or meeting.get_kind_display(), "month": meeting.month}
    if taken is None:
        others = type(meeting).objects.filter(partnership=meeting.partnership_id, title__startswith=title).exclude(pk=meeting.pk)
        taken = set(others.values_list("title", flat=True))
    return next(name for count in range(1, len(taken) + 2) if (name := title if count == 1 else f"{title} ({count})") not in taken)
