"""Both sides say yes to the same edition, shown with an agreement, which is the most binding of all."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from partnerships.agreement.edition import Clause, Edition
from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent import rules
from partnerships.consent.actions import say_yes
from partnerships.consent.models import Consent
from partnerships.organisation.models import Role
from partnerships.partnership import actions as partnerships
from partnerships.partnership.models import Side
from tests.cast import make_cast, make_team


def make_agreement(cast) -> Agreement:
    agreement = Agreement.objects.create(
        partnership=cast.partnership,
        title="Rahmen",
        state="signing",
        owner=cast.social.org,
        offered_at=clock.now(),
        waiting=[cast.housing.org.pk],
        turn_since=clock.now(),
    )
    write_edition(agreement, cast, 1, "Gute Nachbarschaft.")
    return fresh(agreement)


def write_edition(agreement, cast, number, text):
    edition = Edition.objects.create(agreement=agreement, number=number, title="Rahmen", by=cast.social.staff, organisation=cast.social.org)
    Clause.objects.create(edition=edition, order=1, key="purpose", title="Zweck", body=text)
    return edition


def reword(agreement, cast, text):
    write_edition(agreement, cast, agreement.edition + 1, text)
    agreement.edition += 1
    agreement.save(update_fields=["edition"])
    agreement.forget_yeses()


def fresh(thing):
    return type(thing).objects.select_related("partnership").get(pk=thing.pk)


@pytest.fixture
def agreement(cast):
    return make_agreement(cast)


def join(cast, name, side):
    team = make_team(name, side, side, ["coordinator", "reader"])
    party = partnerships.invite(cast.partnership, organisation=team.org, by=cast.social.coordinator)
    partnerships.accept(party, by=team.coordinator)
    return team


def missing(agreement):
    return [str(party) for party in fresh(agreement).missing_parties()]


@pytest.mark.parametrize("first", ["social", "housing"])
def test_yes__of_both_sides__agrees_whoever_comes_first(cast, agreement, first):
    one = getattr(cast, first)
    other = cast.other(one)
    say_yes(agreement, edition=1, by=one.staff)
    assert not agreement.both_agreed()
    assert missing(agreement) == [str(other.org)]
    say_yes(agreement, edition=1, by=other.signatory)
    assert agreement.both_agreed()
    assert missing(agreement) == []


def test_yes__lapses__with_a_new_edition_and_stays_as_history(cast, agreement):
    say_yes(agreement, edition=1, by=cast.social.staff)
    reword(agreement, cast, "Sehr gute Nachbarschaft.")
    assert missing(agreement) == ["Bau", "Klang"]
    with pytest.raises(Refused, match="neuere Fassung"):
        say_yes(agreement, edition=1, by=cast.housing.staff)
    for team in cast.teams:
        say_yes(agreement, edition=2, by=team.staff)
    assert agreement.both_agreed()
    assert list(Consent.objects.order_by("said_at", "pk").values_list("edition", flat=True)) == [1, 2, 2]
    digests = list(Consent.objects.order_by("said_at", "pk").values_list("digest", flat=True))
    assert digests[0] != digests[1] == digests[2] == fresh(agreement).digest()


def test_yes__is_needed__of_every_party_of_either_side(cast, agreement):
    joined = [join(cast, "Zweite Soziale", "social"), join(cast, "Zweite Wohnung", "housing")]
    agreement = fresh(agreement)
    for team in cast.teams:
        say_yes(agreement, edition=1, by=team.staff)
    assert not agreement.both_agreed()
    assert sorted(missing(agreement)) == ["Zweite Soziale", "Zweite Wohnung"]
    say_yes(agreement, edition=1, by=joined[0].coordinator)
    assert (agreement.both_agreed(), missing(agreement)) == (False, ["Zweite Wohnung"])
    say_yes(agreement, edition=1, by=joined[1].coordinator)
    assert agreement.both_agreed()


def test_yes__of_who_left__is_not_waited_for(cast, agreement):
    second = join(cast, "Zweite", "social")
    for team in cast.teams:
        say_yes(agreement, edition=1, by=team.staff)
    assert missing(agreement) == ["Zweite"]
    partnerships.leave(second.org.parties.get(), by=second.coordinator)
    assert fresh(agreement).both_agreed()


def test_yes__of_one_side_alone__is_never_both(cast, agreement):
    """Even when the other side has nobody left: two sides must have said yes."""
    say_yes(agreement, edition=1, by=cast.social.staff)
    cast.housing.org.parties.update(state="left")
    assert missing(agreement) == []
    assert not fresh(agreement).both_agreed()


def test_yes__is_refused__with_its_sentence(cast, agreement):
    say_yes(agreement, edition=1, by=cast.social.staff)
    refusals = {
        "schon zugestimmt": cast.social.coordinator,
        "Ihre Rolle": cast.housing.reader,
        "Nur die Beteiligten": cast.outsider.coordinator,
    }
    for sentence, person in refusals.items():
        with pytest.raises(Refused, match=sentence):
            say_yes(agreement, edition=1, by=person)
    with pytest.raises(Refused, match="Nur die Beteiligten"):
        say_yes(agreement, edition=1, by=cast.observer.reader)
    with pytest.raises(Refused, match="Ihre Rolle"):
        say_yes(agreement, edition=1, by=cast.housing.staff, roles=(Role.SIGNATORY,))
    assert say_yes(agreement, edition=1, by=cast.housing.signatory, roles=(Role.SIGNATORY,)).side == Side.HOUSING


@pytest.mark.parametrize("edition", [None, "", "x", 0, 2, "1e0"])
def test_yes__to_an_edition_that_is_not_there__is_refused(cast, agreement, edition):
    with pytest.raises(Refused, match="neuere Fassung"):
        say_yes(agreement, edition=edition, by=cast.social.staff)
    assert not Consent.objects.exists()


def test_yes__keeps__who_for_whom_in_which_function(cast, agreement):
    cast.social.people["signatory"].memberships.update(function="Vorstand")
    consent = say_yes(agreement, edition="1", by=cast.social.signatory)
    assert (consent.organisation, consent.side, consent.function, len(consent.digest)) == (cast.social.org, Side.SOCIAL, "Vorstand", 64)
    rows = fresh(agreement).yes_table()
    assert {str(row["party"]): bool(row["consent"]) for row in rows} == {"Klang": True, "Bau": False}


def test_yes__twice__is_refused_by_the_database_too(cast, agreement):
    consent = say_yes(agreement, edition=1, by=cast.social.staff)
    again = {field.attname: getattr(consent, field.attname) for field in Consent._meta.concrete_fields if field.attname != "id"}
    with pytest.raises(IntegrityError, match="consent_once_per_edition"), transaction.atomic():
        Consent.objects.create(**again)


def test_may_say_yes__answers_alike__for_mirrored_people(cast, agreement):
    for seat in cast.social.people:
        answers = {
            (bool(verdict), verdict.reason.replace(str(team.org), "X"))
            for team in cast.teams
            for verdict in [rules.may_say_yes(getattr(team, seat), agreement)]
        }
        assert len(answers) == 1, seat


def test_with_yeses__brings_all__without_a_query_each(cast, agreement, django_assert_num_queries):
    for _ in range(2):
        make_agreement(cast)
    say_yes(agreement, edition=1, by=cast.social.staff)
    Agreement.objects.with_yeses().first()
    with django_assert_num_queries(1):
        yeses = {row.pk: row.yeses() for row in Agreement.objects.with_yeses()}
    assert yeses.pop(agreement.pk) == [cast.social.org.pk]
    assert list(yeses.values()) == [[], []]


def test_digest__changes__with_every_word(cast, agreement):
    before = agreement.digest()
    clause = agreement.current().clauses.get()
    Clause.objects.filter(pk=clause.pk).update(body="Gute Nachbarschaft!")
    assert fresh(agreement).digest() != before


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_yes__of_two_people_at_one_instant(same):
    """Two of one organisation: one yes, one polite refusal. One of either side: both count, and exactly one of them was the last."""
    cast = make_cast()
    agreement = make_agreement(cast)
    people = [cast.social.staff, cast.social.coordinator if same else cast.housing.staff]
    barrier, answers = threading.Barrier(2), []

    def run(by):
        try:
            with translation.override("de"):
                barrier.wait()
                with transaction.atomic():
                    locked = Agreement.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=agreement.pk)
                    say_yes(locked, edition=1, by=by)
                    answers.append(locked.both_agreed())
        except Refused as refused:
            answers.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if same:
        assert sorted(answers, key=str) == [False, "Klang hat dieser Fassung schon zugestimmt."]
        assert Consent.objects.count() == 1
    else:
        assert sorted(answers) == [False, True]
        assert fresh(agreement).both_agreed()
