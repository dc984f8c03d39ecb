"""Invitations used by several at the same moment: real threads on PostgreSQL."""

import threading

import pytest
from django.db import connection

from partnerships.base.verdict import Refused
from partnerships.membership import actions
from partnerships.organisation.models import Invitation, Membership
from partnerships.person.models import Person
from tests.cast import make_cast, make_person
from tests.partnerships.membership.inviting import PASSWORD, invited


def at_once(*works):
    """Each in a thread of its own, all at the same instant; what each returned or was refused with."""
    barrier, results = threading.Barrier(len(works)), []

    def run(work):
        barrier.wait()
        try:
            results.append(work())
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_accept__four_times_at_once__one_membership():
    cast = make_cast()
    person = make_person("Neu")
    token = invited(cast.social)
    results = at_once(*[lambda: actions.accept(token, by=person)] * 4)
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert Membership.objects.filter(person=person).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_join__by_two_invitations_at_once__one_account():
    cast = make_cast()
    links = [invited(team) for team in cast.teams]
    results = at_once(*[lambda token=token: actions.join(token, name="Nele", password=PASSWORD) for token in links])
    assert sorted(type(result).__name__ for result in results) == ["Person", "Refused"]
    assert Person.objects.filter(email="neu@example.org").count() == 1
    assert Membership.objects.filter(person__email="neu@example.org").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_withdraw_and_join__at_once__exactly_one_wins():
    cast = make_cast()
    token = invited(cast.social)
    invitation = Invitation.objects.get()
    results = at_once(
        lambda: actions.withdraw(invitation, by=cast.social.administrator), lambda: actions.join(token, name="Nele", password=PASSWORD)
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    invitation.refresh_from_db()
    assert Person.objects.filter(email="neu@example.org").exists() == bool(invitation.accepted_at)
