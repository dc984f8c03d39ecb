"""Who uses the Lindenhof when: asked for by the association, answered by the company. One room is valued by its bookings, the others whole."""

from datetime import date, timedelta
from decimal import Decimal

from partnerships.base import clock
from projects.basis import actions as basis
from projects.booking import actions
from projects.booking.models import Booking
from projects.contribution import actions as contributions
from projects.contribution import deliveries
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.demo.story import Story

HALL, KITCHEN = "Saal Lindenhof", "Küche Lindenhof"


def tell(story: Story) -> None:
    _by_its_bookings(story)
    lindenhof = Contribution.objects.get(title="Treffpunkt Lindenhof", giver=story.organisations["H1"], state__in=Contribution.PROMISED)
    if lindenhof.ends_on < story.day(-28):
        return
    # every Thursday: the language café; the last one had to be cancelled
    for ago in (21, 14, 7, -7):
        language = _ask(story, lindenhof, ago, HALL, (15, 18), "Sprachcafé", persons=25)
        if ago > 0:
            with story.ago(ago + 12):
                language = actions.confirm(language, edition=1, by=story.birgit)
    with story.ago(8):
        actions.confirm(language, edition=1, by=story.birgit)
    # waits for an answer of the company
    _ask(story, lindenhof, -15, KITCHEN, (9, 13), "Kochen für die Nachbarschaft", persons=12)
    _ask(story, lindenhof, -21, HALL, (14, 19), "Kleiderbörse", persons=60, by="ines")
    meeting = _ask(story, lindenhof, -10, HALL, (18, 20), "Treffen der Hausgemeinschaften", persons=40)
    with story.ago(2):
        actions.decline(meeting, edition=1, reason="An diesem Abend wird der Boden geschliffen. Geht der Tag danach?", by=story.birgit)


def _by_its_bookings(story: Story) -> None:
    """A room of the company that many use: only the hours of the association count, as their share of 120 a month."""
    with story.ago(90):
        terms = Terms(kind="rooms", title="Bewegungsraum am Sonnenhang", quantity=Decimal(30), rate=Decimal("6.35"), months=Decimal(2),
                      rate_source="Mietspiegel Auenstedt", rate_date=clock.today(), purpose="Gymnastik für Ältere, offen für alle.",
                      project=story.projects["P2"], starts_on=clock.today(), ends_on=story.day(-40))  # fmt: skip
        asked = contributions.ask(story.partnerships["A1"], giver=story.organisations["H1"], terms=terms, by=story.mara)
    with story.ago(84):
        room = contributions.grant(asked, edition=asked.edition, open_hours=Decimal(120), by=story.henrike)
    for ago in (49, 28, 7):
        booking = _ask(story, room, ago, "Bewegungsraum Sonnenhang", (9, 12), "Gymnastik für Ältere", persons=14)
        with story.ago(ago + 10):
            actions.confirm(booking, edition=1, by=story.birgit)
        if ago == 28:
            with story.ago(20):
                delivery = basis.count(room, by=story.ines)
            with story.ago(17):
                deliveries.confirm(delivery, edition=delivery.edition, by=story.mara)


def _ask(
    story: Story, room: Contribution, ago: int, name: str, hours: tuple[int, int], purpose: str, *, persons: int, by: str = "mara"
) -> Booking:
    on = _thursday(story.day(ago))
    times = {"starts_at": clock.at(on, hours[0]), "ends_at": clock.at(on, hours[1])}
    with story.ago(max(ago + 14, 5)):
        return actions.ask(room, room=name, purpose=purpose, persons=persons, by=story.people[by], **times)


def _thursday(day: date) -> date:
    return day + timedelta(days=(3 - day.weekday()) % 7)
