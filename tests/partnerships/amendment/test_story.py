"""An amendment from its beginning to the day it becomes a part of its agreement."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from partnerships.agreement import actions as agreements
from partnerships.agreement import signing
from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import ClauseText, PromiseText, Wording
from partnerships.amendment import actions
from partnerships.amendment.tasks import merge_amendments
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.tenure import actions as tenure
from partnerships.tenure.days import notice_effective_on
from partnerships.tenure.tasks import pass_day
from projects.contribution import deliveries
from projects.contribution.models import Contribution
from projects.ledger import book as ledger
from tests.partnerships.agreement import making
from tests.partnerships.amendment.making import drafted, in_force, offered, read, reworded, signed

pytestmark = pytest.mark.django_db
JUNE, LATER = date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(JUNE, 12)):
        yield


def rows_of(agreement) -> Counter:
    """Every row an edition consists of, and those of its tables."""
    edition = read(agreement).current()
    count = Counter(clauses=edition.clauses.count(), promises=edition.promises.count(), annexes=len(edition.annexes))
    for clause in edition.clauses.all():
        count.update({f"{clause.key}.{name}": len(rows) for name, rows in clause.data.items()})
    return count


TABLES = {
    "rooms": {"rooms": [{"room": "Treff", "area": "120"}, {"room": "Büro", "area": "20"}]},
    "contacts": {"contacts": [{"topic": "Räume", "person": "Hausverwaltung"}, {"topic": "Geld", "person": "Buchhaltung"}]},
}


def with_tables(cast) -> tuple[ClauseText, ...]:
    clauses = making.wording(cast).clauses
    rooms = replace(clauses[2], data=TABLES["rooms"])
    return (*clauses[:2], rooms, ClauseText("Ansprechpersonen", "Wie folgt.", "contacts", TABLES["contacts"]))


def test_amendment__the_old_text_stays_until_the_first_day_then_the_new_one_is_the_agreement(cast):
    agreement = in_force(cast, clauses=with_tables(cast))
    before, old = rows_of(agreement), agreement.current().content()
    assert before == Counter({"clauses": 4, "promises": 3, "rooms.rooms": 2, "contacts.contacts": 2, "annexes": 0})

    amendment = signed(cast, agreement, starts_on=LATER)

    assert (amendment.state, amendment.title) == ("signed", "Nachtrag Nr. 1 zur Vereinbarung Lindenhof")
    agreement = read(agreement)
    assert (agreement.edition, agreement.state, agreement.current().content()) == (1, "active", old)
    with clock.travel(clock.at(LATER, 0, 10)):
        merge_amendments(LATER)
        merge_amendments(LATER)
    agreement, amendment = read(agreement), read(amendment)
    assert (agreement.edition, agreement.state, amendment.state) == (2, "active", "merged")
    assert rows_of(agreement) == before == rows_of(amendment)
    new = agreement.current()
    assert (new.merges, new.starts_on, new.ends_on) == (amendment, date(2026, 1, 1), date(2030, 12, 31))
    assert [clause.body for clause in new.clauses.all()][1] == "Sie treffen sich jede Woche."
    assert {key: value for key, value in old.items() if key != "clauses"} == {
        key: value for key, value in new.content().items() if key != "clauses"
    }
    assert agreement.both_agreed()
    assert {name.person for name in agreement.names()} == {team.signatory for team in cast.teams}
    assert {consent.digest for consent in Consent.objects.of(agreement)} == {agreement.digest()}
    assert list(agreement.editions.get(number=1).content().items()) == list(old.items())


def test_amendment__signed_after_its_first_day_or_without_one__valid_at_once(cast):
    agreement = in_force(cast)
    assert signed(cast, agreement).state == "merged"
    with clock.travel(clock.at(date(2026, 7, 1), 12)):
        amendment = signed(cast, agreement, cast.housing, key="rooms", body="Der Raum ist auch am Abend frei.", starts_on=JUNE)
    assert (amendment.state, amendment.amends_number) == ("merged", 2)
    assert amendment.title.startswith("Nachtrag Nr. 2 zur")
    assert [each.body for each in read(agreement).current().clauses.all()] == [
        "Klang und Bau.",
        "Sie treffen sich jede Woche.",
        "Der Raum ist auch am Abend frei.",
    ]


def test_amendment__dropped__leaves_the_text_alone(cast):
    agreement = in_force(cast)
    old = agreement.current().content()
    amendment = offered(cast, agreement)
    agreements.drop(amendment, edition=1, reason="Doch nicht.", by=cast.housing.coordinator)
    agreement = read(agreement)
    assert (agreement.state, agreement.edition, agreement.current().content()) == ("active", 1, old)
    assert Contribution.objects.filter(agreement=amendment).count() == 0


def test_amendment__that_changes_nothing__is_not_offered(cast):
    amendment = actions.amend(in_force(cast), by=cast.social.coordinator)
    with pytest.raises(Refused, match="ändert noch nichts"):
        agreements.offer(amendment, saves=1, by=cast.social.coordinator)
    assert read(amendment).state == "draft"


@pytest.mark.parametrize("state", ["draft", "signing", "notice", "ended"])
def test_begin__only_of_what_is_in_force_and_lasts(cast, state):
    make = {"draft": making.draft, "signing": making.to_be_signed}.get(state, in_force)
    agreement = make(cast)
    if state == "notice":
        tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=cast.housing.signatory)
    if state == "ended":
        with clock.travel(clock.at(date(2031, 1, 1))):
            pass_day(date(2031, 1, 1))
            with pytest.raises(Refused, match="beendet"):
                actions.amend(agreement, by=cast.social.coordinator)
        return
    with pytest.raises(Refused):
        actions.amend(agreement, by=cast.social.coordinator)


def test_begin__for_both_sides_alike_and_for_nobody_else(cast):
    agreement = in_force(cast)
    for team in cast.teams:
        assert actions.amend(agreement, by=team.staff).owner == team.org
        with pytest.raises(Refused):
            actions.amend(agreement, by=team.reader)
    with pytest.raises(Refused):
        actions.amend(agreement, by=cast.observer.reader)
    hers = Agreement.objects.get(amends=agreement, owner=cast.social.org)
    assert not Agreement.objects.visible_to(cast.housing.coordinator).filter(pk=hers.pk).exists()


# --- Two amendments --------------------------------------------------------------------------------------------------------------


def test_second_amendment__refused_with_the_name_of_the_first_then_takes_over_its_text(cast):
    agreement = in_force(cast)
    first = offered(cast, agreement)
    second = offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    second = making.agreed_by_all(second, cast)
    first = read(making.conclude(first, cast))
    assert first.state == "merged"

    with pytest.raises(Refused, match=r"Nachtrag Nr\. 1 .*unterzeichnet.*Übernehmen Sie"):
        making.give_into_release(second, cast.social.org)
    both = actions.catch_up(second, edition=1, by=cast.social.coordinator)

    second = read(second)
    assert (both, second.state, second.edition, second.amends_edition, second.title[:14]) == ((), "counter", 2, 2, "Nachtrag Nr. 2")
    second = read(making.conclude(second, cast))
    assert second.state == "merged"
    assert [each.body for each in read(agreement).current().clauses.all()] == [
        "Klang und Bau.",
        "Sie treffen sich jede Woche.",
        "Auch am Abend.",
    ]
    assert read(agreement).edition == 3


def test_second_amendment__changes_the_same_clause__its_words_stay_and_are_named(cast):
    agreement = in_force(cast)
    draft = drafted(cast, agreement, cast.housing, body="Sie treffen sich täglich.")
    signed(cast, agreement)
    with pytest.raises(Refused, match="Übernehmen Sie"):
        agreements.offer(draft, saves=2, by=cast.housing.coordinator)
    assert actions.catch_up(draft, edition=1, by=cast.housing.coordinator) == ("§\u00a01 Zweck",)
    draft = read(draft)
    assert (draft.state, draft.edition, draft.current().clauses.get(key="purpose").body) == ("draft", 1, "Sie treffen sich täglich.")
    agreements.offer(draft, saves=draft.current().saves, by=cast.housing.coordinator)


def test_second_amendment__follows_one_that_waits_for_its_first_day(cast):
    agreement = in_force(cast)
    signed(cast, agreement, starts_on=LATER)
    second = offered_too_early = drafted(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.", starts_on=date(2026, 8, 1))
    assert second.amends_edition == 2
    with pytest.raises(Refused, match="kann nicht früher beginnen"):
        agreements.offer(offered_too_early, saves=2, by=cast.housing.coordinator)
    words = replace(Wording.of(read(second).current()), starts_on=LATER)
    agreements.edit(second, saves=2, wording=words, by=cast.housing.coordinator)
    agreements.offer(second, saves=3, by=cast.housing.coordinator)
    making.conclude(second, cast)
    with clock.travel(clock.at(LATER, 0, 10)):
        merge_amendments(LATER)
    assert read(agreement).edition == 3
    assert [each.body for each in read(agreement).current().clauses.all()][1:] == ["Sie treffen sich jede Woche.", "Auch am Abend."]


# --- The agreement goes on meanwhile ----------------------------------------------------------------------------------------------


def test_notice__while_it_is_talked_about__it_waits_until_the_notice_is_taken_back(cast):
    agreement = in_force(cast)
    amendment = making.agreed_by_all(offered(cast, agreement), cast)
    tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=cast.housing.signatory)
    with pytest.raises(Refused, match="gekündigt"):
        making.give_into_release(amendment, cast.social.org)
    motion = tenure.propose(agreement, verb="take_back_notice", reason="Es geht weiter.", by=cast.housing.signatory)
    tenure.agree(motion, edition=1, by=cast.social.signatory)
    assert read(making.conclude(amendment, cast)).state == "merged"


def test_notice__after_it_was_signed__it_becomes_valid_and_the_end_stays(cast):
    agreement = in_force(cast)
    amendment = signed(cast, agreement, starts_on=LATER, ends_on=date(2035, 12, 31))
    end = notice_effective_on(agreement)
    tenure.give_notice(agreement, effective_on=end, by=cast.housing.signatory)
    with clock.travel(clock.at(LATER)):
        merge_amendments(LATER)
    agreement = read(agreement)
    assert (agreement.state, agreement.edition, agreement.ends_on, read(amendment).state) == ("notice", 2, end, "merged")


def test_end__what_is_open_or_waits_lapses(cast):
    agreement = in_force(cast)
    waiting = signed(cast, agreement, starts_on=LATER)
    talked = offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.", starts_on=LATER)
    hidden = drafted(cast, agreement, key="rooms", body="Nie.", starts_on=LATER)
    motion = tenure.propose(agreement, verb="end", effective_on=JUNE, reason="Das Haus ist verkauft.", by=cast.housing.signatory)
    tenure.agree(motion, edition=1, by=cast.social.signatory)
    assert read(agreement).state == "ended"
    assert {read(each).state for each in (waiting, talked, hidden)} == {"dropped"}
    assert Entry.objects.get(verb="agreement.lapsed", subject_id=hidden.pk).internal_to == cast.social.org
    with clock.travel(clock.at(LATER)):
        merge_amendments(LATER)
    assert read(agreement).edition == 1
    with pytest.raises(Refused, match="beendet"):
        agreements.revive(talked, by=cast.social.coordinator)


def test_renewal__meanwhile__the_amendment_that_leaves_the_end_alone_keeps_the_new_end(cast):
    agreement = in_force(cast)
    amendment = offered(cast, agreement)
    motion = tenure.propose(agreement, verb="renew", until=date(2032, 12, 31), by=cast.housing.signatory)
    tenure.agree(motion, edition=1, by=cast.social.signatory)
    making.conclude(amendment, cast)
    agreement = read(agreement)
    assert (agreement.ends_on, agreement.current().ends_on) == (date(2032, 12, 31), date(2032, 12, 31))


def test_longer_term__moves_the_end_of_the_agreement(cast):
    agreement = in_force(cast)
    signed(cast, agreement, ends_on=date(2033, 12, 31))
    assert read(agreement).ends_on == date(2033, 12, 31)


# --- The ledger -------------------------------------------------------------------------------------------------------------------


def promised(cast) -> Decimal:
    return ledger.sum_of(ledger.totals(Contribution.objects.visible_to(cast.social.coordinator))).promised


def test_ledger__goes_on_without_counting_twice(cast):
    agreement = in_force(cast)
    assert promised(cast) == Decimal(12000) + Decimal(4320) + Decimal(960)
    rows = {each.title: each.pk for each in Contribution.objects.all()}
    money, _room, hours = Wording.of(agreement.current()).promises
    new = PromiseText(
        giver=cast.housing.org, receiver=cast.social.org, kind="goods", title="Möbel", amount=Decimal(800),
        starts_on=LATER, ends_on=date(2026, 12, 31),
    )  # fmt: skip
    amendment = offered(cast, agreement, starts_on=LATER, promises=(replace(money, amount=Decimal(7000)), hours, new))
    making.conclude(amendment, cast)
    assert promised(cast) == Decimal(17280)
    with clock.travel(clock.at(LATER)):
        merge_amendments(LATER)

    held = {each.title: each for each in Contribution.objects.all()}
    assert {title: each.pk for title, each in held.items() if title != "Möbel"} == rows
    assert (held["Zuschuss"].granted, held["Ehrenamt"].granted, held["Möbel"].granted) == (14000, 960, 800)
    assert (held["Gruppenraum"].granted, held["Gruppenraum"].ends_on, held["Gruppenraum"].months) == (8 * 180, date(2026, 8, 31), 8)
    assert promised(cast) == sum(each.total for each in read(agreement).current().promises.all()) + 8 * 180
    assert {each.agreement for each in held.values()} == {agreement}
    assert {each.promise.edition.number for title, each in held.items() if title != "Gruppenraum"} == {2}
    said = list(Entry.objects.filter(verb__startswith="contribution.", at__gte=clock.at(LATER)).values_list("verb", flat=True))
    assert sorted(said) == ["contribution.amended", "contribution.lapsed", "contribution.promised"]


def came(cast, title: str, *, on: date = date(2026, 5, 4), meant=(), **what) -> None:
    """Noted by whoever gave it, confirmed by the other side."""
    contribution = Contribution.objects.get(title=title)
    people = [cast.housing.coordinator, cast.social.coordinator]
    giver, receiver = people if contribution.giver == cast.housing.org else reversed(people)
    delivery = deliveries.deliver(contribution, on=on, meant=meant, by=giver, **what)
    deliveries.confirm(delivery, edition=delivery.edition, meant=meant, by=receiver)


def test_ledger__less_than_both_have_confirmed__is_refused_until_it_promises_what_came(cast, client):
    agreement = in_force(cast)
    money, room, hours = Wording.of(agreement.current()).promises
    came(cast, "Zuschuss", amount=Decimal(6000))
    less = {"promises": (replace(money, amount=Decimal("2999.99")), room, hours)}
    draft = drafted(cast, agreement, **less)
    sentence = "„Zuschuss“: Beide Seiten haben schon 6.000,00\u00a0€ bestätigt, der Nachtrag sagt insgesamt nur 5.999,98\u00a0€ zu."
    with pytest.raises(Refused, match=sentence):
        agreements.offer(draft, saves=2, by=cast.social.coordinator)
    client.force_login(cast.social.coordinator)
    assert sentence in unescape(client.get(draft.get_absolute_url()).content.decode())
    enough = replace(Wording.of(read(draft).current()), promises=(replace(money, amount=Decimal(3000)), room, hours))
    agreements.edit(draft, saves=2, wording=enough, by=cast.social.coordinator)
    agreements.offer(draft, saves=3, by=cast.social.coordinator)
    with pytest.raises(Refused, match="insgesamt nur"):
        agreements.counter(draft, edition=1, wording=replace(enough, **less), comment="Weniger.", by=cast.housing.coordinator)
    assert read(draft).edition == 1
    assert read(making.conclude(draft, cast)).state == "merged"
    held = Contribution.objects.get(title="Zuschuss")
    assert (held.granted, held.confirmed, held.state) == (6000, 6000, "confirmed")


def test_ledger__confirmed_while_it_is_talked_about__nobody_signs_less(cast):
    agreement = in_force(cast)
    money, room, hours = Wording.of(agreement.current()).promises
    amendment = making.agreed_by_all(offered(cast, agreement, promises=(replace(money, amount=Decimal(2500)), room, hours)), cast)
    for team in cast.teams:
        amendment = making.give_into_release(amendment, team.org)
    signing.sign(amendment, edition=1, by=cast.social.signatory)
    came(cast, "Zuschuss", amount=Decimal(6000))
    with pytest.raises(Refused, match=r"6\.000,00.€ bestätigt"):
        signing.sign(amendment, edition=1, by=cast.housing.signatory)
    assert (read(amendment).state, read(agreement).edition) == ("signing", 1)


def test_ledger__more_came_than_promised__does_not_stop_an_amendment_about_something_else(cast):
    agreement = in_force(cast)
    came(cast, "Zuschuss", amount=Decimal(12500), meant=["surplus:500.00"])
    assert signed(cast, agreement).state == "merged"


def test_ledger__taken_out_or_ended_earlier__what_came_stays(cast):
    agreement = in_force(cast)
    money, _room, hours = Wording.of(agreement.current()).promises
    came(cast, "Zuschuss", amount=Decimal(6000))
    came(cast, "Gruppenraum", quantity=Decimal(5))
    signed(cast, agreement, promises=(replace(money, ends_on=date(2026, 12, 31)), hours))
    held = {each.title: (each.granted, each.confirmed) for each in Contribution.objects.all()}
    assert (held["Zuschuss"], held["Gruppenraum"]) == ((6000, 6000), (900, 900))


def test_pages__tell_which_text_is_valid(cast, client):
    agreement = in_force(cast)
    amendment = signed(cast, agreement, starts_on=LATER)
    client.force_login(cast.housing.coordinator)
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "Nachtrag Nr. 1 zur Vereinbarung" in page
    assert "ist unterzeichnet und gilt ab 01.09.2026" in page
    assert "Sie treffen sich monatlich." in page
    response = client.get(amendment.get_absolute_url())
    assert "Bis dahin gilt der bisherige Text" in response.content.decode()
    marks = {row["key"]: row["mark"] for row in response.context["text"]}
    assert marks == {"parties": "same", "purpose": "changed", "rooms": "same"}
    assert {promise.mark for promise in response.context["promises"]} == {"same"}
    assert [(mark, name) for mark, name in response.context["changed_parts"]] == [("changed", "§\u00a01 Zweck")]
    page = client.get(reverse("agreement_changes", args=[amendment.pk])).content.decode()
    assert "jede Woche" in page
    assert reworded(amendment, "purpose", "x")
