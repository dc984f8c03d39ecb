import threading

import pytest
from django.db import connection
from django.utils import translation

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.partnership import actions
from partnerships.partnership.models import Partnership, Party
from tests.cast import asked_at, make_cast, make_team

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*deeds):
    """Every deed in a thread of its own, at one instant; what each said."""
    barrier = threading.Barrier(len(deeds))
    answers = [None] * len(deeds)

    def run(number, deed):
        try:
            with translation.override("de"):
                barrier.wait()
                deed()
                answers[number] = "done"
        except Refused as refused:
            answers[number] = refused.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, deed)) for number, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_ending__asked_by_both_at_once__is_asked_once():
    cast = make_cast()
    people = [team.coordinator for team in cast.teams]
    answers = at_once(*(lambda by=by: actions.ask_ending(cast.partnership, reason="Ende", by=by) for by in people))
    assert sorted(answers) == ["Das Ende dieser Partnerschaft ist bereits beantragt.", "done"]
    assert Entry.objects.filter(verb="partnership.ending_asked").count() == 1


def test_ending__confirmed_and_taken_back_at_once__is_one_of_both():
    cast = make_cast()
    actions.ask_ending(cast.partnership, reason="Ende", by=cast.social.coordinator)
    one, other = cast.housing.coordinator, cast.social.coordinator
    answers = at_once(
        lambda: actions.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=one),
        lambda: actions.withdraw_ending(cast.partnership, by=other),
    )
    assert answers.count("done") == 1
    ended = Partnership.objects.get(pk=cast.partnership.pk).state == Partnership.State.ENDED
    assert ended == (answers[0] == "done")


def test_accept__against_withdraw_at_once__is_one_of_both():
    cast = make_cast()
    new = actions.found(
        title="Neu", description="", fields_of_action=[], organisation=cast.social.org, invited=cast.housing.org, by=cast.social.coordinator
    )
    party = Party.objects.get(partnership=new, organisation=cast.housing.org)
    one, other = cast.housing.coordinator, cast.social.coordinator
    answers = at_once(lambda: actions.accept(party, by=one), lambda: actions.withdraw(party, by=other))
    assert answers.count("done") == 1
    assert Partnership.objects.get(pk=new.pk).state == ("active" if answers[0] == "done" else "ended")


def test_leave__the_last_two_of_a_side_at_once__one_stays():
    cast = make_cast()
    second = make_team("Zweite", "social", "social", ["coordinator"])
    actions.accept(actions.invite(cast.partnership, organisation=second.org, by=cast.social.coordinator), by=second.coordinator)
    parties = [Party.objects.get(partnership=cast.partnership, organisation=team.org) for team in (cast.social, second)]
    people = [cast.social.coordinator, second.coordinator]
    answers = at_once(*(lambda party=party, by=by: actions.leave(party, by=by) for party, by in zip(parties, people, strict=True)))
    assert answers.count("done") == 1
    assert Party.objects.filter(partnership=cast.partnership, side="social", state="active").count() == 1


def test_invite__the_same_by_both_sides_at_once__is_invited_once():
    cast = make_cast()
    people = [team.coordinator for team in cast.teams]
    answers = at_once(*(lambda by=by: actions.invite(cast.partnership, organisation=cast.outsider.org, by=by) for by in people))
    assert sorted(answers) == ["Fremd nimmt bereits teil oder ist eingeladen.", "done"]
