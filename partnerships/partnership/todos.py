"""What of partnerships waits for whom."""

from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.partnership.rules import LEADS
from partnerships.todo.registry import Todo, source


@source
def partnerships(person) -> list[Todo]:
    """An invitation waits for my organisation or for one that we invited; a wish to end waits for the side that did not have it.

    One query: the parties that are invited, and my own in partnerships that somebody wants to end.
    """
    standing = standing_of(person)
    invited = Q(state=Party.State.INVITED) & ~Q(partnership__state=Partnership.State.ENDED)
    invited &= Q(organisation__in=standing.ids) | Q(scope.worked_on(person))
    ending = Q(state=Party.State.ACTIVE, side__in=[Side.SOCIAL, Side.HOUSING], organisation__in=standing.ids)
    ending &= Q(partnership__state=Partnership.State.ACTIVE, partnership__ending_asked_at__isnull=False)
    asking = Party.objects.filter(
        partnership=OuterRef("partnership"), organisation=OuterRef("partnership__ending_asked_by"), state=Party.State.ACTIVE
    )
    parties = Party.objects.filter(invited | ending).select_related("partnership", "organisation").order_by("created_at")
    found, mine = [], {}
    for party in parties.annotate(asking=asking.values("side")[:1]):
        if party.state == Party.State.INVITED:
            found.append(_invitation(party, standing))
        else:
            mine.setdefault(party.partnership_id, []).append(party)
    return found + [_ending(own, standing) for own in mine.values()]


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


def _ending(own: list[Party], standing) -> Todo:
    """`own`: the parties of mine in a partnership that one side wants to end."""
    partnership, asking = own[0].partnership, own[0].asking
    answering = [party.organisation_id for party in own if party.side != asking]
    if not answering:
        waiting, who = "them", str(Side(asking).other.label)
    else:
        waiting, who = ("me" if any(standing.has(pk, *LEADS) for pk in answering) else "us"), ""
    return Todo(
        waiting=waiting,
        title=_("End of “%(title)s”") % {"title": partnership.title},
        ask=_("Agree or say why the partnership should go on"),
        url=partnership.get_absolute_url(),
        since=partnership.ending_asked_at,
        who=who,
        partnership=partnership.title,
        icon="archive",
    )
