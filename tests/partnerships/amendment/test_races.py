"""Two last signatures at the same moment, in two threads against PostgreSQL: one amendment becomes the text, the other is told."""

from datetime import date

import pytest
from django.db import transaction

from partnerships.agreement import signing
from partnerships.agreement.models import Agreement
from partnerships.amendment import actions
from partnerships.amendment.tasks import merge_amendments
from partnerships.base import clock
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from projects.contribution.models import Contribution
from tests.partnerships.agreement import making
from tests.partnerships.agreement.test_races import at_once
from tests.partnerships.amendment.making import in_force, offered, read, signed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def half_signed(cast, agreement, **changes) -> Agreement:
    """Only the company's signature is missing."""
    amendment = making.agreed_by_all(offered(cast, agreement, **changes), cast)
    for team in cast.teams:
        amendment = making.give_into_release(amendment, team.org)
    return signing.sign(amendment, edition=1, by=cast.social.signatory)


def test_sign_and_sign__one_is_merged_the_other_is_told(cast):
    agreement = in_force(cast)
    both = [half_signed(cast, agreement), half_signed(cast, agreement, key="rooms", body="Auch am Abend.")]
    by = cast.housing.signatory

    results = at_once(*(lambda each=each: signing.sign(each, edition=1, by=by) for each in both))

    lost = [result for result in results if isinstance(result, str)]
    assert len(lost) == 1
    assert "unterzeichnet" in lost[0]
    assert sorted(read(each).state for each in both) == ["merged", "signing"]
    agreement = read(agreement)
    assert (agreement.edition, agreement.editions.count(), Consent.objects.of(agreement).count()) == (2, 2, 2)
    assert Contribution.objects.count() == 3
    assert Entry.objects.filter(verb="agreement.amended").count() == 1


def test_merge_and_merge__once(cast):
    """Two workers begin the same day."""
    with clock.travel(clock.at(date(2026, 6, 1), 12)):
        agreement = in_force(cast)
        signed(cast, agreement, starts_on=date(2026, 9, 1))
    results = at_once(*(lambda: _day(date(2026, 9, 1)) for _ in range(2)))
    assert results == [None, None]
    assert (read(agreement).edition, Entry.objects.filter(verb="agreement.merged").count()) == (2, 1)


def _day(day: date) -> None:
    with clock.travel(clock.at(day, 0, 5)), transaction.atomic():
        merge_amendments(day)


def test_catch_up_and_catch_up__one_wins(cast):
    agreement = in_force(cast)
    second = offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    signed(cast, agreement)
    people = [team.coordinator for team in cast.teams]
    results = at_once(*(lambda by=by: actions.catch_up(second, edition=1, by=by) for by in people))
    assert sorted(isinstance(result, str) for result in results) == [False, True]
    assert (read(second).edition, read(second).amends_edition) == (2, 2)
