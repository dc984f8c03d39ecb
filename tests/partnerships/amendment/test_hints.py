"""What one is told of an amendment before one binds oneself, and of an agreement beside a valid one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.agreement import signing
from partnerships.agreement.hints import hints_of
from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import Wording
from partnerships.base import clock
from partnerships.tenure import actions as tenure
from partnerships.tenure.days import notice_effective_on
from tests.partnerships.agreement import making
from tests.partnerships.amendment.making import drafted, in_force, offered, read, signed

pytestmark = pytest.mark.django_db
JUNE, LATER = date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(JUNE, 12)):
        yield


def ids(agreement, words=None) -> list[str]:
    agreement = Agreement.objects.select_related("amends").get(pk=agreement.pk)
    return [hint.id for hint in hints_of(agreement, words or Wording.of(agreement.current()))]


# --- Overlapping terms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "found"),
    [
        (date(2030, 12, 31), date(2031, 12, 31), ["overlap"]),
        (date(2031, 1, 1), date(2031, 12, 31), []),
        (date(2025, 1, 1), date(2025, 12, 31), []),
        (None, None, ["overlap"]),
        (None, date(2027, 12, 31), ["overlap"]),
        (date(2029, 1, 1), None, ["overlap"]),
    ],
)
def test_overlap__of_the_same_kind__is_told_with_its_name(cast, starts_on, ends_on, found):
    in_force(cast)
    for team in cast.teams:
        draft = making.draft(cast, team, starts_on=starts_on, ends_on=ends_on, promises=())
        words = Wording.of(draft.current())
        told = [hint for hint in hints_of(draft, words) if hint.id == "overlap"]
        assert [hint.id for hint in told] == found
        assert all("„Vereinbarung Lindenhof“" in hint.text and "01.01.2026 bis zum 31.12.2030" in hint.text for hint in told)


def test_overlap__with_one_that_renews_itself__also_after_its_last_day(cast):
    agreement = in_force(cast, ends_on=date(2026, 12, 31), promises=(), renewal="auto", renewal_months=12)
    later = making.draft(cast, starts_on=date(2028, 1, 1), ends_on=date(2029, 12, 31), promises=())
    assert "overlap" in ids(later)
    tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=cast.housing.signatory)
    assert "overlap" not in ids(later)


def test_overlap__of_another_kind_or_not_signed__is_none(cast):
    making.to_be_signed(cast)
    other = making.draft(cast)
    assert "overlap" not in ids(other)
    in_force(cast)
    Agreement.objects.filter(pk=other.pk).update(kind=Agreement.Kind.USE)
    assert "overlap" not in ids(other)


def test_overlap__stands_on_form_page_and_before_the_signature__and_stops_nobody(cast, client):
    in_force(cast)
    agreement = making.to_be_signed(cast)
    client.force_login(cast.social.signatory)
    sentence = "Die Laufzeiten überschneiden sich."
    for url in (agreement.get_absolute_url(), reverse("agreement_sign", args=[agreement.pk])):
        assert sentence in client.get(url).content.decode()
    draft = making.draft(cast)
    edit = reverse("agreement_edit", args=[draft.pk])
    assert sentence in client.get(edit).content.decode()
    data = making.sheet_data(draft, making.wording(cast)) | {"do": "promise-add"}
    assert sentence in client.post(edit, data | {"starts_on": "01.01.2028"}).content.decode()
    assert sentence not in client.post(edit, data | {"starts_on": "01.01.2031", "ends_on": "31.12.2032"}).content.decode()
    assert client.get(reverse("agreement_offer", args=[draft.pk])).status_code == 200


# --- The term of an amendment is that of its agreement ----------------------------------------------------------------------------


def test_amendment__its_promises_began_with_the_agreement__no_hint(cast):
    agreement = in_force(cast)
    amendment = drafted(cast, agreement, starts_on=LATER)
    assert ids(amendment) == []
    longer = replace(Wording.of(read(amendment).current()), ends_on=date(2027, 6, 30))
    assert "promise_beyond_term" in ids(amendment, longer)


def test_amendment__near_the_end__its_first_day_does_not_shorten_the_notice_period(cast):
    agreement = in_force(cast, ends_on=date(2026, 12, 31), promises=())
    assert "notice_too_long" not in ids(drafted(cast, agreement, starts_on=date(2026, 10, 1)))


# --- Amounts ----------------------------------------------------------------------------------------------------------------------


def test_amount__changed__counts_for_the_whole_time_and_that_is_told(cast, client):
    agreement = in_force(cast)
    money, room, hours = Wording.of(agreement.current()).promises
    amendment = drafted(cast, agreement, starts_on=LATER, promises=(replace(money, amount=Decimal(7000)), room, hours))
    assert ids(amendment) == ["amount_for_all_time"]
    client.force_login(cast.social.coordinator)
    page = client.get(reverse("agreement_edit", args=[amendment.pk])).content.decode()
    assert "„Zuschuss“: Der neue Betrag gilt für die ganze Zeit der Zusage, auch für das, was seit dem 01.01.2026 hinter Ihnen" in page
    typed = making.sheet_data(amendment, Wording.of(read(amendment).current())) | {"do": "promise-add", "promise-0-amount": "6.000"}
    assert "gilt für die ganze Zeit" not in client.post(reverse("agreement_edit", args=[amendment.pk]), typed).content.decode()


def test_amount__of_what_is_still_to_begin_or_given_once__no_hint(cast):
    money, room, hours = making.promises(cast)
    agreement = in_force(cast, promises=(replace(money, starts_on=date(2027, 1, 1)), room, hours))
    money, room, hours = Wording.of(agreement.current()).promises
    words = {"promises": (replace(money, amount=Decimal(7000)), room, replace(hours, rate=Decimal(17)))}
    assert ids(drafted(cast, agreement, starts_on=LATER, **words)) == []


def test_amount__against_an_amendment_that_waits_for_its_first_day(cast):
    agreement = in_force(cast)
    money, room, hours = Wording.of(agreement.current()).promises
    more = (replace(money, amount=Decimal(7000)), room, hours)
    signed(cast, agreement, starts_on=LATER, promises=more)
    second = drafted(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.", starts_on=LATER)
    assert ids(second) == []
    assert ids(second, replace(Wording.of(read(second).current()), promises=(money, room, hours))) == ["amount_for_all_time"]


# --- The page says where the text came from ----------------------------------------------------------------------------------------


def test_page__after_the_merge__names_the_amendment_and_who_signed_it(cast, client):
    agreement = in_force(cast)
    signed(cast, agreement)
    for person in (cast.housing.coordinator, cast.observer.reader):
        client.force_login(person)
        page = client.get(agreement.get_absolute_url()).content.decode()
        assert "Der Text lautet so seit dem 01.06.2026" in page
        assert "Nachtrag Nr. 1 zur Vereinbarung Lindenhof</a>. Wer diesen Nachtrag unterzeichnet hat" in page
    client.force_login(cast.housing.coordinator)
    page = client.get(reverse("agreement_edition", args=[agreement.pk, 2])).content.decode()
    assert "Nachtrag Nr. 1" in page
    assert "durch <a" not in client.get(reverse("agreement_edition", args=[agreement.pk, 1])).content.decode()


# --- What a page costs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_pages__cost_the_same_for_one_amendment_or_three(cast, client, rows, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    agreement = in_force(cast)
    for _number in range(rows):
        amendment = offered(cast, agreement, starts_on=LATER)
    mine = drafted(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    client.force_login(cast.housing.signatory)

    def costs(url: str) -> int:
        """Beside session and person."""
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries) - 2

    costs(agreement.get_absolute_url())
    found = [
        costs(agreement.get_absolute_url()),
        costs(amendment.get_absolute_url()),
        costs(mine.get_absolute_url()),
        costs(reverse("agreement_changes", args=[amendment.pk])),
        costs(reverse("agreement_amend", args=[agreement.pk])),
        costs(reverse("agreement_edit", args=[mine.pk])),
        costs(reverse("agreement_offer", args=[mine.pk])),
        costs(reverse("agreement_edition", args=[amendment.pk, 1])),
    ]
    at_each_step = []
    amendment = making.agreed_by_all(amendment, cast)
    at_each_step.append(costs(amendment.get_absolute_url()))
    for team in cast.teams:
        amendment = making.give_into_release(amendment, team.org)
        at_each_step.append(costs(amendment.get_absolute_url()))
    at_each_step.append(costs(reverse("agreement_sign", args=[amendment.pk])))
    for team in cast.teams:
        signing.sign(amendment, edition=1, by=team.signatory)
    at_each_step.append(costs(amendment.get_absolute_url()))
    at_each_step.append(costs(agreement.get_absolute_url()))
    at_each_step.append(costs(reverse("agreement_catch_up", args=[mine.pk])))
    assert found == [6, 6, 6, 8, 3, 7, 7, 6]
    assert at_each_step == [8, 8, 8, 5, 6, 6, 7]


def test_pages__an_amendment_that_lowers_an_amount__within_the_limit(cast, client, settings, django_assert_max_num_queries):
    """Then the ledger is asked, too: is less promised than both have confirmed?"""
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    agreement = in_force(cast)
    money, room, hours = Wording.of(agreement.current()).promises
    less = (replace(money, amount=Decimal(5000)), replace(room, quantity=Decimal(18)), hours)
    amendment = offered(cast, agreement, starts_on=LATER, promises=less)
    client.force_login(cast.housing.signatory)
    client.get(agreement.get_absolute_url())

    def look(url: str) -> None:
        with django_assert_max_num_queries(10):  # session, person, and 8
            assert client.get(url).status_code == 200

    look(amendment.get_absolute_url())
    amendment = making.agreed_by_all(amendment, cast)
    look(amendment.get_absolute_url())
    amendment = making.give_into_release(amendment, cast.social.org)
    look(amendment.get_absolute_url())
    amendment = making.give_into_release(amendment, cast.housing.org)
    look(amendment.get_absolute_url())
    look(reverse("agreement_sign", args=[amendment.pk]))
