"""What comes after the signature: a notice, a proposal that waits for the other side, talks about renewal, an end with things still to do."""

from datetime import date, timedelta

from django.db import transaction

from partnerships.agreement import actions, signing
from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.base import clock
from partnerships.tenure import actions as tenure
from partnerships.tenure import course
from partnerships.tenure.days import notice_effective_on
from projects.demo.clauses import clauses
from projects.demo.promises import money, rooms, time, volunteers, within
from projects.demo.steps import agreed, fresh, released, signed, speaker
from projects.demo.story import Story


def tell(story: Story) -> None:
    _under_notice(story)
    _proposed(story)
    _talks(story)
    _wound_up(story)


def _under_notice(story: Story) -> None:
    """A-05: the company needs the place itself and has given notice to the end of a month."""
    agreement = _running(
        story, "A5", "S5", ("emil", "oleg"), "Nutzungsvereinbarung Werkzeugschuppen Auetal 40", _month(story, 400), story.year(-3)[1],
        (volunteers(story, "S5", "H3", "Pflege der Wege am Schuppen", 6),), kind="use", notice_months=3, notice_to="end_of_month",
    )  # fmt: skip
    with story.ago(36):
        tenure.give_notice(
            fresh(agreement), effective_on=notice_effective_on(fresh(agreement)), by=story.oleg,
            reason="Der Schuppen wird abgerissen: Dort entstehen Stellplätze für Fahrräder. Einen neuen Platz suchen wir gern zusammen.",
        )  # fmt: skip
    with story.ago(30):
        keys = agreement.wind_up.get(key=WindUp.Key.KEYS)
        tenure.change_item(keys, verb="drop", remark="Der Schuppen hat ein Zahlenschloss.", by=story.karla)
        tenure.add_item(
            agreement, what="Rasenmäher und Häcksler umziehen", organisation=story.organisations["S5"], until=story.day(-20), by=story.karla
        )


def _proposed(story: Story) -> None:
    """A-08: the association proposes to go on for two years; the company has not answered yet."""
    with story.ago(4):
        tenure.propose(
            fresh(story.agreements["A8"]), verb=Motion.Verb.RENEW, until=story.year(-3)[1], by=story.uwe,
            reason="Die Streitschlichtung läuft gut. Mit einer längeren Laufzeit finden wir leichter neue Mediatorinnen und Mediatoren.",
        )  # fmt: skip


def _talks(story: Story) -> None:
    """A-02: its last day comes near, the cooperative has asked what comes after it."""
    with story.ago(26):
        tenure.begin_renewal(fresh(story.agreements["A2"]), by=story.ralf)


def _wound_up(story: Story) -> None:
    """A-06: ended by all three together; some of it is still to be put in order."""
    last = story.today.replace(day=1) - timedelta(days=1)
    agreement = _running(
        story, "A6", "S6", ("anke", "thilo", "oleg"), "Vereinbarung Werkraum und Leihladen Nordring 9", _month(story, 430), story.year(-2)[1], (
            money(story, "H1", "S6", "Zuschuss Leihladen", 2_500, "year"), rooms(story, "H1", "S6", "Werkraum Nordring 9", 38, "6.60"),
            time(story, "H3", "S6", "Hausmeister im Leihladen", 3), volunteers(story, "S6", "H1", "Ausgabe im Leihladen", 16),
        ),
    )  # fmt: skip
    with story.ago(75):
        motion = tenure.propose(
            fresh(agreement), verb=Motion.Verb.END, effective_on=last, by=story.anke,
            reason="Der Leihladen zieht in den größeren Laden am Nordring. Der Werkraum wird damit frei.",
        )  # fmt: skip
    for ago, by in ((72, story.thilo), (69, story.oleg)):
        with story.ago(ago):
            tenure.agree(Motion.objects.get(pk=motion.pk), edition=1, by=by)
    after = last + timedelta(days=1)
    with clock.travel(min(clock.at(after, 0, 20), clock.now())), transaction.atomic():
        course.pass_day(after)
    for ago, key, by in ((4, WindUp.Key.KEYS, story.birgit), (3, WindUp.Key.INVENTORY, story.tomasz)):
        with story.ago(ago):
            tenure.change_item(agreement.wind_up.get(key=key), verb="finish", by=by)
    with story.ago(2):
        tenure.add_item(
            agreement, what="Aushang „Wir sind umgezogen“", organisation=story.organisations["H1"], until=story.day(-5), by=story.henrike
        )


def _month(story: Story, ago: int) -> date:
    """The first of the month about so many days ago."""
    return story.day(ago).replace(day=1)


def _running(story: Story, key, author, signs, title, first: date, last: date, promises, **terms) -> Agreement:
    """In force since its first day, which is that many days ago."""
    ago, kind = (story.today - first).days + 55, terms.pop("kind", "cooperation")
    promised = tuple(within(promise, first, last) for promise in promises)
    with story.ago(ago):
        agreement = actions.create(
            partnership=story.partnerships[key], kind=kind, title=title, starts_on=first, ends_on=last, promises=promised,
            by=speaker(story, author), clauses=clauses(story, key, kind, first, last, promised, **terms), **terms,
        )  # fmt: skip
        actions.offer(agreement, saves=1, comment="So, wie wir es besprochen haben.", by=speaker(story, author))
    agreed(story, agreement, ago - 4)
    released(story, agreement, ago - 5, ago - 7)
    signed(story, agreement, *((ago - 8 - 5 * number, name) for number, name in enumerate(signs)))
    with story.ago((story.today - first).days):
        signing.start_due(first)
    return fresh(agreement)
