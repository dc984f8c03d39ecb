"""Proposals that wait for a yes or for their day, talks about renewal, and what is left of the list for the end: told to both sides."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion, Voice
from partnerships.agreement.moves import VALID, State
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.base.address import address
from partnerships.base.prepared import PERSON
from partnerships.consent.lines import MissingIds, MissingNames
from partnerships.organisation.models import Role
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import IfMine, MineOf, day, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MySeat

PARTNERSHIP = "agreement__partnership"


def _worked_on(rows):
    return rows.filter(scope.worked_on(ANYBODY, PARTNERSHIP), IsActive(PARTNERSHIP)).annotate(seat=MySeat(PARTNERSHIP))


def _about(row, me) -> dict:
    partnership = me.seat(row.agreement_partnership_id).title
    return {"title": row.agreement_title, "url": address("agreement_course", row.agreement_id), "partnership": partnership}


def _with_missing(rows):
    """Adds whose yes is missing, mine among them, and whether I have given my voice."""
    columns, params = (PARTNERSHIP, "pk", "edition"), (Motion._meta.app_label, Motion._meta.model_name)
    voiced = Voice.objects.filter(motion=OuterRef("pk"), person=PERSON)
    rows = rows.annotate(missing=MissingIds(*columns, params=params), missing_names=MissingNames(*columns, params=params))
    return rows.annotate(missing_here=MineOf("missing"), is_said_by_all=Q(missing=[]), have_i_said=Exists(voiced))


@source
@open_rows(
    rows=lambda: _with_missing(_worked_on(Motion.objects.filter(state=Motion.State.PROPOSED))),
    facts=("missing_here", "is_said_by_all", "have_i_said", "seat"),
    shown=(
        *("verb", "created_at", "agreement_id", "agreement__title", "agreement__partnership_id", "organisation_id"),
        *("missing_here", "missing_names", "is_said_by_all", "have_i_said"),
    ),
    order=("created_at",),
    lines=lambda: _with_missing(Motion.objects.all()),
)
def motions(row, me) -> Todo:
    """Where the last one missing has left the partnership, any signatory completes it."""
    seat, verb = me.seat(row.agreement_partnership_id), str(Motion.Verb(row.verb).label)
    common = _about(row, me) | {"since": moment(row.created_at), "icon": "hand-thumbs-up"}
    asked = [seat.organisation] if row.is_said_by_all else [UUID(each) for each in row.missing_here]
    if not asked:
        ask = _("Waits for an answer to the proposal: %(verb)s") % {"verb": verb}
        return Todo(waiting="them", ask=ask, who=", ".join(row.missing_names), **common)
    if row.have_i_said and not row.is_said_by_all:
        ask = _("A second signatory of your house has to agree to the proposal: %(verb)s") % {"verb": verb}
        return Todo(waiting="us", ask=ask, **common)
    ask = _("%(organisation)s proposes: %(verb)s. Agree or decline.") % {"organisation": me.name_of(row.organisation_id), "verb": verb}
    return Todo(waiting="me" if any(me.standing.has(each, Role.SIGNATORY) for each in asked) else "us", ask=ask, **common)


@source
@open_rows(
    rows=lambda: _worked_on(Motion.objects.filter(state=Motion.State.ACCEPTED, effective_on__isnull=False)),
    facts=("state",),
    shown=("verb", "effective_on", "agreement_id", "agreement__title", "agreement__partnership_id"),
    order=("effective_on",),
)
def decided(row, me) -> Todo:
    ask = _("Agreed by all: %(verb)s") % {"verb": str(Motion.Verb(row.verb).label)}
    return Todo(waiting="coming", ask=ask, due=day(row.effective_on), happens=True, icon="calendar-check", **_about(row, me))


def _in_renewal():
    """Talked about, and nothing proposed yet."""
    proposed = Motion.objects.filter(agreement=OuterRef("pk"), verb=Motion.Verb.RENEW, state=Motion.State.PROPOSED)
    rows = Agreement.objects.negotiated_by(ANYBODY).filter(IsActive("partnership"), ~Exists(proposed), state=State.RENEWAL)
    return rows.annotate(seat=MySeat("partnership"))


@source
@open_rows(
    rows=_in_renewal,
    facts=("seat",),
    shown=("id", "title", "state_since", "ends_on", "partnership_id"),
    order=("ends_on",),
)
def renewals(row, me) -> Todo:
    """It is up to both, whoever began to talk about it."""
    seat = me.seat(row.partnership_id)
    mine = any(me.standing.has(organisation, *NEGOTIATORS) for organisation, _side in seat.parties)
    return Todo(
        waiting="me" if mine else "us",
        title=row.title,
        ask=_("You talk about what comes next: propose to renew the agreement, or let it end."),
        url=address("agreement_course", row.id),
        since=moment(row.state_since),
        due=day(row.ends_on),
        partnership=seat.title,
        icon="arrow-repeat",
    )


def _with_house(rows):
    return rows.annotate(house=IfMine("organisation"), is_of_both=Q(organisation=None))


@source
@open_rows(
    rows=lambda: _with_house(_worked_on(WindUp.objects.filter(state=WindUp.State.OPEN, agreement__state__in=(*VALID, State.ENDED)))),
    facts=("house", "is_of_both", "seat"),
    shown=(
        *("key", "what", "until", "created_at", "house", "is_of_both", "organisation_id"),
        *("agreement_id", "agreement__title", "agreement__partnership_id"),
    ),
    order=("until", "created_at"),
)
def wind_up(row, me) -> Todo:
    """What no house is named for is up to both."""
    houses = [each for each, _side in me.seat(row.agreement_partnership_id).parties] if row.is_of_both else [row.house and UUID(row.house)]
    mine = any(me.standing.writes_for(each) for each in houses if each)
    theirs = not row.house and not row.is_of_both
    common = _about(row, me) | {"title": row.what or str(WindUp.Key(row.key).label), "due": day(row.until), "icon": "box-seam"}
    return Todo(
        waiting="them" if theirs else "me" if mine else "us",
        ask=_("To be done at the end of “%(agreement)s”") % {"agreement": row.agreement_title},
        since=moment(row.created_at),
        who=me.name_of(row.organisation_id) if theirs else "",
        **common,
    )
