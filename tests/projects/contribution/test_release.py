"""A decision that the giver's own rules want to be released by more than one person."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from partnerships.approval import actions as approval
from partnerships.approval import keeping
from partnerships.approval.keeping import StepPlan
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Membership, Role
from partnerships.todo.registry import todos_of
from projects.contribution import actions
from projects.contribution.models import Contribution
from tests.cast import make_cast, make_person
from tests.partnerships.approval.making import board, fresh, rule
from tests.projects.contribution import making

State = Contribution.State
LEAD = StepPlan("Leitung", (Role.APPROVER,))
BOSS = StepPlan("Geschäftsführung", (Role.SIGNATORY,))


def ladder(team) -> None:
    """Up to 500 € the lead alone, above it the management, too."""
    rule(team, LEAD, amount=500)
    rule(team, LEAD, BOSS)


def proposed(cast, **terms) -> Contribution:
    ladder(cast.housing)
    contribution = making.asked(cast, terms=making.money(**terms))
    return actions.grant(contribution, edition=contribution.edition, by=cast.housing.approver)


def release_of(contribution) -> Release:
    return Release.objects.about(contribution).latest("asked_at")


def verbs(contribution, person=None) -> list[str]:
    lines = Entry.objects.visible_to(person) if person else Entry.objects.all()
    return list(lines.filter(subject_id=contribution.pk).order_by("pk").values_list("verb", flat=True))


@pytest.mark.django_db
def test_no_rule__one_approver_as_ever(cast):
    """Granted at once, and kept by which rule: none of its own."""
    contribution = making.granted(cast)
    release = release_of(contribution)
    assert (contribution.state, release.state, release.rule, release.ended_by) == (State.GRANTED, "granted", None, cast.housing.approver)
    assert [step.name for step in release.steps.all()] == [""]
    assert verbs(contribution) == ["contribution.asked", "contribution.granted"]


@pytest.mark.django_db
def test_rule_that_lets_one_decide_alone__granted_at_once__the_rule_is_kept(cast):
    for team in cast.teams:
        ladder(team)
        contribution = making.asked(cast, cast.other(team), making.money(amount=Decimal(400)))
        contribution = actions.grant(contribution, edition=1, by=team.approver)
        release = release_of(contribution)
        assert (contribution.state, contribution.granted, contribution.edition) == (State.GRANTED, Decimal(400), 2)
        assert (release.state, release.rule.amount_to, release.ended_by) == ("granted", Decimal(500), team.approver)
        assert verbs(contribution) == ["contribution.asked", "contribution.granted"]


@pytest.mark.django_db
def test_second_step__waits__and_the_last_one_grants(cast):
    contribution = proposed(cast)
    assert (contribution.state, contribution.granted, contribution.decided_by) == (State.RELEASING, Decimal(0), None)
    approval.approve(release_of(contribution), by=cast.housing.signatory)
    contribution.refresh_from_db()
    assert (contribution.state, contribution.granted, contribution.decided_by) == (State.GRANTED, Decimal(1200), cast.housing.signatory)
    assert verbs(contribution) == [
        "contribution.asked",
        "release.asked",
        "release.yes",
        "release.step_done",
        "contribution.proposed",
        "release.yes",
        "release.granted",
        "contribution.granted",
    ]


@pytest.mark.django_db
def test_while_it_runs__the_partner_reads_the_steps_and_not_what_is_proposed(client, cast):
    ladder(cast.housing)
    contribution = making.asked(cast)
    contribution = actions.grant_part(contribution, edition=1, amount=Decimal(777), text="Der Topf ist klein", by=cast.housing.approver)
    client.force_login(cast.social.coordinator)
    page = client.get(contribution.get_absolute_url()).content.decode()
    assert "Freigabe bei Bau" in page
    assert "Geschäftsführung" in page
    assert "Entscheidung wird freigegeben" in page
    for secret in ("777,00", "Der Topf ist klein", "Bau approver", "Bau signatory"):
        assert secret not in page, secret
    assert "contribution.proposed" not in verbs(contribution, fresh(cast.social.coordinator))
    client.force_login(cast.housing.reader)
    page = client.get(contribution.get_absolute_url()).content.decode()
    assert "777,00" in page
    assert "Bau approver" in page


@pytest.mark.django_db
def test_part__is_offered_by_the_last_step(cast):
    ladder(cast.housing)
    contribution = making.asked(cast)
    actions.grant_part(contribution, edition=1, amount=Decimal(700), text="Mehr geht nicht", by=cast.housing.approver)
    approval.approve(release_of(contribution), by=cast.housing.signatory)
    contribution.refresh_from_db()
    assert (contribution.state, contribution.offered, contribution.granted) == (State.PART, Decimal(700), Decimal(0))
    actions.accept_part(contribution, edition=contribution.edition, by=cast.social.coordinator)
    contribution.refresh_from_db()
    assert contribution.granted == Decimal(700)


@pytest.mark.django_db
def test_part_within_what_one_may_decide__needs_no_second(cast):
    ladder(cast.housing)
    contribution = making.asked(cast)
    contribution = actions.grant_part(contribution, edition=1, amount=Decimal(500), by=cast.housing.approver)
    assert (contribution.state, release_of(contribution).state) == (State.PART, "granted")


@pytest.mark.django_db
def test_not_released__back_to_whoever_decides(cast):
    contribution = proposed(cast)
    approval.refuse(release_of(contribution), by=cast.housing.signatory, reason_shown="Bitte erst den Plan klären.", comment="Budget!")
    contribution.refresh_from_db()
    assert (contribution.state, contribution.offered, contribution.decided_at) == (State.ASKED, None, None)
    assert "release.not_released" in verbs(contribution, fresh(cast.social.coordinator))
    again = actions.grant(contribution, edition=contribution.edition, by=cast.housing.approver)
    assert again.state == State.RELEASING


@pytest.mark.django_db
def test_proposal_taken_back__back_to_whoever_decides(cast):
    contribution = proposed(cast)
    approval.withdraw(release_of(contribution), by=cast.housing.approver, reason="Falscher Betrag")
    contribution.refresh_from_db()
    assert contribution.state == State.ASKED


@pytest.mark.django_db
def test_reworded_or_withdrawn__the_release_ends(cast):
    contribution = proposed(cast)
    contribution = actions.edit(contribution, edition=contribution.edition, terms=making.money(amount=Decimal(450)), by=cast.social.staff)
    assert (contribution.state, contribution.offered, release_of(contribution).state) == (State.ASKED, None, "withdrawn")
    contribution = actions.grant(contribution, edition=contribution.edition, by=cast.housing.approver)
    assert contribution.state == State.GRANTED  # less than 500 €
    other = actions.grant(making.asked(cast), edition=1, by=cast.housing.approver)
    other = actions.withdraw(other, edition=other.edition, by=cast.social.staff)
    assert (other.state, release_of(other).state) == (State.WITHDRAWN, "withdrawn")
    with pytest.raises(Refused):
        approval.approve(release_of(other), by=cast.housing.signatory)


@pytest.mark.django_db
def test_four_eyes__who_asked_for_the_other_side_releases_nothing(cast):
    ladder(cast.housing)
    hat = cast.social.staff
    contribution = actions.grant(making.asked(cast), edition=1, by=cast.housing.approver)
    Membership.objects.create(person=hat, organisation=cast.housing.org, roles=[Role.SIGNATORY])
    with pytest.raises(Refused, match="Vier-Augen-Prinzip"):
        approval.approve(release_of(contribution), by=fresh(hat))


@pytest.mark.django_db
def test_nobody_decides_beside_the_release(cast):
    contribution = proposed(cast)
    second = make_person("Zweite Freigabe", cast.housing.org, Role.APPROVER)
    for verb in (actions.grant, actions.decline):
        more = {"reason": "budget", "text": "Nein", "next_date": making.LATER} if verb is actions.decline else {}
        with pytest.raises(Refused, match="Bau gibt die Entscheidung gerade intern frei"):
            verb(contribution, edition=contribution.edition, by=second, **more)


@pytest.mark.django_db
def test_rooms_and_terms__count_by_value_a_year(cast):
    """120 m² x 7.62 € x 24 months: 10,972.80 € a year, 21,945.60 € in all."""
    rule(cast.housing, LEAD, amount=11000, months=12)
    rule(cast.housing, LEAD, BOSS)
    long = making.rooms(ends_on=date(2027, 12, 31), months=Decimal(24))
    contribution = actions.grant(making.asked(cast, terms=long), edition=1, by=cast.housing.approver)
    release = release_of(contribution)
    assert (release.amount, release.total, release.months) == (Decimal("10972.80"), Decimal("21945.60"), Decimal(24))
    assert release.expectation.why.startswith("länger als 12 Monate: ")


@pytest.mark.django_db
def test_expected__kept_with_the_request__shown_to_both(client, cast):
    body = board(cast.housing, (date(2026, 11, 19), date(2026, 10, 28)))
    rule(cast.housing, LEAD, amount=25000)
    rule(cast.housing, BOSS, StepPlan("Aufsichtsrat", (Role.FINANCE,), body=body))
    contribution = making.asked(cast, terms=making.money(amount=Decimal(30000)))
    assert (contribution.expected_on, contribution.watch_on) == (date(2026, 11, 19), date(2026, 10, 28))
    for person in (cast.social.coordinator, cast.housing.reader):
        client.force_login(person)
        page = client.get(contribution.get_absolute_url()).content.decode()
        assert "über 25.000,00\u00a0€ im Jahr: Aufsichtsrat, nächste Sitzung 19.11.2026, Stichtag 28.10.2026" in page
    client.force_login(cast.housing.approver)
    page = client.get(reverse("contribution_decide", args=[contribution.pk])).content.decode()
    assert "Ihre Bewilligung ist ein Vorschlag" in page
    keeping.add_days(body, [(date(2026, 7, 2), date(2026, 6, 15), "")], by=cast.housing.administrator)
    contribution.refresh_from_db()
    assert contribution.expected_on == date(2026, 7, 2)
    contribution = actions.edit(contribution, edition=1, terms=making.money(amount=Decimal(300)), by=cast.social.staff)
    assert (contribution.expected_on, contribution.watch_on) == (date(2026, 6, 8), None)  # Corpus Christi is not a holiday everywhere


@pytest.mark.django_db
def test_expected__before_it_is_sent(client, cast, django_assert_num_queries):
    body = board(cast.housing, (date(2026, 11, 19), date(2026, 10, 28)))
    rule(cast.housing, LEAD, amount=25000)
    rule(cast.housing, StepPlan("Aufsichtsrat", (Role.FINANCE,), body=body))
    url = reverse("contribution_expected")
    typed = {"partnership": cast.partnership.pk, "giver": cast.housing.org.pk, "kind": "money", "money_amount": "30.000",
             "money_type": "zuschuss", "starts_on": "2026-07-01", "ends_on": "2026-12-31"}  # fmt: skip
    client.force_login(cast.social.staff)
    with django_assert_num_queries(6):  # session, user; standing, party, parties, house
        fragment = client.get(url, typed).content.decode()
    assert "Aufsichtsrat, nächste Sitzung 19.11.2026" in fragment
    for missing in ({"money_amount": ""}, {"money_amount": "1e9"}, {"ends_on": "2026-01-01"}, {"kind": "mond"}, {"starts_on": "morgen"}):
        assert "Sobald" in client.get(url, typed | missing).content.decode()
    rooms = {"kind": "rooms", "area": "120", "rent": "7,62", "room_months": ""}
    assert "bis 25.000,00\u00a0€ im Jahr" in client.get(url, typed | rooms).content.decode()
    assert client.get(url, typed | {"giver": "x"}).status_code == 404
    assert client.get(url, typed | {"giver": cast.outsider.org.pk}).status_code == 404
    client.force_login(cast.social.reader)
    assert "Aufsichtsrat" not in client.get(url, typed).content.decode()
    client.force_login(cast.outsider.coordinator)
    assert client.get(url, typed).status_code == 404


def waiting(person) -> dict[str, list[str]]:
    found = todos_of(fresh(person))
    return {key: [todo.ask for todo in todos] for key, todos in found.items() if todos}


@pytest.mark.django_db
def test_todos__each_told_once(cast):
    contribution = proposed(cast)
    house = cast.housing
    assert waiting(house.signatory) == {"me": ["Freigeben oder sagen, warum nicht"]}
    assert waiting(house.approver) == {"us": ["Freigeben: Geschäftsführung"]}
    assert waiting(cast.social.staff) == {"them": ["Interne Freigabe; eine Entscheidung ist zu erwarten"]}
    approval.approve(release_of(contribution), by=house.signatory)
    assert waiting(house.signatory) == waiting(cast.social.staff) == {}


@pytest.mark.django_db
def test_todos__somebody_leaves__the_administration_reads_it_at_once(cast):
    proposed(cast)
    house = cast.housing
    assert waiting(house.administrator) == {"us": ["Freigeben: Geschäftsführung"]}
    Membership.objects.filter(person=house.signatory).update(roles=[Role.READER])
    asks = waiting(house.administrator)["me"]
    assert (
        "Für den Schritt „Geschäftsführung“ ist niemand mehr da: Geben Sie jemandem die Rolle oder tragen Sie eine Vertretung ein" in asks
    )
    assert "Geben Sie jemandem die Rolle, oder ändern Sie die Regel" in asks
    assert "me" not in waiting(house.approver)


@pytest.mark.django_db
def test_todos__absence_without_a_deputy(cast):
    house, today = cast.housing, clock.today()
    for person in (house.approver, house.staff):
        keeping.enter_absence(house.org, person=person, starts_on=today, ends_on=today, by=house.administrator)
    ask = "Benennen Sie eine Vertretung, damit Freigaben nicht liegen bleiben"
    assert waiting(house.approver) == {"me": [ask]}
    assert waiting(house.administrator) == {"me": [ask]}  # the one of the staff concerns no release
    assert waiting(house.signatory) == {}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_last_step_against_the_askers_withdrawal__one_of_both(round_):
    cast = make_cast()
    contribution = proposed(cast)
    release, edition = release_of(contribution), contribution.edition
    barrier, results = threading.Barrier(2, timeout=20), []

    def run(verb):
        try:
            with translation.override("de"):
                barrier.wait()
                results.append(verb())
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    works = (
        lambda: approval.approve(release, by=fresh(cast.housing.people["signatory"])),
        lambda: actions.withdraw(contribution, edition=edition, by=fresh(cast.social.people["staff"])),
    )
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)
    assert sum(isinstance(result, Refused) for result in results) == 1
    contribution.refresh_from_db()
    release.refresh_from_db()
    assert (contribution.state, release.state) in {("granted", "granted"), ("withdrawn", "withdrawn")}
