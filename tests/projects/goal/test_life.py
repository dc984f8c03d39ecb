"""The life of a goal, told by its actions."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.partnership.models import Partnership
from projects.goal import actions
from projects.goal.models import Goal

OTHER_WORDS = "Bis Ende 2027 kennen 50 % im Lindenhof drei Nachbarn mit Namen."


def verbs(goal) -> list[str]:
    return list(Entry.objects.about(goal).order_by("at", "id").values_list("verb", flat=True))


def said(goal) -> list[tuple]:
    return list(Consent.objects.filter(subject_id=goal.pk).order_by("said_at").values_list("edition", "organisation__short_name"))


def test_goal__is_proposed__with_the_yes_of_who_may_say_it(cast, words):
    for team in cast.teams:
        goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
        assert (goal.state, goal.edition, goal.organisation) == ("proposed", 1, team.org)
        assert said(goal) == [(1, team.org.short_name)]
        assert verbs(goal) == ["goal.proposed"]


def test_goal__proposed_by_staff__waits_for_both_sides(cast, words):
    for team in cast.teams:
        goal = actions.propose(partnership=cast.partnership, by=team.staff, **words)
        assert said(goal) == []
        actions.confirm(goal, edition=1, by=cast.other(team).approver)
        goal = actions.confirm(goal, edition=1, by=team.signatory)
        assert goal.state == Goal.State.VALID


def test_goal__becomes_valid__with_the_other_sides_yes_to_the_same_words(cast, words):
    for team in cast.teams:
        goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
        goal = actions.confirm(goal, edition=1, by=cast.other(team).coordinator)
        assert (goal.state, goal.agreed_edition, goal.closed_at) == ("valid", 1, None)
        assert goal.agreed_at
        assert said(goal) == [(1, team.org.short_name), (1, cast.other(team).org.short_name)]
        assert verbs(goal) == ["goal.proposed", "goal.agreed", "goal.valid"]
        assert Consent.objects.filter(subject_id=goal.pk).values("digest").distinct().count() == 1


def test_goal__reworded__loses_earlier_yeses_and_has_its_writers_own(cast, words):
    for team in cast.teams:
        goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
        goal = actions.reword(goal, edition=1, by=cast.other(team).coordinator, wording=OTHER_WORDS, target=50)
        assert (goal.edition, goal.wording, goal.state) == (2, OTHER_WORDS, "proposed")
        assert said(goal) == [(1, team.org.short_name), (2, cast.other(team).org.short_name)]
        line = Entry.objects.about(goal).get(verb="goal.reworded")
        assert line.data["changes"] == {"wording": [words["wording"], OTHER_WORDS], "target": ["60.00", "50.00"]}
        goal = actions.confirm(goal, edition=2, by=team.approver)
        assert (goal.state, goal.agreed_edition) == ("valid", 2)


def test_goal__confirm__an_older_edition_is_refused(cast, proposed):
    actions.reword(proposed, edition=1, by=cast.housing.coordinator, wording=OTHER_WORDS)
    with pytest.raises(Refused, match=r"neuere Fassung|newer edition"):
        actions.confirm(proposed, edition=1, by=cast.social.coordinator)
    proposed.refresh_from_db()
    assert proposed.state == Goal.State.PROPOSED


def test_goal__reword__with_the_same_words_is_refused(cast, proposed, words):
    with pytest.raises(Refused):
        actions.reword(proposed, edition=1, by=cast.housing.coordinator, **words)
    proposed.refresh_from_db()
    assert proposed.edition == 1


@pytest.mark.parametrize("seat", ["staff", "finance", "reader", "administrator"])
def test_goal__confirm__takes_a_decider(cast, words, seat):
    for team in cast.teams:
        goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
        with pytest.raises(Refused):
            actions.confirm(goal, edition=1, by=getattr(cast.other(team), seat))
        goal.refresh_from_db()
        assert goal.state == Goal.State.PROPOSED


def test_goal__confirm__not_twice_by_one_side(cast, proposed):
    with pytest.raises(Refused):
        actions.confirm(proposed, edition=1, by=cast.social.approver)
    with pytest.raises(Refused):
        actions.confirm(proposed, edition=1, by=cast.outsider.coordinator)
    with pytest.raises(Refused):
        actions.confirm(proposed, edition=1, by=cast.observer.reader)
    proposed.refresh_from_db()
    assert (proposed.state, said(proposed)) == ("proposed", [(1, "Klang")])


def test_goal__valid__cannot_be_reworded_or_dropped_by_one_side(cast, valid):
    for person in (cast.social.coordinator, cast.housing.coordinator):
        with pytest.raises(Refused):
            actions.reword(valid, edition=valid.edition, by=person, wording=OTHER_WORDS)
        with pytest.raises(Refused):
            actions.drop(valid, edition=valid.edition, by=person, reason="Nein.")
    valid.refresh_from_db()
    assert (valid.state, valid.edition) == ("valid", 1)


def test_goal__dropped__with_its_reason_by_either_side(cast, words):
    for team in cast.teams:
        for by in (team.coordinator, cast.other(team).approver):
            goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
            with pytest.raises(ValidationError):
                actions.drop(goal, edition=1, by=by, reason="  ")
            goal = actions.drop(goal, edition=1, by=by, reason="Zu früh.")
            assert (goal.state, goal.closing_note) == ("dropped", "Zu früh.")
            assert verbs(goal)[-1] == "goal.dropped"


def test_goal__dropped__by_who_proposed_it_but_no_other_staff(cast, words):
    goal = actions.propose(partnership=cast.partnership, by=cast.social.staff, **words)
    with pytest.raises(Refused):
        actions.drop(goal, edition=1, by=cast.housing.staff, reason="Nein.")
    assert actions.drop(goal, edition=1, by=cast.social.staff, reason="Doppelt.").state == Goal.State.DROPPED


def test_goal__dropped__not_when_it_was_reworded_meanwhile(cast, proposed):
    actions.reword(proposed, edition=1, by=cast.social.coordinator, wording=OTHER_WORDS)
    with pytest.raises(Refused, match="neuere Fassung"):
        actions.drop(proposed, edition=1, by=cast.housing.coordinator, reason="Zu früh.")
    assert actions.drop(proposed, edition=2, by=cast.housing.coordinator, reason="Zu früh.").state == Goal.State.DROPPED


def test_goal__new_wording__replaces_the_valid_one_when_both_agree(cast, valid, words):
    for team in cast.teams:
        old = Goal.objects.get(state=Goal.State.VALID)
        new = actions.propose(
            partnership=cast.partnership, by=team.coordinator, replaces=old, **words | {"wording": f"{OTHER_WORDS} {team.side}"}
        )
        old.refresh_from_db()
        assert (old.state, new.state, new.replaces) == ("valid", "proposed", old)
        new = actions.confirm(new, edition=1, by=cast.other(team).coordinator)
        old.refresh_from_db()
        assert (old.state, new.state) == ("replaced", "valid")
        assert verbs(old)[-1] == "goal.replaced"
        assert Goal.objects.filter(state=Goal.State.VALID).get() == new


def test_goal__new_wording__one_at_a_time(cast, valid, words):
    actions.propose(partnership=cast.partnership, by=cast.housing.coordinator, replaces=valid, **words)
    with pytest.raises(Refused):
        actions.propose(partnership=cast.partnership, by=cast.social.coordinator, replaces=valid, **words)
    assert Goal.objects.filter(replaces=valid).count() == 1


@pytest.mark.parametrize("closing_as", ["reached", "dropped"])
def test_goal__closed__by_both(cast, words, closing_as):
    for team in cast.teams:
        goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
        actions.confirm(goal, edition=1, by=cast.other(team).coordinator)
        goal = actions.ask_to_close(goal, edition=1, by=team.coordinator, closing_as=closing_as, note="So kam es.", result=63)
        assert (goal.state, goal.closing_as, goal.edition) == ("valid", closing_as, 2)
        with pytest.raises(Refused):
            actions.agree_to_close(goal, edition=2, by=team.approver)
        goal = actions.agree_to_close(goal, edition=2, by=cast.other(team).approver)
        assert (goal.state, goal.result, goal.closing_note) == (closing_as, 63, "So kam es.")
        assert goal.closed_at
        assert verbs(goal)[-3:] == [
            f"goal.asked_{closing_as}",
            "goal.agreed_to_close",
            "goal.reached" if closing_as == "reached" else "goal.given_up",
        ]


def test_goal__given_up__needs_a_reason(cast, valid):
    with pytest.raises(ValidationError):
        actions.ask_to_close(valid, edition=1, by=cast.social.coordinator, closing_as="dropped", note=" ")


def test_goal__kept__by_either_side_stays_valid_with_the_words_both_confirmed(cast, valid):
    for team in cast.teams:
        for by in (team.coordinator, cast.other(team).coordinator):
            valid.refresh_from_db()
            goal = actions.ask_to_close(valid, edition=valid.edition, by=team.coordinator, closing_as="reached")
            goal = actions.keep(goal, edition=goal.edition, by=by, reason="Noch nicht.")
            assert (goal.state, goal.closing_as, goal.agreed_edition) == ("valid", "", 1)
            assert [row["consent"].organisation for row in goal.as_agreed().yes_table()] == [cast.housing.org, cast.social.org]


def test_goal__wording__must_fit_together(cast, words):
    with pytest.raises(ValidationError) as wrong:
        actions.propose(
            partnership=cast.partnership, by=cast.social.staff, **words | {"unit": "", "due": clock.today() - timedelta(days=1)}
        )
    assert set(wrong.value.message_dict) == {"unit", "due"}
    assert not Goal.objects.exists()


def test_goal__in_an_ended_partnership__is_read_only(cast, proposed):
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    for call in (
        lambda: actions.confirm(proposed, edition=1, by=cast.housing.coordinator),
        lambda: actions.reword(proposed, edition=1, by=cast.housing.coordinator, wording=OTHER_WORDS),
        lambda: actions.drop(proposed, edition=1, by=cast.housing.coordinator, reason="Ende."),
    ):
        with pytest.raises(Refused):
            call()
    proposed.refresh_from_db()
    assert (proposed.state, proposed.edition) == ("proposed", 1)
