from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Role
from projects.contribution import actions as contributions
from projects.contribution import deliveries
from projects.pot import actions, booking, rules
from projects.pot.models import Pot, Reservation
from projects.pot.page import pots_beside
from tests.cast import make_person
from tests.projects.contribution import making as giving
from tests.projects.pot import making

D = Decimal


def figures(pot) -> tuple:
    pot = Pot.objects.for_list().get(pk=pot.pk)
    return pot.reserved, pot.spent, pot.left


@pytest.mark.parametrize("index", [0, 1])
def test_grant__reserves_payment_spends__for_either_side(cast, index):
    giver = cast.teams[index]
    pot = making.pot(giver)
    contribution = making.granted(cast, giver, pot)
    assert figures(pot) == (D(1200), 0, D(3800))

    deliveries.deliver(contribution, on=date(2026, 3, 1), amount=D(500), by=giver.finance)
    assert figures(pot) == (D(1200), D(500), D(3800))

    lines = Entry.objects.filter(verb="pot.reserved")
    assert [line.internal_to_id for line in lines] == [giver.org.pk]


def test_grant_in_part__reserves_the_part__withdrawal_frees(cast):
    pot = making.pot(cast.housing)
    contribution = making.asked(cast, cast.housing)
    contribution = contributions.grant_part(contribution, edition=1, amount=D(700), pot=pot, by=cast.housing.approver)
    assert figures(pot) == (D(700), 0, D(4300))

    contributions.withdraw(contribution, edition=contribution.edition, by=cast.social.staff)
    assert figures(pot) == (0, 0, D(5000))
    assert not Reservation.objects.exists()


def test_grant__more_than_is_left__is_refused_and_nothing_is_kept(cast):
    pot = making.pot(cast.housing, amount="1000")
    contribution = making.asked(cast, cast.housing)
    with pytest.raises(Refused, match="fehlen"):
        contributions.grant(contribution, edition=1, pot=pot, by=cast.housing.approver)
    contribution.refresh_from_db()
    assert contribution.state == "asked"
    assert figures(pot) == (0, 0, D(1000))


def test_grant__where_there_are_pots__one_must_be_named(cast):
    making.pot(cast.housing)
    contribution = making.asked(cast, cast.housing)
    with pytest.raises(Refused, match="Topf"):
        contributions.grant(contribution, edition=1, by=cast.housing.approver)
    foreign = making.pot(cast.social)
    with pytest.raises(Refused, match="Topf"):
        contributions.grant(contribution, edition=1, pot=foreign, by=cast.housing.approver)


def test_decline__touches_no_pot(cast):
    pot = making.pot(cast.housing)
    contribution = making.asked(cast, cast.housing)
    contributions.decline(contribution, edition=1, reason="budget", text="Leer", next_date=giving.LATER, by=cast.housing.approver)
    assert figures(pot) == (0, 0, D(5000))


def test_grant_over_two_years__reserves_each_year_in_its_pot__to_the_cent(cast):
    first, second = making.pot(cast.housing), making.pot(cast.housing, year=2027)
    making.pot(cast.housing, year=2027, name="Anderes")
    contribution = making.granted(cast, cast.housing, first, "1000.01", starts_on=date(2026, 7, 1), ends_on=date(2027, 12, 31))
    assert figures(first)[0] + figures(second)[0] == contribution.granted == D("1000.01")
    assert figures(first)[0] == D("333.34")

    deliveries.deliver(contribution, on=date(2026, 5, 30), amount=D(400), by=cast.housing.finance, meant=giving.Everything())
    assert (figures(first)[1], figures(second)[1]) == (D("333.34"), D("66.66"))


def test_payments_of_former_years__count_there_and_not_in_the_pot_of_today(cast):
    contribution = giving.granted(cast, terms=giving.money(starts_on=date(2025, 1, 1), amount=D(2400)))
    deliveries.deliver(contribution, on=date(2025, 3, 1), amount=D(1300), by=cast.housing.finance)
    pot = making.pot(cast.housing)
    actions.reserve(pot, contribution=contribution, by=cast.housing.finance)
    assert figures(pot) == (D(1200), D(100), D(3800))


def test_paid_beyond_the_reservation__is_gone_from_the_pot(cast):
    pot = making.pot(cast.housing)
    contribution = making.granted(cast, cast.housing, pot)
    deliveries.deliver(contribution, on=date(2026, 3, 1), amount=D(1500), by=cast.housing.finance, meant=giving.Everything())
    assert figures(pot) == (D(1200), D(1500), D(3500))


def test_database__says_no_to_more_than_is_there(cast):
    pot = making.pot(cast.housing)
    with pytest.raises(IntegrityError, match="pot_holds"), transaction.atomic():
        Pot.objects.filter(pk=pot.pk).update(reserved=D("5000.01"))


def test_lapse__after_the_term_the_rest_is_freed__what_was_paid_stays(cast):
    pot = making.pot(cast.housing)
    contribution = making.granted(cast, cast.housing, pot)
    deliveries.deliver(contribution, on=date(2026, 3, 1), amount=D(500), by=cast.housing.finance)
    reservation = Reservation.objects.select_related("contribution__partnership", "pot__organisation").get()
    with pytest.raises(Refused, match=r"31\.12\.2026"):
        actions.free(reservation, reason="Vorbei", by=cast.housing.finance)
    with clock.travel(clock.at(date(2027, 1, 2))):
        actions.free(reservation, reason="Das Fest war billiger.", by=cast.housing.finance)
    assert figures(pot) == (D(500), D(500), D(4500))


def test_promise_outside_the_pots__is_put_into_one_by_hand(cast):
    contribution = giving.granted(cast)
    pot = making.pot(cast.housing)
    assert [each.share for each in booking.without_pot(type(contribution).objects.all(), cast.housing.org, 2026)] == [D(1200)]
    actions.reserve(pot, contribution=contribution, by=cast.housing.finance)
    assert figures(pot)[0] == D(1200)
    assert not booking.without_pot(type(contribution).objects.all(), cast.housing.org, 2026)
    with pytest.raises(Refused, match="schon"):
        actions.reserve(making.pot(cast.housing, name="Zweiter"), contribution=contribution, by=cast.housing.finance)
    with pytest.raises(Refused, match="kommt nur, was"):
        actions.reserve(making.pot(cast.social), contribution=contribution, by=cast.social.finance)


def test_overbooking__by_two_persons_only(cast):
    giver = cast.housing
    pot = making.pot(giver, amount="1000", may_overbook=True)
    contribution = making.asked(cast, giver)
    with pytest.raises(Refused, match="Zwei Personen"):
        contributions.grant(contribution, edition=1, pot=pot, by=giver.approver)
    asked = actions.overbook(pot, amount=D(200), reason="Das Fest ist wichtig.", by=giver.approver)
    for person in (giver.approver, giver.staff, cast.social.approver):
        with pytest.raises(Refused):
            actions.confirm(asked, by=person)
    assert figures(pot)[2] == D(1000)
    actions.confirm(asked, by=giver.signatory)
    contributions.grant(contribution, edition=1, pot=pot, by=giver.approver)
    assert figures(pot) == (D(1200), 0, 0)


def test_overbooking__not_where_the_pot_does_not_allow_it__and_one_at_a_time(cast):
    with pytest.raises(Refused, match="darf nicht"):
        actions.overbook(making.pot(cast.housing), amount=D(1), reason="Bitte", by=cast.housing.approver)
    pot = making.pot(cast.housing, name="Offen", may_overbook=True)
    asked = actions.overbook(pot, amount=D(1), reason="Bitte", by=cast.housing.approver)
    actions.withdraw(asked, by=cast.housing.approver)
    again = actions.overbook(pot, amount=D(1), reason="Bitte", by=cast.housing.approver)
    actions.decline(again, by=make_person("Zweite", cast.housing.org, Role.APPROVER))
    with pytest.raises(Refused, match="schon"):
        actions.confirm(again, by=cast.housing.signatory)


def test_edit__never_below_what_is_reserved__old_and_new_in_the_journal(cast):
    pot = making.pot(cast.housing)
    making.granted(cast, cast.housing, pot)
    with pytest.raises(Refused, match="reserviert"):
        actions.edit(pot, edition=1, amount=D("1199.99"), by=cast.housing.finance)
    with pytest.raises(Refused, match="eigenen Topf"):
        actions.edit(pot, edition=1, year=2027, by=cast.housing.finance)
    actions.edit(pot, edition=1, amount=D(1200), by=cast.housing.finance)
    assert Entry.objects.get(verb="pot.edited").data["changes"] == {"amount": ["5000.00", "1200"]}
    with pytest.raises(Refused, match="neuere"):
        actions.edit(pot, edition=1, amount=D(2000), by=cast.housing.finance)


def test_closed__takes_nothing_new(cast):
    pot = making.pot(cast.housing)
    contribution = making.asked(cast, cast.housing)
    closed = actions.close(pot, edition=1, by=cast.housing.finance)
    with pytest.raises(Refused, match="geschlossen"):
        contributions.grant(contribution, edition=1, pot=pot, by=cast.housing.approver)
    actions.reopen(closed, edition=2, by=cast.housing.finance)
    contributions.grant(contribution, edition=1, pot=pot, by=cast.housing.approver)
    assert figures(pot)[0] == D(1200)


def test_rules__answer_alike_for_mirrored_people(cast):
    said = []
    for team in cast.teams:
        pot = making.pot(team, may_overbook=True)
        people = [getattr(team, seat) for seat in ("finance", "approver", "signatory", "staff", "reader", "administrator")]
        said.append([bool(rule(person, pot)) for person in people for rule in (rules.may_edit, rules.may_overbook)])
        assert not rules.may_edit(cast.other(team).approver, pot)
    assert said[0] == said[1] == [True] * 4 + [False] * 8


def test_beside_a_decision__own_people_only(cast):
    making.pot(cast.housing)
    contribution = making.asked(cast, cast.housing)
    assert [(each.share, each.after) for each in pots_beside(contribution, cast.housing.approver)] == [(D(1200), D(3800))]
    assert pots_beside(contribution, cast.social.approver) == []
