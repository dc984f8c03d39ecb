"""Two people at the same moment, against PostgreSQL: one wins, the other is told. What the two sides do most - signing, countering - in
two processes of their own, the rest in two threads.
"""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base.meanwhile import sentence
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.person.models import Person
from tests.partnerships.agreement.making import agreed, member, offered, reworded, sheet_data, to_be_signed
from tests.races import Told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(*works) -> list:
    """Every work in a thread of its own, begun together; what each returned, or the sentence of its refusal."""
    barrier, results = Barrier(len(works), timeout=20), [None] * len(works)

    def run(number: int, work) -> None:
        try:
            barrier.wait()
            with translation.override("de"):
                results[number] = work()
        except Refused as refused:
            results[number] = refused.reason
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="agreement.").order_by("pk").values_list("verb", flat=True))


def sign(agreement, person) -> None:
    signing.sign(Agreement.objects.get(pk=agreement), edition=1, by=Person.objects.get(pk=person))


def approve(release, person) -> None:
    approval.approve(Release.objects.get(pk=release), by=Person.objects.get(pk=person))


def take_back(release, person) -> None:
    approval.withdraw(Release.objects.get(pk=release), by=Person.objects.get(pk=person), reason="Die Zahlen stimmen nicht.")


def counter(agreement, person, data) -> tuple[int, str]:
    """By the page, as a browser sends it: the status of the answer, and what stands on it."""
    client = Client()
    client.force_login(Person.objects.get(pk=person))
    answer = client.post(reverse("agreement_counter", args=[agreement]), data)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("_round", range(3))
def test_sign_and_sign__in_force_once(cast, race, _round):
    agreement = to_be_signed(cast)
    assert race(*(partial(sign, agreement.pk, team.signatory.pk) for team in cast.teams)) == [None, None]
    assert Agreement.objects.get().state == "active"
    assert Consent.objects.count() == 2
    assert verbs()[-4:] == ["agreement.signed", "agreement.signed", "agreement.concluded", "agreement.in_force"]


@pytest.mark.parametrize("_round", range(3))
def test_approve_and_withdraw__of_the_same_release__one_of_both(cast, race, _round):
    """The last release of all is granted while whoever asked for it takes it back."""
    agreement = agreed(cast)
    for team in cast.teams:
        signing.submit(agreement, edition=1, by=team.coordinator)
    approval.approve(Release.objects.get(organisation=cast.social.org), by=cast.social.approver)
    release = Release.objects.get(organisation=cast.housing.org)
    granted, taken = race(
        partial(approve, release.pk, cast.housing.approver.pk), partial(take_back, release.pk, cast.housing.coordinator.pk)
    )
    release.refresh_from_db()
    now = Agreement.objects.get()
    assert taken is None  # what was granted first is taken back right after: nobody has signed yet
    assert (release.state, now.state, now.waiting) == ("withdrawn", "release", [cast.housing.org.pk])
    if isinstance(granted, Told):
        assert granted.sentence.startswith("Diese Freigabe ist seit")
        assert verbs().count("agreement.to_be_signed") == 0
    else:
        assert verbs()[-2:] == ["agreement.to_be_signed", "agreement.release_taken_back"]


def test_sign_twice_by_one_organisation__counts_once(cast):
    agreement = to_be_signed(cast)
    by = cast.housing.signatory
    results = at_once(*(lambda: signing.sign(agreement, edition=1, by=by) for _ in range(2)))
    assert Consent.objects.count() == 1
    assert sum("bereits unterzeichnet" in str(result) for result in results) == 1


@pytest.mark.parametrize("_round", range(3))
def test_submit_and_submit__each_house_has_its_release_once(cast, _round):
    agreement = agreed(cast)
    people = [team.coordinator for team in (*cast.teams, cast.housing)]
    at_once(*(lambda by=by: signing.submit(agreement, edition=1, by=by) for by in people))
    assert Agreement.objects.get().state == "release"
    assert Release.objects.running().count() == 2


@pytest.mark.parametrize("_round", range(3))
def test_approve_and_approve__signing_opens_once(cast, _round):
    agreement = agreed(cast)
    for team in cast.teams:
        signing.submit(agreement, edition=1, by=team.coordinator)
    releases = [(release, member(release.organisation, "approver")) for release in Release.objects.all()]
    at_once(*(lambda release=release, by=by: approval.approve(release, by=by) for release, by in releases))
    assert Agreement.objects.get().state == "signing"
    assert verbs().count("agreement.to_be_signed") == 1


@pytest.mark.parametrize("_round", range(3))
def test_sign_and_withdraw__a_release_is_taken_back_before_all_have_signed_or_not_at_all(cast, _round):
    """The association has signed; the company signs while its approver takes the release back."""
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    release, approver, signatory = Release.objects.get(organisation=cast.housing.org), cast.housing.approver, cast.housing.signatory

    signed, taken = at_once(
        lambda: signing.sign(agreement, edition=1, by=signatory),
        lambda: approval.withdraw(release, by=approver, reason="Die Zahlen stimmen nicht."),
    )

    now = Agreement.objects.get()
    if isinstance(signed, str):
        assert "liegt in den Häusern" in signed
        assert (now.state, now.yeses()) == ("release", [cast.social.org.pk])
    else:
        assert "ändert sich nichts mehr" in taken
        assert (now.state, len(now.yeses())) == ("active", 2)


@pytest.mark.parametrize("_round", range(3))
def test_agree_and_counter__never_both(cast, _round):
    agreement = offered(cast)
    by, other, words = cast.housing.coordinator, cast.social.coordinator, reworded(cast)
    said, countered = at_once(
        lambda: talks.agree(agreement, edition=1, by=by),
        lambda: actions.counter(agreement, edition=1, wording=words, comment="Noch eins.", by=other),
    )
    now = Agreement.objects.get()
    if isinstance(said, str):
        assert "neuere Fassung" in said
        assert (now.state, now.edition) == ("counter", 2)
    else:
        assert "eröffnet die Abstimmung" in countered
        assert (now.state, now.edition) == ("agreed", 1)


@pytest.mark.parametrize("_round", range(3))
def test_counter_and_counter__one_wins_the_other_keeps_its_text(cast, race, _round):
    agreement = offered(cast)
    sheets = [sheet_data(agreement, reworded(cast, f"Wortlaut {number}."), comment=f"Grund {number}.") for number in range(2)]

    answers = race(*(partial(counter, agreement.pk, team.coordinator.pk, data) for team, data in zip(cast.teams, sheets, strict=True)))

    assert sorted(status for status, _page in answers) == [302, 422]
    lost = next(number for number, (status, _page) in enumerate(answers) if status == 422)
    page = answers[lost][1]
    assert sentence() in page
    assert f"Wortlaut {lost}." in page
    assert f"Grund {lost}." in page
    assert 'name="edition" value="2"' in page
    assert list(Edition.objects.values_list("number", flat=True)) == [1, 2]
    assert Agreement.objects.get().waiting == [cast.teams[lost].org.pk]


@pytest.mark.parametrize("_round", range(3))
def test_sign_and_reopen__never_both(cast, _round):
    """The social side has signed edition 1; the company signs it while the association takes up the talks again."""
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    signatory, coordinator = cast.housing.signatory, cast.social.coordinator

    signed, reopened = at_once(
        lambda: signing.sign(agreement, edition=1, by=signatory),
        lambda: signing.reopen(agreement, edition=1, parts=["purpose"], reason="Noch eins.", by=coordinator),
    )

    now = Agreement.objects.get()
    if isinstance(signed, str):
        assert "noch abgestimmt" in signed or "verhandelt" in signed
        assert (now.state, len(now.yeses())) == ("review", 1)
    else:
        assert "ändert sich nichts mehr" in reopened
        assert (now.state, len(now.yeses())) == ("active", 2)


def test_drop_and_sign__never_both(cast):
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    signatory, coordinator = cast.housing.signatory, cast.social.coordinator
    at_once(
        lambda: signing.sign(agreement, edition=1, by=signatory),
        lambda: actions.drop(agreement, edition=1, reason="Doch nicht.", by=coordinator),
    )
    assert (Agreement.objects.get().state, Consent.objects.count()) in {("active", 2), ("dropped", 1)}
