"""The life of a partnership, told from both sides."""

import pytest

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Organisation, Role
from partnerships.partnership import actions, rules
from partnerships.partnership.models import Partnership, Party, Side, partnership_ended
from tests.cast import asked_at, make_team


@pytest.fixture(params=["social", "housing"])
def team(cast, request):
    """Every story is told twice: by one side, and by the other."""
    return getattr(cast, request.param)


@pytest.fixture
def founded(cast, team):
    return actions.found(
        title="Neue Nachbarschaft",
        description="",
        fields_of_action=["garden"],
        organisation=team.org,
        invited=cast.other(team).org,
        message="Machen Sie mit?",
        by=team.coordinator,
    )


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def party(partnership, org):
    return Party.objects.get(partnership=partnership, organisation=org)


def verbs(partnership):
    return list(Entry.objects.filter(partnership=partnership).order_by("id").values_list("verb", flat=True))


def test_found__invites_the_other_side__by_its_kind(cast, team, founded):
    other = cast.other(team)
    assert founded.state == Partnership.State.INVITED
    assert (party(founded, team.org).side, party(founded, team.org).state) == (team.side, "active")
    assert (party(founded, other.org).side, party(founded, other.org).state) == (other.side, "invited")
    assert party(founded, other.org).inviter == team.org
    assert verbs(founded) == ["partnership.founded", "partnership.invited"]


def test_found__refuses__readers_observers_and_one_side_alone(cast, team):
    words = {"title": "x", "description": "", "fields_of_action": []}
    with pytest.raises(Refused, match="Nur Koordination"):
        actions.found(**words, organisation=team.org, invited=cast.other(team).org, by=team.reader)
    with pytest.raises(Refused, match="beobachtet"):
        actions.found(**words, organisation=cast.observer.org, invited=team.org, by=cast.observer.reader)
    with pytest.raises(Refused, match="anderen Seite"):
        actions.found(**words, organisation=team.org, invited=cast.observer.org, by=team.coordinator)
    assert Partnership.objects.count() == 1


def test_accept__makes_it_active__since_today(cast, team, founded):
    other = cast.other(team)
    actions.accept(party(founded, other.org), answer="Gern.", by=other.signatory)
    assert (fresh(founded).state, fresh(founded).started_on) == (Partnership.State.ACTIVE, clock.today())
    assert party(founded, other.org).answer == "Gern."
    assert verbs(founded)[2:] == ["partnership.accepted", "partnership.started"]


@pytest.mark.parametrize("seat", ["staff", "reader", "finance", "administrator"])
def test_accept__refuses__who_may_not_bind_the_organisation(cast, team, founded, seat):
    other = cast.other(team)
    with pytest.raises(Refused, match="Nur Koordination"):
        actions.accept(party(founded, other.org), by=getattr(other, seat))
    with pytest.raises(Refused, match="Nur Koordination"):
        actions.accept(party(founded, other.org), by=team.coordinator)
    assert fresh(founded).state == Partnership.State.INVITED


def test_decline__ends_it__when_nobody_else_is_invited(cast, team, founded):
    other = cast.other(team)
    actions.decline(party(founded, other.org), answer="Leider nicht.", by=other.coordinator)
    gone = fresh(founded)
    assert (gone.state, gone.ended_on, gone.label) == (Partnership.State.ENDED, clock.today(), "Nicht zustande gekommen")
    assert not Partnership.objects.visible_to(other.coordinator).filter(pk=founded.pk).exists()
    assert Partnership.objects.visible_to(team.coordinator).filter(pk=founded.pk).exists()


def test_decline__goes_on__while_another_one_is_invited(cast, team, founded):
    other = cast.other(team)
    second = make_team("Zweite", other.org.kind, other.side, ["coordinator"])
    actions.invite(founded, organisation=second.org, by=team.coordinator)
    actions.decline(party(founded, other.org), answer="Nein.", by=other.coordinator)
    assert fresh(founded).state == Partnership.State.INVITED
    actions.accept(party(founded, second.org), by=second.coordinator)
    assert fresh(founded).state == Partnership.State.ACTIVE


def test_withdraw__is_for_the_inviter__and_ends_what_has_no_other_side(cast, team, founded):
    other = cast.other(team)
    with pytest.raises(Refused, match=f"Nur {team.org}"):
        actions.withdraw(party(founded, other.org), by=other.coordinator)
    actions.withdraw(party(founded, other.org), by=team.coordinator)
    assert fresh(founded).state == Partnership.State.ENDED
    with pytest.raises(Refused, match="bereits beantwortet"):
        actions.accept(party(founded, other.org), by=other.coordinator)


def test_invite__is_for_either_side__and_for_either_side(cast, team):
    """Either side may invite to its own side, to the other, and observers."""
    for number, kind in enumerate(Organisation.Kind.values):
        guest = make_team(f"Gast{number}", kind, kind, ["coordinator"])
        invited = actions.invite(cast.partnership, organisation=guest.org, message="Hallo", by=team.coordinator)
        assert (invited.side, invited.state) == (Side(kind), Party.State.INVITED)
        actions.accept(invited, by=guest.coordinator)
    counts = {side: Party.objects.filter(partnership=cast.partnership, side=side, state="active").count() for side in Side.values}
    assert counts == {"social": 2, "housing": 2, "observer": 2}


def test_invite__refuses__twice_observers_and_readers(cast, team):
    guest = make_team("Gast", "social", "social", ["coordinator"])
    actions.invite(cast.partnership, organisation=guest.org, by=team.coordinator)
    with pytest.raises(Refused, match="nimmt bereits teil"):
        actions.invite(cast.partnership, organisation=guest.org, by=cast.other(team).coordinator)
    with pytest.raises(Refused, match="Nur Koordination"):
        actions.invite(cast.partnership, organisation=cast.outsider.org, by=team.reader)
    with pytest.raises(Refused, match="nur die Beteiligten"):
        actions.invite(cast.partnership, organisation=cast.outsider.org, by=cast.observer.reader)


def test_invite__again__after_a_no(cast, team):
    guest = make_team("Gast", "social", "social", ["coordinator"])
    actions.decline(actions.invite(cast.partnership, organisation=guest.org, by=team.coordinator), answer="Nein.", by=guest.coordinator)
    again = actions.invite(cast.partnership, organisation=guest.org, by=team.coordinator)
    assert again.state == Party.State.INVITED


def test_leave__is_refused__to_the_last_of_a_side(cast, team):
    with pytest.raises(Refused, match="letzte Organisation"):
        actions.leave(party(cast.partnership, team.org), by=team.coordinator)
    second = make_team("Zweite", team.org.kind, team.side, ["coordinator"])
    actions.accept(actions.invite(cast.partnership, organisation=second.org, by=team.coordinator), by=second.coordinator)
    actions.leave(party(cast.partnership, team.org), reason="Genug.", by=team.coordinator)
    assert party(cast.partnership, team.org).state == Party.State.LEFT
    assert not Partnership.objects.visible_to(team.coordinator).exists()


def test_leave__takes_along__the_own_request_to_end(cast, team):
    second = make_team("Zweite", team.org.kind, team.side, ["coordinator"])
    actions.accept(actions.invite(cast.partnership, organisation=second.org, by=team.coordinator), by=second.coordinator)
    actions.ask_ending(cast.partnership, reason="Kein Geld", by=team.coordinator)
    actions.leave(party(cast.partnership, team.org), by=team.coordinator)
    assert fresh(cast.partnership).ending_asked_at is None


def test_edit__keeps_old_and_new__and_binds_nobody(cast, team):
    changed = actions.edit(
        cast.partnership, edition=1, title="Besser wohnen", description="Neu", fields_of_action=["garden", "other"], by=team.staff
    )
    assert (changed.title, changed.edition, changed.state) == ("Besser wohnen", 2, Partnership.State.ACTIVE)
    entry = Entry.objects.get(verb="partnership.edited")
    assert entry.changes == [
        {"label": "Titel", "old": "Gute Nachbarschaft", "new": "Besser wohnen"},
        {"label": "worum es geht", "old": "–", "new": "Neu"},
        {"label": "Handlungsfelder", "old": "–", "new": "Gemeinschaftsgarten, Sonstiges"},
    ]


def test_edit__refuses__an_old_edition(cast, team):
    words = {"description": "", "fields_of_action": []}
    actions.edit(cast.partnership, edition=1, title="Eins", **words, by=team.staff)
    with pytest.raises(Refused, match="Inzwischen"):
        actions.edit(cast.partnership, edition=1, title="Zwei", **words, by=cast.other(team).staff)
    assert fresh(cast.partnership).title == "Eins"


def test_edit__writes_nothing__when_nothing_changes(cast, team):
    same = actions.edit(cast.partnership, edition=1, title=cast.partnership.title, description="", fields_of_action=[], by=team.staff)
    assert same.edition == 1
    assert not Entry.objects.filter(verb="partnership.edited").exists()


def test_ending__needs_both_sides__and_tells_everyone(cast, team):
    heard = []

    def hear(sender, partnership, by, **rest):
        heard.append((partnership.pk, by.pk))

    partnership_ended.connect(hear)
    try:
        other = cast.other(team)
        actions.ask_ending(cast.partnership, reason="Haus verkauft", by=team.coordinator)
        assert fresh(cast.partnership).state == Partnership.State.ACTIVE
        with pytest.raises(Refused, match="Ihre eigene Seite"):
            actions.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=team.signatory)
        ended = actions.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=other.signatory)
    finally:
        partnership_ended.disconnect(hear)
    assert (ended.state, ended.ended_on, ended.label) == (Partnership.State.ENDED, clock.today(), "Beendet")
    assert heard == [(cast.partnership.pk, other.signatory.pk)]


def test_ending__is_taken_back__by_who_asked_only(cast, team):
    other = cast.other(team)
    with pytest.raises(Refused, match="Niemand"):
        actions.withdraw_ending(cast.partnership, by=team.coordinator)
    actions.ask_ending(cast.partnership, reason="Haus verkauft", by=team.coordinator)
    with pytest.raises(Refused, match=f"Nur {team.org}"):
        actions.withdraw_ending(cast.partnership, by=other.coordinator)
    with pytest.raises(Refused, match="bereits beantragt"):
        actions.ask_ending(cast.partnership, reason="Auch wir", by=other.coordinator)
    actions.withdraw_ending(cast.partnership, by=team.coordinator)
    with pytest.raises(Refused, match="Niemand"):
        actions.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=other.coordinator)


def test_ending__declined__goes_on(cast, team):
    actions.ask_ending(cast.partnership, reason="Haus verkauft", by=team.coordinator)
    actions.decline_ending(cast.partnership, answer="Bitte noch ein Jahr", by=cast.other(team).coordinator)
    assert (fresh(cast.partnership).state, fresh(cast.partnership).ending_reason) == (Partnership.State.ACTIVE, "")
    assert Entry.objects.get(verb="partnership.ending_declined").sentence.endswith("Bitte noch ein Jahr")


def test_ended__is_read_only__for_everyone(cast, team):
    guest = make_team("Gast", "social", "social", ["coordinator"])
    waiting = actions.invite(cast.partnership, organisation=guest.org, by=team.coordinator)
    actions.ask_ending(cast.partnership, reason="Ende", by=team.coordinator)
    actions.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=cast.other(team).coordinator)
    ended = fresh(cast.partnership)
    for each in cast.teams:
        lead = each.coordinator
        refusals = [
            rules.may_edit(lead, ended),
            rules.may_invite(lead, ended),
            rules.may_ask_ending(lead, ended),
            rules.may_answer_ending(lead, ended),
            rules.may_leave(
                lead, Party.objects.select_related("partnership", "organisation").get(partnership=ended, organisation=each.org)
            ),
        ]
        assert [verdict.reason for verdict in refusals] == ["Diese Partnerschaft ist beendet."] * 5
    assert fresh(waiting).state == Party.State.WITHDRAWN
    assert rules.is_open(ended).reason == rules.is_active(ended).reason == "Diese Partnerschaft ist beendet."


def test_is_active__waits__for_the_other_side(founded, cast):
    assert rules.is_open(founded)
    assert "noch nicht angenommen" in rules.is_active(founded).reason
    assert rules.is_active(cast.partnership)


@pytest.mark.parametrize(("verb", "target"), [("accept", "active"), ("end", "ended")])
def test_moves__only_along_the_table(cast, verb, target):
    """A state that the table does not lead to is a mistake of the code, not of a person."""
    partnership = cast.partnership
    Partnership.objects.filter(pk=partnership.pk).update(state="ended", ended_on=clock.today())
    with pytest.raises(ValueError, match="cannot go from ended"):
        fresh(partnership).move_to(target)


def test_rules__answer_alike__for_mirrored_people(cast):
    """Each rule gives every seat of one side the same answer as the same seat of the other."""
    here = cast.partnership
    asked = [
        lambda person, _: rules.may_edit(person, here),
        lambda person, _: rules.may_invite(person, here),
        lambda person, _: rules.may_ask_ending(person, here),
        lambda person, org: rules.may_leave(person, party(here, org)),
        rules.may_found,
    ]
    for seat in cast.social.people:
        for rule in asked:
            answers = [
                (bool(verdict), verdict.reason.replace(str(each.org), "X"))
                for each in cast.teams
                for verdict in [rule(getattr(each, seat), each.org)]
            ]
            assert answers[0] == answers[1]


def test_roles__of_another_organisation__do_not_count(cast):
    """Leading elsewhere gives no right here."""
    person = cast.outsider.coordinator
    assert Role.COORDINATOR in person.memberships.get().roles
    assert rules.may_edit(person, cast.partnership).reason == "Das können nur die Beteiligten dieser Partnerschaft."
