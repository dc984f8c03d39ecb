"""Sent twice, made once."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from partnerships.base.verdict import Refused
from partnerships.once.guard import once
from partnerships.once.models import Token
from partnerships.partnership.models import Partnership


def request(person, token):
    made = RequestFactory().post("/", {"once": str(token)})
    made.user = person
    return made


@pytest.fixture
def view(cast):
    @once
    def create(request):
        thing = Partnership.objects.create(title="Neu", founded_by=cast.social.org)
        return HttpResponseRedirect(f"/partnerships/{thing.pk}/")

    return create


def test_twice__one_thing_and_the_same_answer(cast, view):
    token = uuid4()
    first, second = view(request(cast.social.staff, token)), view(request(cast.social.staff, token))
    assert first["Location"] == second["Location"]
    assert Partnership.objects.filter(title="Neu").count() == 1


def test_two_tokens__two_things(cast, view):
    view(request(cast.social.staff, uuid4()))
    view(request(cast.social.staff, uuid4()))
    assert Partnership.objects.filter(title="Neu").count() == 2


@pytest.mark.parametrize("token", ["", "x", "1234"])
def test_without_a_token__refused(cast, view, token):
    with pytest.raises(Refused, match="unvollständig"):
        view(request(cast.social.staff, token))


def test_somebody_elses_token__refused(cast, view):
    token = uuid4()
    view(request(cast.social.staff, token))
    with pytest.raises(Refused, match="schon gesendet"):
        view(request(cast.housing.staff, token))


def test_a_wrong_form__leaves_the_token_free(cast, view):
    @once
    def wrong(request):
        Partnership.objects.create(title="Halb", founded_by=cast.social.org)
        return HttpResponse("bitte prüfen", status=422)

    token = uuid4()
    assert wrong(request(cast.social.staff, token)).status_code == 422
    assert not Partnership.objects.filter(title="Halb").exists()
    assert not Token.objects.exists()
    assert view(request(cast.social.staff, token)).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_one_instant__one_thing(cast, view):
    token, barrier, answers = uuid4(), Barrier(20), []
    person = cast.social.staff

    def click():
        barrier.wait()
        answers.append(view(request(person, token))["Location"])
        connection.close()

    threads = [Thread(target=click) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20
    assert len(set(answers)) == 1
    assert Partnership.objects.filter(title="Neu").count() == 1
