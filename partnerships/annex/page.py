"""What a page shows of annexes: each with what this person may do about it."""

from partnerships.annex import rules
from partnerships.annex.models import OF_THE_TEXT, Annex
from partnerships.organisation.standing import standing_of


def rows(annexes, thing, person) -> list[dict]:
    """Read beforehand by Annex.objects.visible_to(person).of(thing).for_list(); no question more."""
    mine = set(standing_of(person).ids)
    may_leave = rules.may_propose(thing) and rules.may_add(person, thing)
    return [
        {
            "annex": annex,
            "download": rules.may_download(annex),
            "remove": rules.may_remove(person, annex, thing),
            "leave": may_leave and annex.final_at is not None and annex.until is None and annex.kind in OF_THE_TEXT,
            "leaving": bool(mine & set(annex.leaves_with)),
        }
        for annex in annexes
    ]


def laid_ready(thing, organisation) -> list[Annex]:
    """What that organisation's next proposal would bring, and what it would leave out; one query."""
    return list(Annex.objects.of(thing).laid_ready(organisation).order_by("kind", "created_at"))
