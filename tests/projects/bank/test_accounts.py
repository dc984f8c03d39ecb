"""Who may enter an account, who reads it, and who is told."""

import pytest
from django.urls import reverse

from partnerships.base.verdict import Refused
from partnerships.notice.models import Letter
from projects.bank import actions
from projects.bank.iban import read_iban
from projects.bank.models import BankAccount
from tests.once import post
from tests.projects.contribution import making

IBAN, OTHER = "DE89370400440532013000", "DE02120300000000202051"


@pytest.mark.parametrize("text", ["de89 3704 0044 0532 0130 00", "AT61 1904 3002 3457 3201", "CH93 0076 2011 6238 5295 7"])
def test_iban__read_as_people_write_it(text):
    assert read_iban(text) == text.replace(" ", "").upper()


@pytest.mark.parametrize(
    "text",
    ["DE88370400440532013000", "DE8937040044053201300", "US12", "XX89370400440532013000", "", "<b>DE89", "DE89 3704 0044 0532 0130 0O"],
)
def test_iban__what_is_none_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\w{3}"):
        read_iban(text)


@pytest.mark.django_db
def test_entered_by_finance__the_administration_is_told__the_number_masked(cast, client):
    client.force_login(cast.social.finance)
    url = reverse("bankaccount_create")
    wrong = post(client, url, {"holder": "Klang e.V.", "iban": "DE88370400440532013000"})
    assert wrong.status_code == 422
    assert "Prüfziffern" in wrong.content.decode()
    assert post(client, url, {"holder": "Klang e.V.", "iban": "DE89 3704 0044 0532 0130 00"}).status_code == 302
    actions.enter(cast.social.org, holder="Klang e.V.", iban=IBAN, by=cast.social.finance)
    assert BankAccount.objects.count() == 1
    actions.enter(cast.social.org, holder="Klang e.V.", iban=OTHER, by=cast.social.finance)
    assert BankAccount.objects.in_force().get().iban == OTHER
    letters = Letter.objects.filter(key__startswith="bank:")
    assert {letter.to for letter in letters} == {cast.social.administrator.email}
    assert len(letters) == 2
    assert not any(IBAN[4:-4] in letter.body for letter in letters)
    for by in (cast.social.staff, cast.social.administrator, cast.housing.finance):
        with pytest.raises(Refused):
            actions.enter(cast.social.org, holder="x", iban=IBAN, by=by)


@pytest.mark.django_db
def test_read__masked_by_the_house__whole_by_those_who_pay__by_nobody_else(cast, client):
    account = actions.enter(cast.social.org, holder="Klang e.V.", iban=IBAN, by=cast.social.finance)
    url, grouped = reverse("bankaccount_detail", args=[account.pk]), "DE89 3704 0044 0532 0130 00"
    client.force_login(cast.housing.finance)
    assert client.get(url).status_code == 404  # nothing is granted
    making.granted(cast)
    for person, seen in (
        (cast.social.finance, True),
        (cast.social.reader, False),
        (cast.housing.finance, True),
        (cast.housing.signatory, True),
        (cast.housing.approver, None),
        (cast.outsider.coordinator, None),
        (cast.observer.reader, None),
    ):
        client.force_login(person)
        answer = client.get(url)
        assert answer.status_code == (404 if seen is None else 200), person
        assert (grouped in answer.content.decode()) is bool(seen), person
