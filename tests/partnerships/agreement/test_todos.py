"""What waits for whom, since when; and the section on the partnership's page."""

from datetime import timedelta

import pytest

from partnerships.agreement import actions, signing
from partnerships.agreement.models import Agreement
from partnerships.agreement.page import turn
from partnerships.agreement.panels import agreements as panel
from partnerships.agreement.todos import agreements as todos
from partnerships.base import clock
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.partnership.models import Partnership, Party, Side
from tests.cast import make_partnership, make_person, make_team
from tests.partnerships.agreement.making import active, agreed, draft, give_into_release, idea, offered, signed, to_be_signed


def told(person) -> list[tuple]:
    return [(todo.waiting, todo.ask, todo.who, todo.days) for todo in todos(person)]


def test_todos__an_offer__waits_for_the_other_side(cast):
    for team in cast.teams:
        other = cast.other(team)
        with clock.travel(clock.now() - timedelta(days=5)):
            agreement = offered(cast, team)
        ask = "Antworten: zustimmen, oder sagen, was sich ändern soll."
        assert told(team.coordinator) == [("them", "Wartet auf eine Antwort.", str(other.org), 5)]
        assert told(other.coordinator) == told(other.signatory) == [("me", ask, "", 5)]
        assert told(other.reader) == [("us", ask, "", 5)]
        assert told(cast.observer.reader) == []
        assert told(cast.outsider.coordinator) == []
        actions.drop(agreement, edition=1, reason="Ende.", by=team.coordinator)
        assert told(other.signatory) == []


def test_todos__an_idea__asks_the_other_side(cast):
    idea(cast)
    assert told(cast.housing.coordinator)[0][0] == "me"
    assert told(cast.social.coordinator) == [("them", "Wartet auf eine Antwort zur Idee.", "Bau", 0)]


def test_todos__agreed_and_in_release__each_house_by_itself(cast):
    agreement = agreed(cast)
    for team in cast.teams:
        assert told(team.coordinator) == [("me", "Der Text ist abgestimmt: in die Freigabe Ihres Hauses geben.", "", 0)]
    give_into_release(agreement, cast.social.org)
    assert told(cast.social.coordinator) == [("them", "Wartet auf die Freigabe im Haus.", "Bau", 0)]
    assert told(cast.housing.coordinator) == [("me", "Den Text in die Freigabe Ihres Hauses geben.", "", 0)]


def test_todos__half_signed__the_others_read_who_may_sign(cast):
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.housing.signatory)
    assert told(cast.social.signatory) == [("me", "Ihre Unterschrift fehlt.", "", 0)]
    assert told(cast.social.coordinator) == [("us", "Eine Unterschrift fehlt. Unterzeichnen dürfen: Klang signatory.", "", 0)]
    assert told(cast.housing.coordinator) == [("them", "Wartet auf eine Unterschrift.", "Klang", 0)]


def test_todos__the_only_signatory_has_gone__the_house_is_told(cast):
    to_be_signed(cast)
    Membership.objects.filter(person=cast.social.signatory).update(ends_on="2020-02-01")
    ask = "Eine Unterschrift fehlt, und in Ihrem Haus darf niemand unterzeichnen. Bitte wenden Sie sich an Ihre Administration."
    assert told(cast.social.coordinator) == [("us", ask, "", 0)]


def test_todos__the_first_of_two_signed__it_is_up_to_the_second(cast):
    Organisation.objects.filter(pk=cast.social.org.pk).update(signs=Organisation.Signs.JOINTLY)
    second = make_person("Zweite", cast.social.org, Role.SIGNATORY)
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    assert told(second) == [("me", "Ihre Unterschrift fehlt.", "", 0)]
    assert told(cast.social.signatory)[0][0] == "us"


def test_todos__own_side_half_signed__waits_for_the_neighbour(cast):
    second = make_team("Nord", "housing", Side.HOUSING, ["coordinator", "signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = to_be_signed(cast)
    for team in cast.teams:
        signing.sign(agreement, edition=1, by=team.signatory)
    assert told(cast.housing.signatory) == [("them", "Wartet auf eine Unterschrift.", "Nord", 0)]
    assert told(second.signatory)[0][0] == "me"


def test_todos__signed__says_when_it_begins(cast):
    first = clock.today() + timedelta(days=9)
    signed(cast, starts_on=first, ends_on=first + timedelta(days=900))
    found = todos(cast.housing.reader)
    assert [(todo.waiting, todo.due, todo.happens) for todo in found] == [("coming", first, True)]


def test_todos__a_draft__is_for_its_own_house(cast):
    draft(cast)
    assert told(cast.social.coordinator) == [("me", "Entwurf fertigstellen und anbieten.", "", 0)]
    assert told(cast.social.staff) == [("us", "Entwurf fertigstellen und anbieten.", "", 0)]
    assert told(cast.housing.coordinator) == []


def test_todos__the_end_within_a_year__is_coming(cast):
    today = clock.today()
    near = active(cast, ends_on=today + timedelta(days=300))
    active(cast, ends_on=today + timedelta(days=400))
    found = todos(cast.housing.reader)
    assert [(todo.waiting, todo.due, todo.url) for todo in found] == [("coming", near.ends_on, near.get_absolute_url())]


@pytest.mark.parametrize("rows", [1, 3])
def test_todos__one_query_beside_the_standing(cast, rows, django_assert_num_queries):
    for _number in range(rows):
        offered(cast)
    person = cast.housing.signatory
    todos(person)
    person = cast.housing.signatory
    with django_assert_num_queries(3):  # standing, seats, agreements
        assert len(todos(person)) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_panel__one_query(cast, rows, django_assert_num_queries):
    for _number in range(rows):
        offered(cast)
    person = cast.housing.signatory
    partnership = Partnership.objects.with_parties().get()
    panel(partnership, person)
    with django_assert_num_queries(1):
        found = panel(partnership, person)
    assert [agreement.turn_here["whose"] for agreement in found.context["agreements"]] == ["mine"] * rows


def test_panel__offers_to_draft_only_to_those_who_may(cast):
    assert panel(cast.partnership, cast.social.staff).new_url.endswith(f"?partnership={cast.partnership.pk}")
    assert panel(cast.partnership, cast.social.reader).new_url == ""
    assert panel(cast.partnership, cast.observer.reader).new_url == ""


def test_todos__the_last_one_missing_left__all_are_asked_to_complete_it(cast):
    second = make_team("Nord", "housing", Side.HOUSING, ["coordinator", "signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = to_be_signed(cast)
    for team in cast.teams:
        signing.sign(agreement, edition=1, by=team.signatory)
    Party.objects.filter(organisation=second.org).update(state=Party.State.LEFT)
    for team in cast.teams:
        assert told(team.signatory) == [("me", "Alle haben unterzeichnet. Bitte schließen Sie die Vereinbarung ab.", "", 0)]
        assert turn(Agreement.objects.get(), team.signatory)["whose"] == "mine"


@pytest.mark.parametrize("make", [idea, draft, offered, agreed, to_be_signed])
def test_todos__an_ended_partnership__asks_for_nothing(cast, make):
    make(cast)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    for team in cast.teams:
        assert told(team.signatory) == []
        assert turn(Agreement.objects.get(), team.signatory) is None
