"""Two at the same moment, in two processes of their own against PostgreSQL: one amendment becomes the text, the other is told."""

from datetime import date
from functools import partial

import pytest
from django.db import transaction

from partnerships.agreement import signing
from partnerships.agreement.models import Agreement
from partnerships.amendment import actions
from partnerships.amendment.tasks import merge_amendments
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.notice.models import Letter
from partnerships.person.models import Person
from partnerships.tenure import actions as tenure
from partnerships.tenure.days import notice_effective_on
from partnerships.work.tasks import daily
from projects.contribution.models import Contribution
from tests.partnerships.agreement import making
from tests.partnerships.agreement.test_races import approve, sign, take_back
from tests.partnerships.amendment.making import in_force, offered, read, signed
from tests.races import Told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
JUNE, FIRST_DAY = date(2026, 6, 1), date(2026, 9, 1)


def half_signed(cast, agreement, **changes) -> Agreement:
    """Only the company's signature is missing."""
    amendment = making.agreed_by_all(offered(cast, agreement, **changes), cast)
    for team in cast.teams:
        amendment = making.give_into_release(amendment, team.org)
    return signing.sign(amendment, edition=1, by=cast.social.signatory)


def merge(day: date) -> None:
    with clock.travel(clock.at(day, 0, 5)), transaction.atomic():
        merge_amendments(day)


def night(day: date) -> None:
    with clock.travel(clock.at(day, 0, 5)):
        daily()


def catch_up(amendment, person) -> None:
    actions.catch_up(Agreement.objects.get(pk=amendment), edition=1, by=Person.objects.get(pk=person))


def give_notice(agreement, person, day: date) -> None:
    with clock.travel(clock.at(day, 0, 5)):
        agreement = read(Agreement.objects.get(pk=agreement))
        tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=Person.objects.get(pk=person))


def test_sign_and_sign__one_is_merged_the_other_is_told(cast, race):
    agreement = in_force(cast)
    both = [half_signed(cast, agreement), half_signed(cast, agreement, key="rooms", body="Auch am Abend.")]

    results = race(*(partial(sign, each.pk, cast.housing.signatory.pk) for each in both))

    [lost] = [result for result in results if isinstance(result, Told)]
    assert "unterzeichnet" in lost.sentence
    assert sorted(read(each).state for each in both) == ["merged", "signing"]
    agreement = read(agreement)
    assert (agreement.edition, agreement.editions.count(), Consent.objects.of(agreement).count()) == (2, 2, 2)
    assert Contribution.objects.count() == 3
    assert Entry.objects.filter(verb="agreement.amended").count() == 1


@pytest.mark.parametrize("work", [merge, night])
def test_merge_and_merge__once(cast, race, work):
    """Two workers begin the same day."""
    with clock.travel(clock.at(JUNE, 12)):
        agreement = in_force(cast)
        signed(cast, agreement, starts_on=FIRST_DAY)
    assert race(partial(work, FIRST_DAY), partial(work, FIRST_DAY)) == [None, None]
    agreement = read(agreement)
    assert (agreement.edition, agreement.editions.count(), Contribution.objects.count()) == (2, 2, 3)
    assert Entry.objects.filter(verb="agreement.merged").count() == 1
    assert Letter.objects.filter(key__startswith="amendment.merged").count() == 6


def test_merge_and_notice__both_happen__and_the_end_stays(cast, race):
    """The first day of an amendment that moves the end begins while the other side gives notice."""
    with clock.travel(clock.at(JUNE, 12)):
        agreement = in_force(cast)
        signed(cast, agreement, starts_on=FIRST_DAY, ends_on=date(2035, 12, 31))
    results = race(partial(merge, FIRST_DAY), partial(give_notice, agreement.pk, cast.housing.signatory.pk, FIRST_DAY))
    assert results == [None, None]
    agreement = read(agreement)
    assert (agreement.state, agreement.edition, agreement.ends_on) == ("notice", 2, agreement.notices.get().effective_on)


@pytest.mark.parametrize("_round", range(2))
def test_approve_and_withdraw__of_an_amendment__one_of_both__the_agreement_stays(cast, race, _round):
    agreement = in_force(cast)
    amendment = making.agreed_by_all(offered(cast, agreement), cast)
    amendment = making.give_into_release(amendment, cast.social.org)
    signing.submit(amendment, edition=1, by=cast.housing.coordinator)
    release = Release.objects.running().get()
    granted, taken = race(
        partial(approve, release.pk, cast.housing.approver.pk), partial(take_back, release.pk, cast.housing.coordinator.pk)
    )
    release.refresh_from_db()
    now = read(amendment)
    assert taken is None
    assert (release.state, now.state, now.waiting) == ("withdrawn", "release", [cast.housing.org.pk])
    assert isinstance(granted, Told) or Entry.objects.filter(verb="agreement.release_taken_back", subject_id=now.pk).count() == 1
    assert (read(agreement).state, read(agreement).edition) == ("active", 1)


@pytest.mark.parametrize("_round", range(2))
def test_last_signature_and_withdrawn_release__merged_or_taken_back(cast, race, _round):
    agreement = in_force(cast)
    amendment = half_signed(cast, agreement)
    release = Release.objects.filter(organisation=cast.housing.org, subject_id=amendment.pk).get()
    signature, taken = race(
        partial(sign, amendment.pk, cast.housing.signatory.pk), partial(take_back, release.pk, cast.housing.approver.pk)
    )
    now = read(amendment)
    if isinstance(signature, Told):
        assert (now.state, taken, read(agreement).edition) == ("release", None, 1)
    else:
        assert isinstance(taken, Told)
        assert (now.state, read(agreement).edition) == ("merged", 2)


def test_catch_up_and_catch_up__one_wins(cast, race):
    agreement = in_force(cast)
    second = offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    signed(cast, agreement)
    results = race(*(partial(catch_up, second.pk, team.coordinator.pk) for team in cast.teams))
    assert sorted(isinstance(result, Told) for result in results) == [False, True]
    assert (read(second).edition, read(second).amends_edition) == (2, 2)
