from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.partnership.rules import LEADS
from partnerships.todo.registry import Todo, source


@source
def invitations(person) -> list[Todo]:
    """An invitation waits for my organisation, or for one that we invited."""
    standing = standing_of(person)
    parties = (
        Party.objects.filter(state=Party.State.INVITED)
        .exclude(partnership__state=Partnership.State.ENDED)
        .filter(Q(organisation__in=standing.ids) | Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk")))
        .select_related("partnership", "organisation")
    )
    return [_invitation(party, standing) for party in parties]


def _invitation(party, standing) -> Todo:
    if party.organisation_id in standing.organisations:
        waiting = "me" if standing.has(party.organisation_id, *LEADS) else "us"
        ask = _("Accept the invitation or decline it")
    else:
        waiting, ask = "them", _("Answer the invitation")
    return Todo(
        waiting=waiting,
        title=party.partnership.title,
        ask=ask,
        url=party.partnership.get_absolute_url(),
        since=party.created_at,
        who=str(party.organisation),
        partnership=party.partnership.title,
        icon="envelope",
    )


@source
def endings(person) -> list[Todo]:
    """A side asked to end a partnership: the other one has to answer."""
    standing = standing_of(person)
    parties = Party.objects.filter(partnership=OuterRef("pk"), state=Party.State.ACTIVE)
    rows = (
        Partnership.objects.worked_on_by(person)
        .filter(state=Partnership.State.ACTIVE, ending_asked_at__isnull=False)
        .select_related("ending_asked_by")
        .annotate(
            asking=parties.filter(organisation=OuterRef("ending_asked_by")).values("side")[:1],
            mine=ArraySubquery(parties.filter(organisation__in=standing.ids, side__in=[Side.SOCIAL, Side.HOUSING]).values("organisation")),
            my_sides=ArraySubquery(parties.filter(organisation__in=standing.ids, side__in=[Side.SOCIAL, Side.HOUSING]).values("side")),
        )
    )
    return [_ending(row, standing) for row in rows]


def _ending(row, standing) -> Todo:
    answering = [organisation for organisation, side in zip(row.mine, row.my_sides, strict=True) if side != row.asking]
    if not answering:
        waiting, who = "them", str(Side(row.asking).other.label)
    else:
        waiting, who = ("me" if any(standing.has(pk, *LEADS) for pk in answering) else "us"), ""
    return Todo(
        waiting=waiting,
        title=_("End of “%(title)s”") % {"title": row.title},
        ask=_("Agree or say why the partnership should go on"),
        url=row.get_absolute_url(),
        since=row.ending_asked_at,
        who=who,
        partnership=row.title,
        icon="archive",
    )
