from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.annex.models import OF_THE_TEXT, Annex
from partnerships.annex.registry import place_of
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.standing import standing_of

MOST = 60  # of one thing


def may_add(person, thing) -> Verdict:
    """May this person add an annex to the thing now?"""
    place = place_of(thing)
    if not (may := place.may_add(person, thing)):
        return may
    if not place.kinds_now(thing):
        return no(_("Nothing can be added here any more."))
    return YES


def has_room(thing) -> Verdict:
    if Annex.objects.of(thing).count() < MOST:
        return YES
    return no(_("At most %(most)d files can be kept here.") % {"most": MOST})


def may_download(annex: Annex) -> Verdict:
    """Is the file fit to be handed out? Who may see it at all is the door's answer."""
    if annex.state == Annex.State.WAITING:
        return no(_("This file is still being checked for viruses. Please try again in a minute."))
    if annex.state == Annex.State.INFECTED:
        return no(_("A virus was found in this file. It was deleted."))
    return YES


def may_remove(person, annex: Annex, thing) -> Verdict:
    """Only before it was sent, and only by the organisation that brought it."""
    if annex.final_at is not None:
        return no(_("This file was sent to the other side and stays."))
    return first_no(_is_own(person, annex), place_of(thing).may_remove(person, thing, annex))


def may_leave(person, annex: Annex, thing) -> Verdict:
    """May the person's organisation make its next proposal without this annex?"""
    if annex.final_at is None or annex.until is not None:
        return no(_("This annex does not belong to the text."))
    return may_add(person, thing) if may_propose(thing) else no(_("The text is not talked about any more, and its annexes stay."))


def may_propose(thing) -> bool:
    """Is there still a text to propose, with annexes that come and go?"""
    return any(kind in OF_THE_TEXT for kind in place_of(thing).kinds_now(thing))


def are_ready(annexes) -> Verdict:
    """Can these files be given to the other side?"""
    waiting = [annex for annex in annexes if annex.state == Annex.State.WAITING]
    if waiting:
        return no(
            ngettext(
                "“%(names)s” is still being checked for viruses. Please try again in a minute.",
                "%(names)s are still being checked for viruses. Please try again in a minute.",
                len(waiting),
            )
            % {"names": ", ".join(annex.name for annex in waiting)}
        )
    infected = [annex for annex in annexes if annex.state == Annex.State.INFECTED]
    if infected:
        return no(
            _("A virus was found in “%(names)s”. Please remove this annex first.") % {"names": ", ".join(annex.name for annex in infected)}
        )
    return YES


def _is_own(person, annex: Annex) -> Verdict:
    if standing_of(person).writes_for(annex.organisation_id):
        return YES
    return no(_("Only %(organisation)s can remove this file.") % {"organisation": annex.organisation})
