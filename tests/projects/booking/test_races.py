"""Two requests for one room, confirmed at the same moment: one is booked, the other is told."""

from functools import partial

import pytest

from partnerships.person.models import Person
from projects.booking import actions
from projects.booking.models import Booking
from tests.cast import make_cast
from tests.projects.booking import making
from tests.races import Told


def confirm(pk, person) -> str:
    return actions.confirm(Booking.objects.get(pk=pk), edition=1, by=Person.objects.get(pk=person)).state


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_confirm_and_confirm__two_grants_of_one_room__it_is_booked_once(transactional_db, race):
    cast = make_cast()
    first, second = making.asked(cast), making.asked(cast, room="saal")
    results = race(*(partial(confirm, each.pk, cast.housing.staff.pk) for each in (first, second)))
    assert sorted(isinstance(each, Told) for each in results) == [False, True]
    assert "belegt" in next(each.sentence for each in results if isinstance(each, Told))
    assert Booking.objects.confirmed().count() == 1
