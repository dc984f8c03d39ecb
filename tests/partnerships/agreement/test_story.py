"""Draft, offer, counter-proposal, signatures, end: as an agreement lives."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from partnerships.agreement import actions, signing, talks, tasks
from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.models import Agreement, agreement_signed
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Organisation, Role
from partnerships.tenure.tasks import pass_day
from tests.cast import make_person
from tests.partnerships.agreement.making import (
    active,
    agreed,
    approve,
    draft,
    dropped,
    give_into_release,
    idea,
    offered,
    reworded,
    signed,
    to_be_signed,
    wording,
)


def verbs(agreement) -> list[str]:
    return list(Entry.objects.about(agreement).order_by("pk").values_list("verb", flat=True))


def test_agreement__from_the_offer_to_the_last_signature(cast):
    heard = []

    def listen(sender, agreement, by, **kwargs):
        heard.append((agreement.pk, agreement.state, by.name))

    agreement_signed.connect(listen)
    agreement = offered(cast)
    assert (agreement.state, agreement.waiting) == ("review", [cast.housing.org.pk])
    agreement = talks.agree(agreement, edition=1, by=cast.housing.coordinator)
    assert (agreement.state, set(agreement.waiting)) == ("agreed", {team.org.pk for team in cast.teams})
    agreement = signing.submit(agreement, edition=1, by=cast.housing.coordinator)
    assert (agreement.state, set(agreement.waiting)) == ("release", {team.org.pk for team in cast.teams})
    with pytest.raises(Refused, match="entscheidet bereits"):
        signing.submit(agreement, edition=1, by=cast.housing.signatory)
    approve(agreement, cast.housing.org)
    assert Agreement.objects.get().waiting == [cast.social.org.pk]
    agreement = give_into_release(agreement, cast.social.org)
    assert (agreement.state, set(agreement.waiting)) == ("signing", {team.org.pk for team in cast.teams})
    once = signing.sign(agreement, edition=1, by=cast.housing.signatory)
    assert (once.state, once.waiting) == ("signing", [cast.social.org.pk])
    assert heard == []

    twice = signing.sign(agreement, edition=1, by=cast.social.signatory)

    agreement_signed.disconnect(listen)
    assert (twice.state, twice.waiting, twice.in_force_at is not None) == ("active", [], True)
    assert heard == [(agreement.pk, "signed", "Klang signatory")]
    assert [verb.removeprefix("agreement.") for verb in verbs(agreement)] == [
        "drafted", "offered", "part_agreed", "agreed", "release.asked", "release.yes", "release.granted", "release.asked", "release.yes",
        "release.granted", "to_be_signed", "signed", "signed", "concluded", "in_force",
    ]  # fmt: skip


def test_submit__by_somebody_without_a_hand_in_it__is_the_release(cast):
    """Who did not write or agree, and may release, does so by asking: one click less."""
    agreement = agreed(cast)
    signing.submit(agreement, edition=1, by=cast.housing.approver)
    assert Agreement.objects.get().released_ids == [cast.housing.org.pk]
    signing.submit(agreement, edition=1, by=cast.social.signatory)
    assert Agreement.objects.get().state == "signing"


def test_release__says_what_the_house_gives__and_whose_hands_wrote_it(cast):
    agreement = agreed(cast)
    signing.submit(agreement, edition=1, by=cast.housing.coordinator)
    release = Release.objects.get()
    assert (release.amount, release.total, release.months) == (Decimal(6000 + 12 * 180), Decimal(16320), Decimal(60))
    assert release.hands == [cast.housing.coordinator.pk]
    signing.submit(agreement, edition=1, by=cast.social.coordinator)
    assert Release.objects.get(organisation=cast.social.org).total == Decimal(960)


def test_release__taken_back__nobody_signs_until_it_is_given_again__signatures_stay(cast):
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    approval.withdraw(Release.objects.get(organisation=cast.housing.org), by=cast.housing.approver, reason="Die Zahlen stimmen nicht.")
    now = Agreement.objects.get()
    assert (now.state, now.yeses(), now.waiting) == ("release", [cast.social.org.pk], [cast.housing.org.pk])
    for team in cast.teams:
        with pytest.raises(Refused, match="liegt in den Häusern"):
            signing.sign(agreement, edition=1, by=team.signatory)
    assert "Bau hat die Freigabe" in Entry.objects.visible_to(cast.social.reader).about(agreement).for_timeline()[0].sentence
    again = give_into_release(agreement, cast.housing.org)
    assert (again.state, again.waiting) == ("signing", [cast.housing.org.pk])
    assert signing.sign(agreement, edition=1, by=cast.housing.signatory).state == "active"
    with pytest.raises(Refused, match="ändert sich nichts mehr"):
        approval.withdraw(Release.objects.filter(organisation=cast.housing.org).last(), by=cast.housing.approver, reason="Zu spät.")


def test_release__refused__the_agreement_stays_and_the_talks_may_be_taken_up(cast):
    agreement = agreed(cast)
    signing.submit(agreement, edition=1, by=cast.housing.coordinator)
    approval.refuse(Release.objects.get(), by=cast.housing.approver, reason_shown="Höchstens 5.000 Euro.")
    assert Agreement.objects.get().state == "release"
    reopened = signing.reopen(agreement, edition=1, parts=[":promises"], reason="Höchstens 5.000 Euro.", by=cast.housing.coordinator)
    assert (reopened.state, reopened.waiting) == ("review", [cast.social.org.pk])


def test_reopen_and_drop__what_runs_in_the_houses_ends(cast):
    for move in (
        lambda agreement: signing.reopen(agreement, edition=1, parts=["rooms"], reason="Doch anders.", by=cast.social.coordinator),
        lambda agreement: actions.drop(agreement, edition=1, reason="Kein Geld.", by=cast.social.coordinator),
    ):
        agreement = agreed(cast)
        signing.submit(agreement, edition=1, by=cast.housing.coordinator)
        move(agreement)
        assert not Release.objects.running().exists()


def test_signed__waits_for_its_first_day__and_starts_once(cast):
    today = clock.today()
    first = today + timedelta(days=20)
    agreement = signed(cast, starts_on=first, ends_on=first + timedelta(days=400))
    assert (agreement.state, agreement.in_force_at) == ("signed", None)
    with transaction.atomic():
        tasks.start_agreements(first - timedelta(days=1))
    assert Agreement.objects.get().state == "signed"
    with clock.travel(clock.at(first + timedelta(days=6))):  # the worker was down for a week: every day is caught up
        for day in range(7):
            with transaction.atomic():
                tasks.start_agreements(first + timedelta(days=day))
    assert Agreement.objects.get().state == "active"
    assert verbs(agreement).count("agreement.in_force") == 1


def test_sign__where_two_sign_jointly__the_second_name_is_the_yes(cast):
    Organisation.objects.filter(pk=cast.housing.org.pk).update(signs=Organisation.Signs.JOINTLY)
    second = make_person("Zweite", cast.housing.org, Role.SIGNATORY)
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    half = signing.sign(agreement, edition=1, by=cast.housing.signatory)
    assert (half.state, half.yeses(), half.waiting) == ("signing", [cast.social.org.pk], [cast.housing.org.pk])
    with pytest.raises(Refused, match="zweite zeichnungsberechtigte Person"):
        signing.sign(agreement, edition=1, by=cast.housing.signatory)
    assert signing.sign(agreement, edition=1, by=second).state == "active"
    line = Entry.objects.about(agreement).filter(verb="agreement.signed_jointly").order_by("pk").last()
    assert line.sentence.endswith("(2 von 2 Unterschriften).")


def test_idea__is_seen_by_both_and_taken_up_by_either(cast):
    for team in cast.teams:
        agreement = idea(cast)
        assert Agreement.objects.visible_to(cast.other(team).reader).filter(pk=agreement.pk).exists()
        taken = actions.take_up(agreement, by=team.staff)
        assert (taken.state, taken.owner, taken.waiting) == ("draft", team.org, [team.org.pk])
        assert taken.current().clauses.count() > 10
        seen = Edition.objects.filter(agreement=agreement)
        assert seen.visible_to(team.reader).count() == 1
        assert seen.visible_to(cast.other(team).coordinator).count() == 0


def test_revive__what_was_dropped_is_a_draft_of_whoever_takes_it_up(cast):
    agreement = dropped(cast)
    revived = actions.revive(agreement, by=cast.housing.coordinator)
    assert (revived.state, revived.owner, revived.edition) == ("draft", cast.housing.org, 2)
    actions.edit(revived, saves=1, wording=replace(reworded(cast), title="Geheim"), by=cast.housing.staff)
    assert Agreement.objects.get().title == "Vereinbarung Lindenhof"
    assert Edition.objects.visible_to(cast.social.coordinator).count() == 1
    again = actions.offer(revived, saves=2, by=cast.housing.coordinator)
    assert (again.state, again.title, again.waiting) == ("review", "Geheim", [cast.social.org.pk])


def test_revive__a_draft_never_shown__stays_with_its_house(cast):
    agreement = actions.drop(draft(cast), edition=1, reason="Doch nicht.", by=cast.social.coordinator)
    with pytest.raises(Refused):
        actions.revive(agreement, by=cast.housing.coordinator)
    revived = actions.revive(agreement, by=cast.social.coordinator)
    assert (revived.state, revived.edition, revived.reason) == ("draft", 1, "")
    assert not Agreement.objects.visible_to(cast.housing.coordinator).exists()


@pytest.mark.parametrize("first", [0, 1])
def test_counter__makes_a_new_edition__and_asks_the_others(cast, first):
    team = cast.teams[first]
    other = cast.other(team)
    agreement = offered(cast, team)

    countered = actions.counter(agreement, edition=1, wording=reworded(cast), comment="Öfter, bitte.", by=other.coordinator)

    assert (countered.edition, countered.state, countered.waiting) == (2, "counter", [team.org.pk])
    assert [clause.body for clause in countered.current().clauses.all()][1] == "Sie treffen sich jede Woche."
    assert (countered.current().comment, countered.current().organisation) == ("Öfter, bitte.", other.org)
    with pytest.raises(Refused, match="neuere Fassung"):
        talks.agree(agreement, edition=1, by=team.signatory)


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
        assert (dropped.state, dropped.reason, dropped.waiting) == ("dropped", "Kein Geld mehr.", [])


def test_drop__of_a_draft__stays_internal(cast):
    agreement = draft(cast)
    actions.drop(agreement, edition=1, reason="Doch nicht.", by=cast.social.coordinator)
    assert list(Agreement.objects.visible_to(cast.social.reader)) == [agreement]
    assert list(Agreement.objects.visible_to(cast.housing.coordinator)) == []
    assert Entry.objects.visible_to(cast.housing.coordinator).count() == 0


def test_pass_day__after_the_last_day__once(cast):
    agreement = active(cast, ends_on=clock.today())
    day = clock.today()
    with transaction.atomic():
        pass_day(day)
    assert Agreement.objects.get().state == "active"
    following = date.fromordinal(day.toordinal() + 1)
    for _ in range(2):
        with transaction.atomic():
            pass_day(following)
    assert Agreement.objects.get().state == "ended"
    assert verbs(agreement)[-3:] == ["agreement.in_force", "agreement.ended", "agreement.wind_up_begun"]


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
    agreement = to_be_signed(cast, ends_on=clock.today())
    with clock.travel(clock.at(date.fromordinal(clock.today().toordinal() + 1))), pytest.raises(Refused, match="Vergangenheit"):
        signing.sign(agreement, edition=1, by=cast.housing.signatory)
