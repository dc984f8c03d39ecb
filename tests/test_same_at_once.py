"""Two people enter the same at the same moment, where there may be only one: the second is told so, by a sentence."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from partnerships.approval import keeping
from partnerships.base.verdict import Refused
from partnerships.glossary import actions as glossary
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from projects.pot import actions as pots
from projects.rate import actions as rates
from tests.cast import make_cast
from tests.races import Told


def rate(house: Organisation, by: Person, _partnership) -> None:
    rates.enter(house, kind="time", year=2026, value=Decimal(52), source="Vollkosten", as_of=date(2026, 1, 1), by=by)


def pot(house: Organisation, by: Person, _partnership) -> None:
    pots.make(house, year=2026, name="Nachbarschaft", amount=Decimal(5000), by=by)


def body(house: Organisation, by: Person, _partnership) -> None:
    keeping.make_body(house, name="Vorstand", by=by)


def day(house: Organisation, by: Person, _partnership) -> None:
    keeping.add_days(house.bodies.get(), [(date(2026, 11, 19), date(2026, 10, 28), "")], by=by)


def term(_house, by: Person, partnership: Partnership) -> None:
    glossary.propose(partnership, word="Belegungsplan", common="Wer den Raum wann nutzt.", by=by)


def enter(make, house, person, partnership) -> Told | None:
    try:
        make(Organisation.objects.get(pk=house), Person.objects.get(pk=person), Partnership.objects.get(pk=partnership))
    except ValidationError as error:  # as the forms say it
        raise Refused(error.messages[0]) from error


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("make", "one", "other"), [(rate, 0, 0), (pot, 0, 0), (body, 0, 0), (day, 0, 0), (term, 0, 1)])
def test_the_same_at_the_same_moment__is_there_once_and_the_second_is_told(transactional_db, race, make, one, other):
    cast = make_cast()
    if make is day:
        keeping.make_body(cast.social.org, name="Vorstand", by=cast.social.administrator)
    seat = "administrator" if make in {body, day} else "finance"
    people = [getattr(cast.teams[each], seat) for each in (one, other)]
    works = [partial(enter, make, cast.social.org.pk, person.pk, cast.partnership.pk) for person in people]
    results = race(*works)
    assert sorted(isinstance(each, Told) for each in results) == [False, True]
