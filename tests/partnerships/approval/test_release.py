"""A release on its way through the house: who may say yes, in which order, how often, and what becomes of it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from partnerships.approval import actions, keeping, rules
from partnerships.approval.house import desk_of, expectation
from partnerships.approval.keeping import StepPlan
from partnerships.approval.models import ApprovalRule, Subject
from partnerships.approval.release import Release, StepYes
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.membership import actions as membership
from partnerships.organisation.models import Membership, Role
from projects.goal.models import Goal
from tests.partnerships.approval.making import DECIDED, approver, ask, board, fresh, goal, plan, rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 1)
State = Release.State


@pytest.fixture(autouse=True)
def _october():
    with clock.travel(clock.at(TODAY)):
        yield


def why_not(person, release) -> str:
    return rules.may_approve(fresh(person), desk_of(release)).reason


def yes(release, *people, **more) -> Release:
    for person in people:
        release = actions.approve(release, by=fresh(person), **more)
    return release


def test_default__one_approver_who_did_not_ask(cast):
    for team in cast.teams:
        release = ask(cast, team, by=team.approver)
        second = approver(team, "zweite")
        assert "Vier-Augen-Prinzip" in why_not(team.approver, release)
        assert "Nötig ist: Freigabe" in why_not(team.staff, release)
        assert "Nur Mitglieder" not in why_not(second, release)
        assert yes(release, second).state == State.GRANTED
        assert (release.pk, State.GRANTED) in DECIDED
        release.refresh_from_db()
        assert (release.ended_by, release.rule, release.expected_why["days"]) == (second, None, 5)


def test_other_house__never(cast):
    release = ask(cast, cast.housing)
    assert why_not(cast.social.approver, release) == "Das können nur Mitglieder von Bau freigeben."
    with pytest.raises(Refused):
        actions.approve(release, by=cast.social.approver)


def test_in_order__one_step_after_the_other(cast):
    team = cast.housing
    rule(team, StepPlan("Fördercontrolling", (Role.FINANCE,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    assert why_not(team.signatory, release) == "Zuerst ist der Schritt „Fördercontrolling“ an der Reihe."
    release = yes(release, team.finance)
    assert release.is_running
    assert [step.label for step in desk_of(release).open_steps] == ["Geschäftsführung"]
    assert yes(release, team.signatory).state == State.GRANTED


def test_side_by_side__in_any_order(cast):
    team = cast.housing
    rule(team, StepPlan("Fördercontrolling", (Role.FINANCE,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)), in_order=False)
    release = ask(cast, team)
    assert yes(release, team.signatory).is_running
    assert yes(release, team.finance).state == State.GRANTED


def test_several_of_one_step__nobody_twice(cast):
    team = cast.housing
    rule(team, StepPlan("Zwei von uns", (Role.APPROVER,), needed=2))
    release = yes(ask(cast, team), team.approver)
    assert release.is_running
    assert why_not(team.approver, release).startswith("Sie haben das schon freigegeben")
    assert yes(release, approver(team, "zweite")).state == State.GRANTED


def test_nobody_twice__not_in_two_steps_either(cast):
    team = cast.housing
    both = approver(team, "beides", Role.APPROVER, Role.SIGNATORY)
    rule(team, StepPlan("Leitung", (Role.APPROVER,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = yes(ask(cast, team), both)
    assert why_not(both, release).startswith("Sie haben das schon freigegeben")
    assert yes(release, team.signatory).state == State.GRANTED


def test_all_of_the_people_named(cast):
    team = cast.housing
    first, second = approver(team, "eins"), approver(team, "zwei")
    rule(team, StepPlan("Beide Prokuristen", people=(first.pk, second.pk), mode="all"))
    release = ask(cast, team)
    assert why_not(team.approver, release) == "Ihre Rolle bei Bau umfasst das nicht. Nötig ist: Bau eins, Bau zwei."
    assert yes(release, first).is_running
    assert yes(release, second).state == State.GRANTED


def test_one_of_each_role__whoever_can_fill_two_leaves_room(cast):
    """The versatile one comes first; the other, who has one role only, still finds a place."""
    team = cast.housing
    both = approver(team, "beides", Role.FINANCE, Role.SIGNATORY)
    rule(team, StepPlan("Kasse und Leitung", (Role.FINANCE, Role.SIGNATORY), mode="all"))
    for other in (team.finance, team.signatory):
        release = yes(ask(cast, team), both)
        assert release.is_running
        assert yes(release, other).state == State.GRANTED
    release = yes(ask(cast, team), team.finance)
    assert "Nötig ist" in why_not(approver(team, "noch eine", Role.FINANCE), release)


def test_deputy__only_in_those_days__and_it_is_kept_for_whom(cast):
    team = cast.housing
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    keeping.enter_absence(
        team.org, person=team.signatory, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 9), deputy=team.staff, by=team.signatory
    )
    assert "Nötig ist" in why_not(team.staff, release)
    with clock.travel(clock.at(date(2026, 10, 10))):
        assert "Nötig ist" in why_not(team.staff, release)
    with clock.travel(clock.at(date(2026, 10, 9), 23, 30)):
        assert yes(release, team.staff).state == State.GRANTED
    said = StepYes.objects.get()
    assert (said.person, said.for_person) == (team.staff, team.signatory)
    entry = Entry.objects.get(verb="release.yes_for")
    assert "in Vertretung von Bau signatory" in entry.sentence
    assert entry.internal_to == team.org


def test_deputy__says_one_yes_only__and_the_absent_one_none_after(cast):
    team = cast.housing
    rule(team, StepPlan("Zwei von uns", (Role.APPROVER,), needed=2))
    second = approver(team, "zweite")
    keeping.enter_absence(team.org, person=second, starts_on=TODAY, ends_on=TODAY, deputy=team.approver, by=second)
    release = yes(ask(cast, team), team.approver)
    assert StepYes.objects.get().for_person is None  # for oneself before for another
    assert why_not(team.approver, release).startswith("Sie haben das schon")
    assert yes(release, second).state == State.GRANTED


def test_deputy_of_whoever_asked__never(cast):
    team = cast.housing
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team, by=team.signatory)
    keeping.enter_absence(team.org, person=team.signatory, starts_on=TODAY, ends_on=TODAY, deputy=team.staff, by=team.administrator)
    assert "Nötig ist" in why_not(team.staff, release)


def test_deputy_of_a_deputy__is_none(cast):
    team = cast.housing
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    keeping.enter_absence(team.org, person=team.signatory, starts_on=TODAY, ends_on=TODAY, deputy=team.staff, by=team.signatory)
    keeping.enter_absence(team.org, person=team.staff, starts_on=TODAY, ends_on=TODAY, deputy=team.finance, by=team.staff)
    assert "Nötig ist" in why_not(team.finance, release)


def test_asker_says_yes__counts_as_the_first(cast):
    team = cast.housing
    rule(team, StepPlan("Leitung", (Role.APPROVER,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team, by=team.approver, says_yes=True)
    assert [step.label for step in desk_of(release).open_steps] == ["Geschäftsführung"]
    assert release.hands == []
    assert yes(release, team.signatory).state == State.GRANTED


def test_asker_says_yes__without_a_seat__has_a_hand_in_it(cast):
    team = cast.housing
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team, by=team.approver, says_yes=True)
    assert (release.hands, StepYes.objects.count()) == ([team.approver.pk], 0)


def test_asker_says_yes__alone_where_that_suffices(cast):
    team = cast.housing
    release = ask(cast, team, by=team.approver, says_yes=True)
    assert Release.objects.get().state == State.GRANTED
    assert (release.pk, State.GRANTED) in DECIDED


def test_hands__of_the_other_house_with_a_second_hat(cast):
    team = cast.housing
    hat = cast.social.coordinator
    Membership.objects.create(person=hat, organisation=team.org, roles=[Role.APPROVER])
    release = ask(cast, team, hands=[hat.pk])
    assert "Vier-Augen-Prinzip" in why_not(hat, release)


def test_refuse__needs_the_words_for_the_partner__the_comment_stays(cast):
    team = cast.housing
    release = ask(cast, team)
    with pytest.raises(Refused, match="den der Partner lesen darf"):
        actions.refuse(release, by=team.approver, reason_shown=" ")
    actions.refuse(release, by=team.approver, reason_shown="Wir prüfen noch.", comment="Topf ist leer")
    release.refresh_from_db()
    assert (release.state, release.reason_shown, release.notes.get().text) == (State.REFUSED, "Wir prüfen noch.", "Topf ist leer")
    assert "ist seit 01.10.2026 abgeschlossen" in why_not(team.approver, release)
    read = Entry.objects.visible_to(cast.social.coordinator).filter(verb__startswith="release.")
    assert [entry.sentence for entry in read.order_by("pk")] == [
        "Bau hat die interne Freigabe von „Mehr Nachbarn.“ begonnen: Freigabe durch eine Person (Vier-Augen-Prinzip).",
        "Bau hat „Mehr Nachbarn.“ intern nicht freigegeben: Wir prüfen noch.",
    ]
    assert all("Topf" not in str(entry.data) and entry.actor is None for entry in read)


def test_withdraw__by_whoever_asked_or_said_yes__not_after_it_is_granted(cast):
    team = cast.housing
    rule(team, StepPlan("Zwei von uns", (Role.APPROVER,), needed=2))
    second = approver(team, "zweite")
    release = yes(ask(cast, team), team.approver)
    for stranger in (second, cast.social.coordinator):
        with pytest.raises(Refused):
            actions.withdraw(release, by=stranger, reason="doch nicht")
    with pytest.raises(Refused, match="warum"):
        actions.withdraw(release, by=team.approver, reason="")
    assert actions.withdraw(release, by=fresh(team.approver), reason="doch nicht").state == State.WITHDRAWN
    release = yes(ask(cast, team), team.approver, second)
    Goal.objects.update(state="dropped", closed_at=clock.now())
    with pytest.raises(Refused, match="Das Ziel gilt schon"):
        actions.withdraw(release, by=team.coordinator, reason="doch nicht")
    Goal.objects.update(state="proposed", closed_at=None)
    assert actions.withdraw(release, by=team.coordinator, reason="doch nicht").state == State.WITHDRAWN
    assert DECIDED[-1] == (release.pk, State.WITHDRAWN)


def test_asked_twice__refused(cast):
    thing = goal(cast, cast.housing)
    ask(cast, cast.housing, thing=thing)
    with pytest.raises(Refused, match="wartet bereits"):
        ask(cast, cast.housing, thing=thing)


def test_end__when_the_thing_moves_on__a_new_release_may_begin(cast):
    thing = goal(cast, cast.housing)
    release = ask(cast, cast.housing, thing=thing)
    with transaction.atomic():
        actions.end(thing, by=cast.social.coordinator)
    release.refresh_from_db()
    assert release.state == State.WITHDRAWN
    assert ask(cast, cast.housing, thing=thing).is_running


def test_rule_changed_meanwhile__the_running_release_keeps_its_own(cast):
    team = cast.housing
    old = rule(team, StepPlan("Leitung", (Role.APPROVER,)))
    release = ask(cast, team)
    new = keeping.change_rule(old, plan(StepPlan("Geschäftsführung", (Role.SIGNATORY,))), by=team.administrator)
    assert release.rule_id == old.pk
    assert yes(release, team.approver).state == State.GRANTED
    assert ask(cast, team).rule_id == new.pk
    assert new.replaces_id == old.pk


def test_rule__the_database_keeps_what_it_said(cast):
    made = rule(cast.housing, amount=500)
    with pytest.raises(Exception, match="never_changes"), transaction.atomic():
        ApprovalRule.objects.filter(pk=made.pk).update(amount_to=900)
    with pytest.raises(Exception, match="step_never_changes"), transaction.atomic():
        made.steps.update(name="anders")
    release = ask(cast, cast.housing)
    with pytest.raises(Exception, match="copy_stays"), transaction.atomic():
        release.steps.update(needed=5)


def test_rules__refused_with_a_sentence(cast):
    team = cast.housing
    rule(team, amount=5000, months=12)
    with pytest.raises(Refused, match="überschneidet sich"):
        rule(team, amount=10000, months=6)
    with pytest.raises(Refused, match="genau diesen Grenzen"):
        rule(team, amount=5000, months=12)
    with pytest.raises(Refused, match="Rolle oder eine Person"):
        rule(team, StepPlan("Niemand"), amount=9000, months=12)
    with pytest.raises(Refused, match="mehr Personen nötig"):
        rule(team, StepPlan("Zwei", people=(team.approver.pk,), needed=2), amount=9000, months=12)
    with pytest.raises(Refused, match="Mitglieder von Bau"):
        rule(team, StepPlan("Fremd", people=(cast.social.approver.pk,)), amount=9000, months=12)
    with pytest.raises(Refused, match="Gremium"):
        rule(team, StepPlan("Fremdes Gremium", (Role.APPROVER,), body=board(cast.social)), amount=9000, months=12)
    with pytest.raises(Refused, match="Verwaltung von Bau"):
        keeping.make_rule(team.org, plan(amount=9000, months=12), by=team.approver)
    rule(team, amount=10000, months=6, kind="rooms")
    rule(team, amount=10000, months=6, subject=Subject.CALL)


def test_same_limits_twice__the_database_says_no(cast):
    made = rule(cast.housing, amount=500)
    with pytest.raises(IntegrityError, match="approval_rule_once"):
        ApprovalRule.objects.create(organisation=made.organisation, subject=made.subject, amount_to=made.amount_to, made_by=made.made_by)


def test_expectation__the_rule_the_body_and_its_cut_off(cast):
    team = cast.housing
    body = board(team, (date(2026, 11, 19), date(2026, 10, 28)), (date(2026, 12, 17), date(2026, 11, 26)))
    rule(team, amount=25000)
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)), StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=body))
    found = expectation(team.org, Subject.CONTRIBUTION, amount_year=30000)
    assert (found.on, found.why) == (
        date(2026, 11, 19),
        "über 25.000,00\u00a0€ im Jahr: Aufsichtsrat, nächste Sitzung 19.11.2026, Stichtag 28.10.2026",
    )
    assert expectation(team.org, Subject.CONTRIBUTION, amount_year=30000, on=date(2026, 10, 29)).on == date(2026, 12, 17)
    small = expectation(team.org, Subject.CONTRIBUTION, amount_year=300)
    assert (small.on, small.why) == (
        date(2026, 10, 8),
        "bis 25.000,00\u00a0€ im Jahr: Freigabe, in der Regel innerhalb von 5 Arbeitstagen",
    )
    default = expectation(cast.social.org, Subject.CONTRIBUTION, amount_year=300)
    assert default.why.startswith("bei jedem Betrag und jeder Laufzeit: Freigabe durch eine Person")


def test_expectation__one_query(cast, django_assert_num_queries):
    body = board(cast.housing, (date(2026, 11, 19), date(2026, 10, 28)))
    for amount in (500, 5000, None):
        rule(cast.housing, StepPlan("Aufsichtsrat", (Role.APPROVER,), body=body), amount=amount)
    with django_assert_num_queries(1):
        expectation(cast.housing.org, Subject.CONTRIBUTION, amount_year=30000)


def test_calendar_changed__what_runs_is_expected_anew(cast):
    team = cast.housing
    body = board(team, (date(2026, 11, 19), date(2026, 10, 28)))
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)), StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=body))
    release = ask(cast, team)
    assert release.expected_on == date(2026, 11, 19)
    keeping.add_days(body, [(date(2026, 10, 22), date(2026, 10, 10), "")], by=team.administrator)
    release.refresh_from_db()
    assert (release.expected_on, release.watch_on) == (date(2026, 10, 22), date(2026, 10, 10))
    keeping.add_no_go(team.org, name="Herbst", starts_on=date(2026, 10, 19), ends_on=date(2026, 10, 23), by=team.administrator)
    release.refresh_from_db()
    assert release.expected_on == date(2026, 11, 19)


def test_absences__refused_with_a_sentence(cast):
    team = cast.housing

    def enter(person, start, end, by, deputy=None):
        return keeping.enter_absence(
            team.org, person=person, starts_on=date(2026, 10, start), ends_on=date(2026, 10, end), deputy=deputy, by=by
        )

    enter(team.approver, 5, 9, team.approver)
    with pytest.raises(Exception, match="schon eine Abwesenheit"):
        enter(team.approver, 9, 12, team.approver)
    with pytest.raises(Refused, match="Verwaltung von Bau"):
        enter(team.signatory, 5, 9, team.approver)
    with pytest.raises(Refused, match="vertritt sich selbst"):
        enter(team.signatory, 5, 9, team.signatory, team.signatory)
    with pytest.raises(Refused, match="arbeitet heute nicht"):
        enter(team.signatory, 5, 9, team.signatory, team.reader)
    with pytest.raises(Refused, match="gehört heute nicht"):
        enter(cast.social.approver, 5, 9, team.administrator)
    with pytest.raises(Exception, match="Das Ende darf nicht vor dem Anfang liegen"):
        enter(team.signatory, 9, 5, team.signatory)
    assert enter(team.signatory, 5, 9, team.administrator, team.staff).deputy == team.staff


def test_who_leaves__the_step_has_nobody_left(cast):
    team = cast.housing
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    assert desk_of(release).stuck_steps() == []
    membership.end_member(Membership.objects.get(person=team.signatory), by=team.administrator)
    assert [step.label for step in desk_of(release).stuck_steps()] == ["Geschäftsführung"]


def test_second_factor__where_the_house_asks_for_it(cast):
    team = cast.housing
    team.org.requires_second_factor = True
    team.org.save()
    release = ask(cast, team)
    assert "zweiten Faktor" in why_not(team.approver, release)


def test_body__ends_only_when_no_rule_names_it(cast):
    team = cast.housing
    body = board(team)
    made = rule(team, StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=body))
    with pytest.raises(Refused, match="nennt Aufsichtsrat"):
        keeping.end_body(body, by=team.administrator)
    keeping.end_rule(made, by=team.administrator)
    assert keeping.end_body(body, by=team.administrator).ended_at
