"""A signed agreement and what is done with it, read by queries that are planned once (base/prepared.py)."""

from django.db.models import F, Prefetch

from partnerships.agreement.edition import Edition
from partnerships.agreement.ending import Notice, WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion, Voice
from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, by_id

OF_IT = Param("agreement", "uuid")


def _with_term():
    """With the edition that counts, for its term; nobody reads the text here."""
    current = Prefetch("editions", Edition.objects.filter(number=F("agreement__edition")), to_attr="current_one")
    return Agreement.objects.visible_to(ANYONE).for_list().prefetch_related(current)


def _pending():
    rows = Motion.objects.filter(agreement=OF_IT, state__in=(Motion.State.PROPOSED, Motion.State.ACCEPTED)).with_yeses()
    voices = Prefetch("voices", Voice.objects.select_related("person"))
    return rows.select_related("organisation", "proposed_by").prefetch_related(voices).order_by("created_at")


_WITH_TERM = by_id(_with_term)
_PENDING = PreparedRows(_pending)
_NOTICES = PreparedRows(lambda: Notice.objects.filter(agreement=OF_IT, taken_back_at=None).select_related("organisation", "person"))
_WIND_UP = PreparedRows(lambda: WindUp.objects.filter(agreement=OF_IT).select_related("organisation", "done_by"))

motion_or_404 = by_id(
    lambda: Motion.objects.visible_to(ANYONE).with_yeses().select_related("agreement__partnership", "organisation"),
)
item_or_404 = by_id(lambda: WindUp.objects.visible_to(ANYONE).select_related("agreement__partnership", "organisation"))


def with_term_or_404(person, pk) -> Agreement:
    """With its parties and its term; three queries."""
    agreement = _WITH_TERM(person, pk)
    agreement.current_edition = next(iter(agreement.current_one), None)
    return agreement


def pending_of(agreement: Agreement) -> list[Motion]:
    """The motions that are proposed or agreed for a later day, with who said yes; two queries."""
    return _PENDING.rows({"agreement": agreement.pk})


def notice_of(agreement: Agreement) -> Notice | None:
    """The notice that is in force; one query."""
    return _NOTICES.first({"agreement": agreement.pk})


def wind_up_of(agreement: Agreement) -> list[WindUp]:
    """The list of the end; one query."""
    return _WIND_UP.rows({"agreement": agreement.pk})
