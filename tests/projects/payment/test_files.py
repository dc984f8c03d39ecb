"""The file for the bank: valid by its schema, the same each time, and no payment in two of them by accident."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from projects.bank import actions as bank
from projects.funding import actions as calls
from projects.funding.models import Call
from projects.payment import actions, forms
from projects.payment.charset import ALLOWED, bank_text
from projects.payment.models import PaymentFile
from projects.payment.sepa import NAMESPACE, SCHEMA, as_xml
from tests.projects.bank.test_accounts import IBAN, OTHER
from tests.projects.contribution import making as contributions
from tests.projects.funding import making
from tests.races import Told

DAY = making.DAY
NS = {"p": NAMESPACE}


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(DAY, 12)):
        yield


def accounts(cast) -> None:
    bank.enter(cast.social.org, holder="Nachbarschaft & Klänge „Süd“ e.V.", iban=IBAN, by=cast.social.finance)
    bank.enter(cast.housing.org, holder="Bau GmbH", iban=OTHER, bic="COBADEFFXXX", by=cast.housing.finance)


def another(cast, **terms) -> Call:
    """One more released call of the social team."""
    contribution = contributions.granted(cast, cast.social, contributions.money(**terms))
    call = making.checked(cast, contribution=contribution, amounts=(str(contribution.granted),))
    return calls.release(call, edition=call.edition, by=cast.housing.approver)


def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))


@pytest.mark.django_db
def test_file__valid_by_the_schema__sums__references__umlauts(cast, client):
    accounts(cast)
    found = [making.released(cast), another(cast, amount=Decimal("99.90"), title="Töpfe – 3 Stück für Łucja")]
    file = actions.make(cast.housing.org, calls=found, day=DAY, by=cast.housing.finance)
    client.force_login(cast.housing.signatory)
    first, second = (client.get(reverse("paymentfile_sepa_download", args=[file.pk])).content for _ in range(2))
    assert first == second
    schema().validate(first.decode())
    root = ET.fromstring(first)
    header = root.find("p:CstmrCdtTrfInitn/p:GrpHdr", NS)
    assert [header.find(f"p:{name}", NS).text for name in ("MsgId", "CreDtTm", "NbOfTxs", "CtrlSum")] == [
        file.name, "2026-06-01T12:00:00", "2", "1299.90",
    ]  # fmt: skip
    payments = root.findall(".//p:CdtTrfTxInf", NS)
    told = {each.find("p:PmtId/p:EndToEndId", NS).text: each for each in payments}
    assert set(told) == {call.reference for call in found}
    assert all(len(key) <= 35 for key in told)
    purpose = told[found[1].reference].find("p:RmtInf/p:Ustrd", NS).text
    assert "Töpfe - 3 Stück für Lucja" in purpose
    assert {each.find("p:Cdtr/p:Nm", NS).text for each in payments} == {"Nachbarschaft & Klänge 'Süd' e.V."}
    assert root.find(".//p:DbtrAgt//p:BICFI", NS).text == "COBADEFFXXX"
    rows = list(
        csv.reader(io.StringIO(client.get(reverse("paymentfile_csv_download", args=[file.pk])).content.decode("utf-8-sig")), delimiter=";")
    )
    assert sorted(row[4] for row in rows[1:]) == ["1200,00", "99,90"]
    assert {row[2] for row in rows[1:]} == {IBAN}


@pytest.mark.django_db
def test_without_bic__named_as_not_provided__still_valid(cast):
    accounts(cast)
    bank.enter(cast.housing.org, holder="Bau GmbH", iban=OTHER, by=cast.housing.finance)
    file = actions.make(cast.housing.org, calls=[making.released(cast)], day=DAY, by=cast.housing.finance)
    xml = as_xml(file, list(file.lines.all()))
    schema().validate(xml.decode())
    assert b"NOTPROVIDED" in xml


@pytest.mark.django_db
def test_a_file_pays_nothing__and_a_second_one_takes_a_reason(cast):
    accounts(cast)
    call = making.released(cast)
    file = actions.make(cast.housing.org, calls=[call], day=DAY, by=cast.housing.finance)
    call.refresh_from_db()
    assert (call.state, call.delivery, file.total) == (Call.State.RELEASED, None, Decimal(1200))
    with pytest.raises(Refused, match=call.reference):
        actions.make(cast.housing.org, calls=[call], day=date(2026, 6, 2), by=cast.housing.signatory)
    with pytest.raises(Refused, match="zweite"):
        actions.make(cast.housing.org, calls=[another(cast)], day=DAY, by=cast.housing.finance)
    again = actions.make(cast.housing.org, calls=[call], day=DAY, reason="Die Bank nahm die erste nicht an.", by=cast.housing.signatory)
    assert (again.number, again.lines.get().again) == (2, True)
    ordered = calls.order(call, edition=call.edition, on=DAY, by=cast.housing.finance)
    with pytest.raises(Refused, match="nicht mehr freigegeben"):
        actions.make(cast.housing.org, calls=[ordered], day=DAY, reason="Noch einmal", by=cast.housing.finance)


@pytest.mark.django_db
def test_who_and_what_else_is_refused(cast, client):
    call = making.released(cast)
    with pytest.raises(Refused, match="zu zahlen"):
        actions.make(cast.housing.org, calls=[call], day=DAY, by=cast.housing.finance)
    accounts(cast)
    for by in (cast.housing.staff, cast.housing.approver, cast.social.finance):
        with pytest.raises(Refused):
            actions.make(cast.housing.org, calls=[call], day=DAY, by=by)
    with pytest.raises(Refused, match="vorbei"):
        actions.make(cast.housing.org, calls=[call], day=date(2026, 5, 31), by=cast.housing.finance)
    bank.end(cast.social.org.bank_accounts.get(), by=cast.social.finance)
    with pytest.raises(Refused, match="Klang"):
        actions.make(cast.housing.org, calls=[call], day=DAY, by=cast.housing.finance)
    assert not PaymentFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_files_accounts_and_papers__cost_the_same(cast, client, count, django_assert_num_queries):
    accounts(cast)
    call = making.released(cast)
    for number in range(count):
        actions.make(cast.housing.org, calls=[call], day=DAY, reason="Noch einmal" if number else "", by=cast.housing.finance)
        bank.enter(cast.housing.org, holder=f"Bau {number}", iban=OTHER, by=cast.housing.finance)
        making.paper(cast.housing)
    client.force_login(cast.housing.finance)
    # session, user, standing, count, rows; of the files also how many calls wait
    for name, queries in (("paymentfile_list", 6), ("bankaccount_list", 5), ("certificate_list", 5)):
        client.get(reverse(name))
        with django_assert_num_queries(queries):
            html = client.get(reverse(name)).content.decode()
        assert html.count('<th scope="row"') >= count


@pytest.mark.django_db
def test_form__the_oldest_first__the_others_after_their_file(cast, client, monkeypatch):
    accounts(cast)
    first, second = making.released(cast), another(cast, title="Zweite Miete")
    monkeypatch.setattr(forms, "MOST", 1)
    client.force_login(cast.housing.finance)
    for shown, hidden in ((first, second), (second, first)):
        html = client.get(reverse("paymentfile_create")).content.decode()
        assert (str(shown.pk) in html, str(hidden.pk) in html, "Die anderen folgen" in html) == (True, False, True)
        actions.make(cast.housing.org, calls=[shown.pk], day=DAY, reason="Weiter", by=cast.housing.finance)


def _write(call_pk, person_pk):
    from partnerships.person.models import Person  # noqa: PLC0415

    by = Person.objects.get(pk=person_pk)
    call = Call.objects.for_list().get(pk=call_pk)
    with clock.travel(clock.at(DAY, 13)):
        return str(actions.make(call.contribution.giver, calls=[call.pk], day=DAY, by=by).pk)


def _order(call_pk, person_pk):
    from partnerships.person.models import Person  # noqa: PLC0415

    call = Call.objects.for_page().get(pk=call_pk)
    with clock.travel(clock.at(DAY, 13)):
        return calls.order(call, edition=call.edition, on=DAY, by=Person.objects.get(pk=person_pk)).state


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_second__one_file__one_payment(cast, race):
    accounts(cast)
    call = making.released(cast)
    people = (cast.housing.finance.pk, cast.housing.signatory.pk)
    written = race(*(partial(_write, call.pk, person) for person in people))
    assert sorted(isinstance(each, Told) for each in written) == [False, True]
    paid = race(*(partial(_order, call.pk, person) for person in people))
    assert sorted(isinstance(each, Told) for each in paid) == [False, True]
    call = Call.objects.select_related("contribution").get(pk=call.pk)
    assert (call.state, call.contribution.delivered, call.contribution.deliveries.count()) == ("ordered", Decimal(1200), 1)


def test_bank_text__every_letter_is_one_a_bank_takes():
    text = bank_text("Žluťoučký kůň – „Straße“ @ 5 € \u202e 漢字\n😀 ÄÖÜß", 140)
    assert set(text) <= ALLOWED
    assert "Zlutoucky kun - 'Straße' (at) 5 EUR" in text
    assert text.endswith("ÄÖÜß")
    assert len(bank_text("x" * 500, 70)) == 70
