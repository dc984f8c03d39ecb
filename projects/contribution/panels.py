"""What the page of a partnership shows of give and take, and the page of a contribution of its files."""

from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from partnerships.annex import rules as annexes
from partnerships.annex.models import Annex
from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, standing_of, values_of
from partnerships.partnership.sections import Panel, panel
from projects.contribution import rules
from projects.contribution.models import Contribution
from projects.contribution.parts import Part, Shown, register, rows_of
from projects.contribution.places import OfContribution

SHOWN = 6


def _latest():
    rows = Contribution.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid"))
    return rows.select_related("giver", "receiver").order_by("-state_since")[:SHOWN]


_LATEST = PreparedRows(_latest)


@panel(order=35)
def contributions(partnership, person) -> Panel | None:
    """What moved last; only for those who work on the partnership."""
    if partnership.side_of(person) is None:
        return None
    latest = _LATEST.rows(values_of(person, partnership=partnership.pk))
    may_ask = rules.may_ask(person, partnership)
    query = f"?partnership={partnership.pk}"
    return Panel(
        title=_("Give and take"),
        template="projects/contribution/panel.html",
        context={
            "contributions": latest,
            "in_kind": any(each.in_kind for each in latest),
            "ledger_url": reverse("ledger", args=[partnership.pk]),
        },
        more_url=reverse("contribution_list") + query,
        new_url=reverse("contribution_create") + query if may_ask else "",
        new_label=_("Ask for something"),
    )


def file_columns(person) -> dict:
    """The files of a request, within its own query."""
    of_it = {"subject_id": OuterRef("pk"), "subject_type__app_label": "projects", "subject_type__model": "contribution"}
    rows = Annex.objects.filter(**of_it, shared_at__isnull=False).order_by("created_at", "pk")
    names = ("id", "name", "format", "size", "comment", "state", "created_at", "organisation_id", "organisation__name", "person__name")
    return {"file_rows": rows_of(rows, *names)}


def files(contribution, person) -> Shown | None:
    may = rules.may_write(person, contribution) and bool(OfContribution().kinds_now(contribution))
    if not contribution.file_rows and not may:
        return None
    found = []
    for row in contribution.file_rows:
        names = {"organisation_name": row.pop("organisation_name"), "person_name": row.pop("person_name")}
        annex = Annex(**row | {"created_at": parse_datetime(row["created_at"])})
        mine = standing_of(person).writes_for(UUID(row["organisation_id"]))
        remove = mine and rules.is_open(contribution)
        found.append({"annex": annex, "download": annexes.may_download(annex), "remove": remove, **names})
    words = {"files": found, "contribution": contribution, "may_add": may}
    return Shown("projects/contribution/files.html", words, "" if found else _("Attachments"))


register(Part(order=15, show=files, columns=file_columns))
