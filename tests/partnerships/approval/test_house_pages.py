"""The pages about how a house decides: members read, administrators change, others find nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.approval import keeping
from partnerships.approval.keeping import StepPlan
from partnerships.approval.models import Absence, ApprovalRule, Body, DecisionDay, NoGoPeriod
from partnerships.base import clock
from partnerships.organisation.models import Role
from tests.once import post
from tests.partnerships.approval.making import board, fresh, rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _october():
    with clock.travel(clock.at(TODAY)):
        yield


def steps(*rows: dict, initial: int = 0) -> dict:
    """The rows of the steps as the form sends them."""
    found = {
        "steps-TOTAL_FORMS": str(len(rows)),
        "steps-INITIAL_FORMS": str(initial),
        "steps-MIN_NUM_FORMS": "0",
        "steps-MAX_NUM_FORMS": "6",
    }
    for number, row in enumerate(rows):
        found |= {f"steps-{number}-{name}": value for name, value in ({"count": "1", "days": "5", "body": ""} | row).items()}
    return found


LEADERS = {"name": "Geschäftsführung", "roles": ["signatory"]}


def sent(*rows: dict, initial: int = 0, **fields) -> dict:
    plain = {"subject": "contribution", "kind": "", "amount_to": "5.000,00", "months_to": "12", "total_to": "", "in_order": "on"}
    return plain | fields | steps(*(rows or (LEADERS,)), initial=initial)


def test_rules__read_by_members__the_default_where_there_is_none(client, cast):
    client.force_login(cast.housing.reader)
    page = client.get(reverse("approvalrule_list")).content.decode()
    assert "So entscheiden wir" in page
    assert page.count("Keine eigene Regel: Es gilt, was überall gilt.") == 4
    assert reverse("approvalrule_create") not in page


def test_rules__as_a_ladder__with_what_is_missing(client, cast):
    team = cast.housing
    rule(team, StepPlan("Leitung", (Role.APPROVER,)), amount=5000, months=12)
    rule(team, StepPlan("Zwei aus der Geschäftsführung", (Role.SIGNATORY,), needed=2), amount=25000, months=12)
    client.force_login(team.administrator)
    page = client.get(reverse("approvalrule_list")).content.decode()
    assert page.index("bis 5.000,00\u00a0€ im Jahr, bis 12 Monate") < page.index("bis 25.000,00\u00a0€ im Jahr, bis 12 Monate")
    assert page.count("Niemand darf das freigeben") == 1  # there is one signatory only
    assert "Gilt auch für alles darüber" in page
    assert "Beispiel ansehen" not in page


def test_trial__what_would_happen_with_12_000_for_two_years(client, cast):
    team = cast.housing
    rule(team, StepPlan("Leitung", (Role.APPROVER,)), amount=10000, months=12)
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    client.force_login(team.reader)
    asked = {"subject": "contribution", "amount": "12.000", "months": "24"}
    page = client.get(reverse("approvalrule_list"), asked).content.decode()
    assert "6.000,00\u00a0€ im Jahr" in page
    assert "länger als 12 Monate: Geschäftsführung, in der Regel innerhalb von 5 Arbeitstagen" in page
    fragment = client.get(reverse("approvalrule_list"), asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "länger als 12 Monate" in fragment


@pytest.mark.parametrize("amount", ["1e9", "-5", "viel", "9999999999999"])
def test_trial__nonsense_gets_a_sentence(client, cast, amount):
    client.force_login(cast.housing.reader)
    response = client.get(reverse("approvalrule_list"), {"subject": "contribution", "amount": amount, "months": "12"})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


def test_create__in_force_at_once__once(client, cast):
    team = cast.housing
    client.force_login(team.administrator)
    first_step = {"name": "Leitung", "roles": ["approver"], "count": "2", "days": "10"}
    data = sent(first_step, LEADERS) | {"once": "01900000-0000-7000-8000-00000000000a"}
    first = client.post(reverse("approvalrule_create"), data)
    again = client.post(reverse("approvalrule_create"), data)
    assert first["Location"] == again["Location"] == f"{reverse('approvalrule_list')}?organisation={team.org.pk}"
    made = ApprovalRule.objects.get()
    assert (made.amount_to, made.months_to, made.in_order, made.made_by) == (Decimal(5000), 12, True, team.administrator)
    assert [(step.name, step.roles, step.needed, step.days) for step in made.steps.all()] == [
        ("Leitung", ["approver"], 2, 10),
        ("Geschäftsführung", ["signatory"], 1, 5),
    ]


def test_create__preview_keeps_nothing(client, cast):
    client.force_login(cast.housing.administrator)
    rule(cast.housing, amount=500, months=12)
    response = post(client, reverse("approvalrule_create"), sent() | {"do": "preview"})
    page = response.content.decode()
    assert (response.status_code, ApprovalRule.objects.count()) == (200, 1)
    assert "Noch ist nichts gespeichert." in page
    assert page.index("bis 500,00\u00a0€ im Jahr") < page.index("bis 5.000,00\u00a0€ im Jahr")
    crossing = post(client, reverse("approvalrule_create"), sent(months_to="6", amount_to="900") | {"do": "preview"})
    assert "überschneidet sich" in crossing.content.decode()


def test_create__overlap__a_sentence_and_nothing_typed_is_lost(client, cast):
    client.force_login(cast.housing.administrator)
    rule(cast.housing, amount=500, months=12)
    response = post(client, reverse("approvalrule_create"), sent({"name": "Meine Stufe", "roles": ["finance"]}, months_to="6"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "überschneidet sich" in page
    assert "Meine Stufe" in page


@pytest.mark.parametrize(
    ("fields", "row", "sentence"),
    [
        ({"amount_to": "1e9"}, {}, "Bitte geben Sie eine Zahl ein"),
        ({"months_to": "0"}, {}, "größer oder gleich 1"),
        ({"months_to": "99999"}, {}, "kleiner oder gleich"),
        ({"subject": "mond"}, {}, "Bitte eine gültige Auswahl treffen"),
        ({}, {"name": "x" * 81}, "höchstens 80"),
        ({}, {"name": "böse\x00"}, "Nullzeichen"),
        ({}, {"roles": []}, "Bitte wählen Sie eine Rolle oder eine Person"),
        ({}, {"days": "-1"}, "größer oder gleich 1"),
        ({}, {"people": ["01900000-0000-7000-8000-000000000000"]}, "Bitte eine gültige Auswahl treffen"),
        ({}, {"body": "01900000-0000-7000-8000-000000000000"}, "Bitte eine gültige Auswahl treffen"),
    ],
)
def test_create__bad_input__a_sentence(client, cast, fields, row, sentence):
    client.force_login(cast.housing.administrator)
    response = post(client, reverse("approvalrule_create"), sent(LEADERS | row, **fields))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert ApprovalRule.objects.count() == 0


def test_create__html_is_text(client, cast):
    client.force_login(cast.housing.administrator)
    post(client, reverse("approvalrule_create"), sent(LEADERS | {"name": "<b>Chef</b>"}))
    assert "&lt;b&gt;Chef&lt;/b&gt;" in client.get(reverse("approvalrule_list")).content.decode()


def test_create__no_step__a_sentence(client, cast):
    client.force_login(cast.housing.administrator)
    response = post(client, reverse("approvalrule_create"), sent({"name": "", "roles": []}))
    assert response.status_code == 422
    assert "mindestens einen Schritt" in response.content.decode()


def test_edit__a_new_version__the_old_one_stays_readable(client, cast):
    team = cast.housing
    old = rule(team, StepPlan("Leitung", (Role.APPROVER,)), amount=5000, months=12)
    client.force_login(team.administrator)
    page = client.get(reverse("approvalrule_edit", args=[old.pk])).content.decode()
    assert 'value="5000,00"' in page
    assert 'value="Leitung"' in page
    post(client, reverse("approvalrule_edit", args=[old.pk]), sent(LEADERS, initial=1, amount_to="6000"))
    new = ApprovalRule.objects.get(ended_at=None)
    assert (new.amount_to, new.replaces, new.steps.get().name) == (Decimal(6000), old, "Geschäftsführung")
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Diese Regel gilt für nichts Neues mehr" in page
    stale = post(client, reverse("approvalrule_edit", args=[old.pk]), sent(LEADERS, initial=1, amount_to="7000"))
    assert stale.status_code == 422
    assert "inzwischen jemand geändert oder beendet" in stale.content.decode()


def test_end__tells_what_then_applies(client, cast):
    team = cast.housing
    low, high = rule(team, amount=500), rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    client.force_login(team.administrator)
    page = client.get(reverse("approvalrule_end", args=[high.pk])).content.decode()
    assert "Gilt auch für alles darüber" in page
    client.post(reverse("approvalrule_end", args=[high.pk]))
    assert list(ApprovalRule.objects.in_force()) == [low]


def test_example__taken_over_with_one_click__marked__once(client, cast):
    for team, body in ((cast.housing, "Aufsichtsrat"), (cast.social, "Mitgliederversammlung")):
        client.force_login(team.administrator)
        page = client.get(reverse("approvalrule_example")).content.decode()
        assert body in page
        assert ApprovalRule.objects.filter(organisation=team.org).count() == 0
        post(client, reverse("approvalrule_example"))
        rules = ApprovalRule.objects.filter(organisation=team.org)
        assert (rules.count(), rules.filter(is_example=True).count()) == (10, 10)
        assert Body.objects.filter(organisation=team.org, name=body).count() == 1
        refused = post(client, reverse("approvalrule_example"), follow=True)
        assert "Es gibt schon Freigaberegeln" in refused.content.decode()
    one = ApprovalRule.objects.filter(organisation=team.org).first()
    assert "Beispiel, bitte prüfen" in client.get(one.get_absolute_url()).content.decode()
    client.post(reverse("approvalrule_check", args=[one.pk]))
    assert "Beispiel, bitte prüfen" not in client.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize("seat", ["approver", "signatory", "reader"])
def test_members__may_not_change_anything(client, cast, seat):
    team = cast.housing
    made, body = rule(team, amount=500), board(team, (date(2026, 11, 19), date(2026, 10, 28)))
    client.force_login(getattr(team, seat))
    for name, args in (
        ("approvalrule_create", []),
        ("approvalrule_example", []),
        ("approvalrule_edit", [made.pk]),
        ("approvalrule_end", [made.pk]),
        ("approvalrule_check", [made.pk]),
        ("body_create", []),
        ("body_end", [body.pk]),
        ("body_add", [body.pk]),
        ("decisionday_remove", [body.days.get().pk]),
        ("nogoperiod_create", []),
    ):
        response = post(client, reverse(name, args=args), sent() | days_sent(("2026-12-17", "")), follow=True)
        assert "Verwaltung von Bau" in response.content.decode(), name
    assert (ApprovalRule.objects.in_force().count(), DecisionDay.objects.count()) == (1, 1)


def test_other_house__finds_nothing(client, cast):
    made, body = rule(cast.housing, amount=500), board(cast.housing)
    client.force_login(cast.social.administrator)
    for url in (made.get_absolute_url(), body.get_absolute_url(), reverse("approvalrule_edit", args=[made.pk])):
        assert client.get(url).status_code == 404
    assert client.get(reverse("approvalrule_list"), {"organisation": cast.housing.org.pk}).status_code == 404


def days_sent(*rows: tuple[str, str], before="21") -> dict:
    found = {"before": before, "days-TOTAL_FORMS": str(len(rows)), "days-INITIAL_FORMS": "0", "days-MIN_NUM_FORMS": "0"}
    for number, (meets, cut_off) in enumerate(rows):
        found |= {f"days-{number}-meets_on": meets, f"days-{number}-cut_off_on": cut_off, f"days-{number}-topics": ""}
    return found


def test_days__several_at_once__the_cut_off_by_itself(client, cast):
    team = cast.housing
    client.force_login(team.administrator)
    response = post(client, reverse("body_create"), {"name": "Aufsichtsrat"})
    body = Body.objects.get()
    assert response["Location"] == body.get_absolute_url()
    post(client, reverse("body_add", args=[body.pk]), days_sent(("19.11.2026", "28.10.2026"), ("2026-12-17", ""), ("", "")))
    assert list(body.days.values_list("meets_on", "cut_off_on")) == [
        (date(2026, 11, 19), date(2026, 10, 28)),
        (date(2026, 12, 17), date(2026, 11, 26)),
    ]
    assert "19.11.2026" in client.get(reverse("body_list")).content.decode()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("19.11.2026", "20.11.2026")], "darf nicht nach der Sitzung liegen"),
        ([("19.11.2026", ""), ("2026-11-19", "")], "steht hier doppelt"),
        ([("", "")], "mindestens einen Termin"),
        ([("31.02.2026", "")], "gültiges Datum"),
        ([("19.11.26", ""), ("01.01.0001", "")], "Jahr"),
        ([("15.10.2026", "")], "schon eingetragen"),
    ],
)
def test_days__bad_input__a_sentence__none_of_them_kept(client, cast, rows, sentence):
    body = board(cast.housing, (date(2026, 10, 15), date(2026, 10, 2)))
    client.force_login(cast.housing.administrator)
    response = post(client, reverse("body_add", args=[body.pk]), days_sent(*rows))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert body.days.count() == 1


def test_days_and_periods__removed(client, cast):
    body = board(cast.housing, (date(2026, 11, 19), date(2026, 10, 28)))
    client.force_login(cast.housing.administrator)
    client.post(reverse("decisionday_remove", args=[body.days.get().pk]))
    post(client, reverse("nogoperiod_create"), {"name": "Betriebsferien", "starts_on": "2026-12-23", "ends_on": "2027-01-03"})
    assert (DecisionDay.objects.count(), NoGoPeriod.objects.get().name) == (0, "Betriebsferien")
    wrong = post(client, reverse("nogoperiod_create"), {"name": "Verkehrt", "starts_on": "2026-12-23", "ends_on": "2026-12-03"})
    assert wrong.status_code == 422
    assert "Das Ende darf nicht vor dem Anfang liegen" in wrong.content.decode()
    client.post(reverse("nogoperiod_remove", args=[NoGoPeriod.objects.get().pk]))
    assert NoGoPeriod.objects.count() == 0


def test_absences__everybody_one_s_own(client, cast):
    team = cast.housing
    client.force_login(team.approver)
    page = client.get(reverse("absence_create")).content.decode()
    assert 'name="person"' not in page
    data = {"starts_on": "2026-10-05", "ends_on": "2026-10-09", "deputy": str(team.staff.pk), "person": str(team.signatory.pk)}
    post(client, reverse("absence_create"), data)
    absence = Absence.objects.get()
    assert (absence.person, absence.deputy) == (team.approver, team.staff)
    edited = {"edition": "1", "starts_on": "2026-10-05", "ends_on": "2026-10-12", "deputy": ""}
    response = post(client, reverse("absence_edit", args=[absence.pk]), edited, follow=True)
    assert "bleiben liegen" in response.content.decode()
    stale = post(client, reverse("absence_edit", args=[absence.pk]), edited | {"ends_on": "2026-10-14"})
    assert stale.status_code == 422
    assert "Inzwischen hat jemand anderes dies geändert" in stale.content.decode()
    client.force_login(team.signatory)
    refused = client.post(reverse("absence_remove", args=[absence.pk]), follow=True)
    assert "Verwaltung von Bau" in refused.content.decode()
    client.force_login(team.approver)
    client.post(reverse("absence_remove", args=[absence.pk]))
    assert Absence.objects.count() == 0


def test_absences__the_administration_for_all(client, cast):
    team = cast.housing
    client.force_login(team.administrator)
    data = {"starts_on": "2026-10-05", "ends_on": "2026-10-09", "deputy": str(team.staff.pk), "person": str(team.signatory.pk)}
    post(client, reverse("absence_create"), data)
    assert Absence.objects.get().person == team.signatory
    overlapping = post(client, reverse("absence_create"), data | {"starts_on": "2026-10-09", "ends_on": "2026-10-10"})
    assert overlapping.status_code == 422
    assert "schon eine Abwesenheit" in overlapping.content.decode()


def many(team, count: int) -> Body:
    bodies = [board(team, (date(2026, 11, 19), date(2026, 10, 28)), name=f"Gremium {number}") for number in range(count)]
    for number, body in enumerate(bodies, start=1):
        rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)), StepPlan("Gremium", (Role.APPROVER,), body=body), amount=number * 1000)
        by = fresh(team.people[("approver", "signatory", "finance")[number - 1]])
        keeping.enter_absence(team.org, person=by, starts_on=TODAY, ends_on=TODAY, deputy=team.staff, by=by)
    return bodies[0]


@pytest.mark.parametrize("count", [1, 3])
def test_pages__cost_the_same(client, cast, count, django_assert_num_queries):
    team = cast.housing
    body = many(team, count)
    made = ApprovalRule.objects.first()
    client.force_login(team.administrator)
    for url, queries in (
        (reverse("approvalrule_list"), 5),  # session, user, standing, house, people
        (reverse("body_list"), 6),  # session, user, standing, days, bodies, periods
        (body.get_absolute_url(), 6),  # session, user, standing, body, days, journal
        (reverse("absence_list"), 4),  # session, user, standing, absences
        (made.get_absolute_url(), 7),  # session, user, standing, rule, people, steps, journal
        (reverse("approvalrule_edit", args=[made.pk]), 7),  # session, user, standing, rule, people, bodies, steps
        (reverse("absence_create"), 4),  # session, user, standing, members
    ):
        with django_assert_num_queries(queries):
            client.get(url)
