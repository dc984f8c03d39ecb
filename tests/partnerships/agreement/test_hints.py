"""Hints: what they tell, where they lead, and when they keep silent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.agreement.hints import hints_on
from partnerships.agreement.wording import ClauseText, PromiseText
from tests.partnerships.agreement.making import draft, offered, promises, sheet_data, wording

TERM = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}


def ids(words, kind="cooperation") -> list[tuple[str, str]]:
    return [(hint.id, hint.key) for hint in hints_on(words, kind)]


def one(cast, key="own-1", body="", data=None, **changes):
    return wording(cast, **({"clauses": (ClauseText("Eins", body, key, data or {}),), "promises": ()} | changes))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Im Gegenzug verzichtet Bau auf Miete.", ["in_return"]),
        ("Als Ausgleich dafür zahlt Klang keine Miete.", ["in_return"]),
        ("Klang erbringt eine Gegenleistung.", ["in_return"]),
        ("Eine Gegenleistung gibt es nicht. Klang nennt Bau als Gegenleistung.", ["in_return"]),
        ("Klang arbeitet ohne Gegenleistung.", []),
        ("Klang verzichtet auf jede Gegenleistung.", []),
        ("Das geschieht nicht im Gegenzug.", []),
        ("Die Angebote sind nicht nur für Mieterinnen und Mieter da.", []),
        ("Die Angebote sind, z. B. im Sommer, nur für Mieter.", ["tenants_only"]),
        ("Daten von Mieterinnen werden nur mit Einwilligung weitergegeben.", []),
        ("Bau gibt Klang die Daten der Mieter.", ["tenant_data"]),
        ("Bau nennt am 1. März die Daten der Mieter nicht.", []),
        ("Es gilt § 12 Abs. 2 BGB und § 604 BGB.", []),
        ("Näheres regelt § 12. Es gilt § 598 BGB.", ["reference"]),
    ],
)
def test_words(cast, body, found):
    assert [name for name, _key in ids(one(cast, body=body))] == found


@pytest.mark.parametrize(
    ("key", "data", "found"),
    [
        ("contrib_social", {"offers": [{"offer": "Café", "open_to": "tenants", "organiser": "social"}]}, ["open_to"]),
        ("contrib_social", {"offers": [{"offer": "Markt", "open_to": "all", "organiser": "housing"}]}, ["organiser"]),
        ("contrib_social", {"offers": [{"offer": "Markt", "organiser": "social", "takes_money": "both"}]}, ["organiser"]),
        ("contrib_social", {"offers": [{"offer": "Markt"}]}, ["who_organises"]),
        ("contrib_social", {"offers": [{"offer": "Café", "open_to": "all", "organiser": "social", "takes_money": "social"}]}, []),
        ("rooms", {"rooms": [{"room": "Treff", "use_type": "leihe_unentgeltlich", "rent": "1.00"}]}, ["loan_or_rent"]),
        ("rooms", {"rooms": [{"room": "Treff", "use_type": "miete_ermaessigt"}]}, ["rent_missing"]),
        ("rooms", {"rooms": [{"room": "Treff", "use_type": "leihe_unentgeltlich"}]}, []),
        ("pr", {"press": [{"logo": "link"}]}, ["logo_link"]),
        ("pr", {"press": [{"logo": "plain"}]}, []),
        ("funding", {"funding": [{"total": "100.00"}], "instalments": [{"due": "2026-01-01", "amount": "60.00"}]}, ["sum"]),
        ("funding", {"funding": [{"total": "100.00"}], "per_year": [{"year": "2026", "amount": "100.00"}]}, []),
        ("liability", {"insurance": [{"covers": "Haftpflicht", "valid_until": "2027-01-01"}]}, ["insurance"]),
    ],
)
def test_tables(cast, key, data, found):
    assert ids(one(cast, key, data=data)) == [(name, key) for name in found]


def test_tables__in_the_middle_of_typing__no_error(cast):
    data = {"rooms": [{"room": "A", "use_type": "leihe_unentgeltlich", "rent": "viel"}], "funding": []}
    funding = {"funding": [{"total": "x"}], "instalments": [{"amount": "y"}]}
    assert ids(one(cast, "rooms", data=data)) == []
    assert ids(one(cast, "funding", data=funding)) == []
    assert ids(one(cast, "liability", data={"insurance": [{"covers": "A", "valid_until": "bald"}]})) == []
    assert ids(one(cast, "term", data={"renewal_talk": [{"months": "?"}]}, renewal="auto", renewal_months=12)) == [("talk", "term")]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"ends_on": date(2026, 3, 31)}, [("notice_too_long", ":term")]),
        ({"ends_on": date(2026, 6, 30)}, [("notice_too_long", ":term")]),
        ({"ends_on": date(2026, 7, 1)}, []),
        ({"ends_on": None, "notice_to": "term"}, [("notice_without_end", ":term")]),
        ({"ends_on": date(2026, 3, 31), "notice_months": 0}, []),
    ],
)
def test_term(cast, changes, found):
    assert ids(one(cast, **changes)) == found


@pytest.mark.parametrize(
    ("months", "renewal", "found"),
    [("12", "auto", []), ("6", "auto", ["talk_late"]), ("3", "auto", ["talk"]), (None, "by_decision", ["talk"]), (None, "none", [])],
)
def test_talk_about_renewal__early_enough(cast, months, renewal, found):
    data = {"renewal_talk": [{"months": months}]} if months else {}
    words = one(cast, "term", data=data, renewal=renewal, renewal_months=12 if renewal == "auto" else 0)
    assert [name for name, _key in ids(words)] == found


def test_loan__without_an_end__by_promise_table_or_kind(cast):
    rooms = {"rooms": [{"room": "Treff", "use_type": "leihe_mit_betriebskosten"}]}
    assert ids(one(cast, "rooms", data=rooms, ends_on=None)) == [("loan_without_end", ":term")]
    assert ids(one(cast, ends_on=None), "use") == [("loan_without_end", ":term")]
    room = replace(promises(cast)[1], starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert ids(one(cast, ends_on=None, promises=(room,))) == [("loan_without_end", ":term")]
    assert ids(one(cast, ends_on=None)) == []


def test_sponsoring__a_link__by_word_or_table(cast):
    sponsor = PromiseText(
        giver=cast.housing.org, receiver=cast.social.org, kind="money", money_type="sponsoring", title="Fest", amount=Decimal(500), **TERM
    )
    assert ids(one(cast, body="Klang setzt einen Link.", promises=(sponsor,))) == [("sponsor_link", "own-1")]
    assert ids(one(cast, body="Klang setzt keinen Link.", promises=(sponsor,))) == []
    assert ids(one(cast, "pr", data={"press": [{"logo": "link"}]}, promises=(sponsor,))) == [("sponsor_link", "pr")]


def test_money__another_kind_in_the_table_than_in_the_promises(cast):
    funding = {"funding": [{"money_type": "spende"}]}
    assert ids(one(cast, "funding", data=funding, promises=promises(cast)[:1])) == [("money_type", "funding")]
    assert ids(one(cast, "funding", data={"funding": [{"money_type": "zuschuss"}]}, promises=promises(cast)[:1])) == []


def test_gaps__lead_to_the_first_clause_that_has_one(cast):
    clauses = (ClauseText("Eins", "Fertig.", "own-1"), ClauseText("Zwei", "Am {Datum}.", "own-2"), ClauseText("Drei", "{Ort}", "own-3"))
    [hint] = hints_on(wording(cast, clauses=clauses, promises=()), "cooperation")
    assert (hint.id, hint.key, hint.place) == ("gaps", "own-2", "part-own-2")
    assert hint.places == [("part-own-2", "§\u00a02 Zwei"), ("part-own-3", "§\u00a03 Drei")]


def test_every_hint__leads_to_a_place_on_its_page(client, cast):
    fee = replace(promises(cast)[0], money_type="leistung")
    words = wording(cast, ends_on=None, notice_to="term", promises=(fee,))
    words = replace(words, clauses=(*words.clauses, ClauseText("Lohn", "Im Gegenzug. Am {Datum}.", "own-lohn")))
    mine, theirs = draft(cast, **vars(words)), offered(cast, cast.housing, **vars(words))
    client.force_login(cast.social.coordinator)
    for url in (mine.get_absolute_url(), reverse("agreement_edit", args=[mine.pk]), reverse("agreement_counter", args=[theirs.pk])):
        response = client.get(url)
        page = response.content.decode()
        places = {hint.place for hint in response.context["hints"]}
        assert len(places) >= 3, url
        for place in places:
            assert page.count(f'id="{place}"') == 1, (url, place)
            assert f'href="#{place}"' in page


def test_edit__hints_are_told_about_what_stands_there_now(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.coordinator)
    data = sheet_data(agreement, wording(cast)) | {"clause-2-rooms-TOTAL_FORMS": 1, "do": "clause-add"}
    data |= {"clause-2-rooms-0-room": "Treff", "clause-2-rooms-0-use_type": "leihe_unentgeltlich", "clause-2-rooms-0-rent": "5,00"}
    response = client.post(reverse("agreement_edit", args=[agreement.pk]), data)
    assert [hint.id for hint in response.context["hints"]] == ["loan_or_rent"]
