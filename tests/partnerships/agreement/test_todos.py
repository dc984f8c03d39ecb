"""What waits for whom, since when; and the section on the partnership's page."""

from datetime import timedelta

import pytest

from partnerships.agreement import actions
from partnerships.agreement.models import Agreement
from partnerships.agreement.page import turn
from partnerships.agreement.panels import agreements as panel
from partnerships.agreement.todos import agreements as todos
from partnerships.base import clock
from partnerships.partnership.models import Partnership, Party, Side
from tests.cast import make_partnership, make_team
from tests.partnerships.agreement.making import active, draft, offered


def told(person) -> list[tuple]:
    return [(todo.waiting, todo.ask, todo.who, todo.days) for todo in todos(person)]


def test_todos__an_offer__waits_for_the_other_side(cast):
    for team in cast.teams:
        other = cast.other(team)
        with clock.travel(clock.now() - timedelta(days=5)):
            agreement = offered(cast, team)
        assert told(team.coordinator) == [("them", "Wartet auf eine Antwort oder Unterschrift.", str(other.org), 5)]
        assert told(other.coordinator) == [("me", "Bitte antworten: unterzeichnen lassen oder Gegenvorschlag machen.", "", 5)]
        assert told(other.signatory) == [("me", "Bitte lesen: unterzeichnen oder Gegenvorschlag machen.", "", 5)]
        assert told(other.reader) == [("us", f"Die Unterschrift von {other.org} fehlt.", "", 5)]
        assert told(cast.observer.reader) == []
        assert told(cast.outsider.coordinator) == []
        actions.drop(agreement, edition=1, reason="Ende.", by=team.coordinator)
        assert told(other.signatory) == []


def test_todos__half_signed__only_a_signatory_is_meant(cast):
    agreement = offered(cast)
    actions.sign(agreement, edition=1, by=cast.housing.signatory)
    assert told(cast.social.signatory) == [("me", "Ihre Unterschrift fehlt.", "", 0)]
    assert told(cast.social.coordinator) == [("us", "Die Unterschrift von Klang fehlt.", "", 0)]
    assert told(cast.housing.coordinator) == [("them", "Wartet auf eine Antwort oder Unterschrift.", "Klang", 0)]


def test_todos__own_side_half_signed__waits_for_the_neighbour(cast):
    second = make_team("Nord", "housing", Side.HOUSING, ["signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = offered(cast)
    actions.sign(agreement, edition=1, by=cast.housing.signatory)
    assert told(cast.housing.signatory) == [("them", "Wartet auf eine Antwort oder Unterschrift.", "Nord", 0)]
    assert told(second.signatory)[0][0] == "me"


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
    with django_assert_num_queries(2):  # standing, agreements
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
    second = make_team("Nord", "housing", Side.HOUSING, ["signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = offered(cast)
    for team in cast.teams:
        actions.sign(agreement, edition=1, by=team.signatory)
    Party.objects.filter(organisation=second.org).update(state=Party.State.LEFT)
    ask = "Alle Beteiligten haben unterzeichnet. Bitte setzen Sie die Vereinbarung in Kraft."
    for team in cast.teams:
        assert told(team.signatory) == [("me", ask, "", 0)]
        assert told(team.coordinator) == [("us", ask, "", 0)]


def test_todos__the_last_one_missing_on_this_side_left__it_is_the_other_sides_turn(cast):
    second = make_team("Nord", "housing", Side.HOUSING, ["signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = offered(cast)
    actions.sign(agreement, edition=1, by=cast.housing.signatory)
    Party.objects.filter(organisation=second.org).update(state=Party.State.LEFT)
    assert told(cast.housing.signatory) == [("them", "Wartet auf eine Antwort oder Unterschrift.", "Klang", 0)]
    assert told(cast.social.signatory) == [("me", "Ihre Unterschrift fehlt.", "", 0)]
    agreement = Agreement.objects.get()
    assert [turn(agreement, team.signatory)["whose"] for team in cast.teams] == ["mine", "theirs"]


@pytest.mark.parametrize("make", [draft, offered])
def test_todos__an_ended_partnership__asks_for_nothing(cast, make):
    make(cast)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    for team in cast.teams:
        assert told(team.signatory) == []
        assert turn(Agreement.objects.get(), team.signatory) is None
