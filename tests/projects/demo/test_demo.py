"""The demo data: told once, complete, without a gap in what was signed, and with sums that hold."""

import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import override_settings

from neighbourhoods.quarter.models import Quarter
from partnerships.agreement.ending import WindUp
from partnerships.agreement.hints import hints_of
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.moves import VALID
from partnerships.agreement.wording import Wording
from partnerships.annex.models import Annex
from partnerships.approval.models import Absence
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.journal.models import Entry
from partnerships.meeting.models import Meeting
from partnerships.notice.models import Letter
from partnerships.organisation.models import Organisation
from partnerships.paper.models import SignedPaper
from partnerships.person.models import Person
from partnerships.todo.registry import KEYS
from projects.contribution.models import Contribution
from projects.demo.people import PEOPLE
from projects.funding.models import Call
from projects.goal.models import Goal
from projects.project.models import Project
from tests.projects.home.test_first_todos import compare

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def auenstedt(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo data, told once for all tests here; what each of them does is undone."""
    told = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), told, transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_demo__is_told_once(auenstedt):
    count = Entry.objects.count()
    call_command("demo", verbosity=0)
    assert Entry.objects.count() == count


def test_minutes__are_sent_before_they_are_released__on_whatever_day_of_the_week(auenstedt):
    steps = Entry.objects.filter(
        verb__in=[f"meeting.{each}" for each in ("minutes_begun", "sent_for_release", "change_asked", "agreed")]
    ).order_by("id")
    told: dict = {}
    for subject, at in steps.values_list("subject_id", "at"):
        told.setdefault(subject, []).append(at)
    assert len(told) > 10
    assert [times for times in told.values() if times != sorted(times)] == []


def test_first_todos__for_everybody(auenstedt):
    with transaction.atomic():
        assert compare(Person.objects.filter(is_demo=True)) == set(KEYS)
        transaction.set_rollback(True)


def test_demo__every_screen_has_something_true(auenstedt, client):
    assert Organisation.objects.count() == 10
    assert Person.objects.filter(is_demo=True).count() == len(PEOPLE) + 1
    assert Quarter.objects.count() == 8
    assert Project.objects.count() == 13
    assert set(Agreement.objects.values_list("state", flat=True)) >= {
        "idea",
        "review",
        "counter",
        "release",
        "signing",
        "signed",
        "active",
        "renewal",
        "notice",
        "ended",
        "merged",
        "dropped",
    }
    assert Motion.objects.get(state="proposed").voices.count() == 1
    assert {"open", "done", "dropped"} == set(WindUp.objects.values_list("state", flat=True))
    waits = Release.objects.get(state="running", subject="contribution")
    assert waits.steps.get(order=2).body.name == "Aufsichtsrat"
    assert Contribution.objects.get(state="releasing").pk == waits.subject_id
    assert Contribution.objects.exclude(moved_on=None).count() == Entry.objects.filter(verb="release.moved").count() == 1
    taken_back = Release.objects.get(state="withdrawn", subject="agreement").thing
    assert (taken_back.state, len(taken_back.yeses())) == ("release", 1)
    assert "overlap" in [hint.id for hint in hints_of(taken_back, Wording.of(taken_back.current()))]
    assert Absence.objects.get().deputy.name == "Nuri Çelik"
    assert {"asked", "releasing", "question", "part", "granted", "delivered", "confirmed", "declined", "withdrawn"} <= set(
        Contribution.objects.values_list("state", flat=True)
    )
    assert Call.objects.get(instalment__condition="proof").state == "received"
    assert Call.objects.get(few_hands=True).state == "received"
    by_bookings = Contribution.objects.get(room_basis="bookings")
    assert (by_bookings.confirmed, by_bookings.bookings.filter(counted=None).count()) == (Decimal("9.53"), 1)
    assert {"planned", "minutes", "release", "released"} <= set(Meeting.objects.values_list("state", flat=True))
    assert {"proposed", "valid"} <= set(Goal.objects.values_list("state", flat=True))
    assert not Letter.objects.filter(state=Letter.State.WAITING).exists()
    assert not Entry.objects.filter(at__gt=clock.now()).exists()
    for entry in Entry.objects.select_related("actor", "organisation"):
        assert "%(" not in entry.sentence
    for agreement in Agreement.objects.filter(state__in=VALID):
        assert not [clause.title for clause in agreement.current().clauses.all() if re.search(r"\{[^}]+\}", clause.body)]

    papers = SignedPaper.objects.filter(edition__agreement__state__in=VALID, edition__number=F("edition__agreement__edition"))
    assert papers.count() == Agreement.objects.filter(state__in=VALID).count()
    assert set(Agreement.objects.filter(amends__isnull=False).values_list("state", flat=True)) == {"merged", "review"}
    assert not SignedPaper.objects.waiting().exists()
    assert {"a2", "a3", "a5", "a9", "scan", "returned", "topic", "attachment"} == set(Annex.objects.values_list("kind", flat=True))
    assert Annex.objects.filter(edition=None).exclude(kind__in=["topic", "attachment"]).count() == 1

    for email in ("mara@klangraum.example.org", "thilo@wohnbau.example.org", "katrin@auenstedt.example.org", "betrieb@portal.example.org"):
        client.force_login(Person.objects.get(email=email))
        assert client.get("/").status_code == 200
