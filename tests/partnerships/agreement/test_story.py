"""Draft, offer, counter-proposal, signatures, end: as an agreement lives."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from partnerships.agreement import actions, tasks
from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.models import Agreement, agreement_in_force
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from tests.partnerships.agreement.making import active, draft, offered, reworded, wording


def verbs(agreement) -> list[str]:
    return list(Entry.objects.about(agreement).order_by("pk").values_list("verb", flat=True))


def test_agreement__comes_into_force__with_the_last_yes(cast):
    heard = []

    def listen(sender, agreement, by, **kwargs):
        heard.append((agreement.pk, agreement.state, by.name))

    agreement_in_force.connect(listen)
    agreement = offered(cast)
    assert (agreement.state, agreement.turn) == ("offered", "housing")

    once = actions.sign(agreement, edition=1, by=cast.housing.signatory)
    assert (once.state, once.turn) == ("offered", "social")
    assert heard == []

    twice = actions.sign(agreement, edition=1, by=cast.social.signatory)

    agreement_in_force.disconnect(listen)
    assert (twice.state, twice.turn, twice.in_force_at is not None) == ("active", "", True)
    assert heard == [(agreement.pk, "active", "Klang signatory")]
    assert verbs(agreement) == ["agreement.drafted", "agreement.offered", "agreement.signed", "agreement.signed", "agreement.in_force"]


@pytest.mark.parametrize("first", [0, 1])
def test_counter__makes_a_new_edition__old_yeses_lapse_and_the_turn_goes_over(cast, first):
    team = cast.teams[first]
    other = cast.other(team)
    agreement = offered(cast, team)
    actions.sign(agreement, edition=1, by=team.signatory)

    countered = actions.counter(agreement, edition=1, wording=reworded(cast), comment="Öfter, bitte.", by=other.coordinator)

    assert (countered.edition, countered.state, countered.turn) == (2, "offered", team.side)
    assert countered.yeses() == []
    assert Consent.objects.filter(edition=1).count() == 1
    assert [clause.body for clause in countered.current().clauses.all()][1] == "Sie treffen sich jede Woche."
    assert (countered.current().comment, countered.current().organisation) == ("Öfter, bitte.", other.org)
    with pytest.raises(Refused, match="neuere Fassung"):
        actions.sign(agreement, edition=1, by=team.signatory)


def test_counter__needs_a_change_and_a_comment(cast):
    agreement = offered(cast)
    with pytest.raises(Refused, match="nichts geändert"):
        actions.counter(agreement, edition=1, wording=wording(cast), comment="Nichts.", by=cast.housing.coordinator)
    with pytest.raises(Refused, match="was Sie geändert haben"):
        actions.counter(agreement, edition=1, wording=reworded(cast), comment=" ", by=cast.housing.coordinator)
    assert Edition.objects.count() == 1


def test_edit__of_a_draft__rewrites_it_in_place(cast):
    agreement = draft(cast)

    edited = actions.edit(agreement, saves=1, wording=reworded(cast), by=cast.social.staff)

    assert (edited.edition, edited.current().saves, edited.current().number) == (1, 2, 1)
    assert [clause.body for clause in edited.current().clauses.all()][1] == "Sie treffen sich jede Woche."
    with pytest.raises(Refused, match="Kollegin"):
        actions.edit(agreement, saves=1, wording=wording(cast), by=cast.social.coordinator)


def test_drop__of_an_offered_one__either_side_with_a_reason(cast):
    for team in cast.teams:
        agreement = offered(cast)
        with pytest.raises(Refused, match="warum"):
            actions.drop(agreement, edition=1, reason="  ", by=team.coordinator)
        dropped = actions.drop(agreement, edition=1, reason="Kein Geld mehr.", by=team.coordinator)
        assert (dropped.state, dropped.reason, dropped.turn) == ("dropped", "Kein Geld mehr.", "")


def test_drop__of_a_draft__stays_internal(cast):
    agreement = draft(cast)
    actions.drop(agreement, edition=1, reason="Doch nicht.", by=cast.social.coordinator)
    assert list(Agreement.objects.visible_to(cast.social.reader)) == [agreement]
    assert list(Agreement.objects.visible_to(cast.housing.coordinator)) == []
    assert Entry.objects.visible_to(cast.housing.coordinator).count() == 0


def test_end_agreements__after_the_last_day__once(cast):
    agreement = active(cast, ends_on=clock.today())
    day = clock.today()
    with transaction.atomic():
        tasks.end_agreements(day)
    assert Agreement.objects.get().state == "active"
    following = date.fromordinal(day.toordinal() + 1)
    for _ in range(2):
        with transaction.atomic():
            tasks.end_agreements(following)
    assert Agreement.objects.get().state == "ended"
    assert verbs(agreement)[-2:] == ["agreement.in_force", "agreement.ended"]


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: Edition.objects.filter(pk=edition.pk).update(title="x"),
        lambda edition: Edition.objects.filter(pk=edition.pk).delete(),
        lambda edition: Clause.objects.filter(edition=edition).update(body="x"),
        lambda edition: Clause.objects.filter(edition=edition).delete(),
        lambda edition: Clause.objects.create(edition=edition, order=99, key="x", title="x"),
        lambda edition: Promise.objects.filter(edition=edition).update(amount=1),
        lambda edition: Promise.objects.filter(edition=edition).delete(),
    ],
)
def test_edition__once_sent__is_final_in_the_database(cast, change):
    edition = offered(cast).current()
    with pytest.raises(DatabaseError), transaction.atomic():
        change(edition)
    edition.refresh_from_db()
    assert (edition.title, edition.clauses.count(), edition.promises.count()) == ("Vereinbarung Lindenhof", 3, 3)


def test_sign__after_the_end_of_the_term__refused(cast):
    agreement = offered(cast, ends_on=clock.today())
    with clock.travel(clock.at(date.fromordinal(clock.today().toordinal() + 1))), pytest.raises(Refused, match="Vergangenheit"):
        actions.sign(agreement, edition=1, by=cast.housing.signatory)
