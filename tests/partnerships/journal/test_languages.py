"""A line of the journal keeps plain values and is read aloud in the reader's language, whatever language its writer spoke."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.journal.actions import record
from partnerships.journal.models import Entry
from partnerships.meeting import actions as meetings
from partnerships.membership import actions as members
from partnerships.organisation.models import Membership
from partnerships.task import actions as tasks
from projects.contribution import actions as contributions
from projects.contribution import deliveries
from projects.goal import actions as goals
from tests.partnerships.meeting import stage
from tests.projects.contribution import making

FIRST_OF_JUNE = clock.at(date(2026, 6, 1), 9)
EXPECTED = {
    "contribution.asked": ("1.200,00 €", "1,200.00 €"),
    "contribution.granted_part": ("900,00 €", "900.00 €"),
    "contribution.part_accepted": ("900,00 €", "900.00 €"),
    "contribution.delivered": ("01.03.2026", "1 Mar 2026"),
    "contribution.delivery_corrected": ("1.000,00 €", "1,000.00 €"),
    "contribution.confirmed": ("01.04.2026", "1 Apr 2026"),
    "meeting.planned": ("04.06.2026 10:00", "4 Jun 2026"),
    "meeting.changed": ("Ort, Teilnehmende", "place, participants"),
    "meeting.task_given": ("14.07.2026", "14 Jul 2026"),
}


def a_day_in_the_portal(cast) -> None:
    """Something of everything that names an amount, a day or a field."""
    contribution = making.asked(cast)
    part = contributions.grant_part(contribution, edition=1, amount=Decimal(900), by=cast.housing.approver)
    accepted = contributions.accept_part(part, edition=2, by=cast.social.staff)
    delivery = making.delivered(cast, contribution=accepted, amount=Decimal(1000), meant=making.Everything())
    delivery = deliveries.correct(delivery, edition=1, on=date(2026, 4, 1), amount=Decimal(500), by=cast.housing.finance)
    deliveries.confirm(delivery, edition=2, by=cast.social.finance)
    meeting = stage.planned(cast, days=3, title="Runder Tisch")
    plan = stage.details(cast, days=3, title="Runder Tisch", place="Saal 2", people=())
    meeting = meetings.edit(meeting, details=plan, seen=meeting.fingerprint(), by=cast.housing.staff)
    with clock.travel(clock.at(date(2026, 6, 5), 9)):
        meeting = meetings.begin_minutes(meeting, by=cast.housing.staff)
        tasks.give(meeting, what="Plan aushängen", organisation=cast.housing.org, until=date(2026, 7, 14), by=cast.social.staff)
    goal = goals.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Mehr.", target=Decimal(60), unit="%")
    goals.reword(goal, edition=1, by=cast.housing.coordinator, wording="Viel mehr.", due=date(2027, 12, 31))
    members.edit(cast.social.org, by=cast.social.administrator, requires_second_factor=True)
    member = Membership.objects.get(person=cast.social.staff)
    members.change_member(member, by=cast.social.administrator, roles=["staff", "rooms"], function="")


def lines(cast, language: str) -> list[Entry]:
    """What the day writes when everybody speaks this language; undone again."""
    with clock.travel(FIRST_OF_JUNE), translation.override(language), transaction.atomic():
        before = set(Entry.objects.values_list("pk", flat=True))
        a_day_in_the_portal(cast)
        found = list(Entry.objects.exclude(pk__in=before).select_related("actor", "organisation").order_by("at", "pk"))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("writer", ["de", "en"])
def test_the_same_line__reads_right_in_both_languages__whoever_wrote_it(cast, writer):
    written = {entry.verb: entry for entry in lines(cast, writer)}
    for verb, (german, english) in EXPECTED.items():
        with translation.override("de"):
            assert german in written[verb].sentence.replace("\xa0", " "), verb
        with translation.override("en"):
            assert english in written[verb].sentence.replace("\xa0", " "), verb


def test_what_is_kept__is_the_same__in_whatever_language_it_was_written(cast):
    german, english = ([(entry.verb, entry.data) for entry in lines(cast, language)] for language in ("de", "en"))
    assert german == english
    assert len(german) > 12
    assert {"amount": "1200.00", "giver": "Bau"}.items() <= dict(german)["contribution.asked"].items()


def test_changes__roles_and_ticks__are_told_in_words(cast):
    written = {entry.verb: entry for entry in lines(cast, "en")}
    told = {verb: written[verb].changes for verb in ("organisation.edited", "organisation.member_changed")}
    assert [(row["old"], row["new"]) for row in told["organisation.edited"]] == [("Nein", "Ja")]
    assert [row["new"] for row in told["organisation.member_changed"]] == ["Mitarbeit, Raumverwaltung"]


@pytest.mark.parametrize("data", [{"amount": "1.200,00 €", "giver": "Bau"}, {"amount": "900 Euro"}, {"amount": ""}])
def test_lines_of_former_times__stay_readable(cast, data):
    entry = Entry(verb="contribution.asked", subject_label="Fest", data=data)
    assert (data["amount"] or "–") in entry.sentence


def test_record__words_of_the_writers_language__are_a_mistake(cast):
    with pytest.raises(TypeError, match="writer's language"), transaction.atomic():
        record("project.changed", cast.partnership, by=None, changes={"title": ["a", gettext_lazy("Title")]})
