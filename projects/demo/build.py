from django.db import transaction
from django.utils import translation

from partnerships.base import clock
from partnerships.notice.models import Letter
from partnerships.organisation.models import Organisation
from projects.demo import (
    agreements,
    amendments,
    bookings,
    endings,
    meetings,
    money,
    papers,
    partnerships,
    payments,
    people,
    places,
    pots,
    rates,
    rhythms,
    talks,
    work,
)
from projects.demo.story import Story


@transaction.atomic
def load() -> bool:
    """Tell the whole story once; False when it is there already. About 1,500 actions, all or nothing."""
    if Organisation.objects.filter(is_demo=True).exists():
        return False
    story = Story(clock.today())
    with translation.override("de"):
        with story.ago(2200):
            story.organisations, story.people = people.make(since=story.day(2200))
        for chapter in (
            partnerships,
            places,
            rates,
            agreements,
            talks,
            endings,
            work,
            rhythms,
            meetings,
            amendments,
            money,
            bookings,
            pots,
            payments,
        ):
            chapter.tell(story)
        papers.make_signed()
    # what would have been written to these people was written long ago: no mail server is to send it now
    Letter.objects.filter(state=Letter.State.WAITING).update(state=Letter.State.SENT, sent_at=clock.now())
    return True
