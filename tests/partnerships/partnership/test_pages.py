import pytest

from partnerships.partnership import actions
from tests.cast import make_partnership, make_team

LIST = "/partnerships/"


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same__for_one_row_or_three(client, cast, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count - 1):
        make_partnership(cast.social, cast.housing, title=f"Weitere {number}")
    client.force_login(cast.social.staff)
    client.get(LIST)
    with django_assert_num_queries(7):  # session, person, standing, count, rows, organisations and quarters to filter by
        response = client.get(LIST)
    assert response.content.decode().count('<th scope="row">') == count


@pytest.mark.parametrize("who", ["social.reader", "housing.reader", "observer.reader"])
def test_detail__opens__for_every_party(client, cast, who):
    team, seat = who.split(".")
    client.force_login(getattr(getattr(cast, team), seat))
    response = client.get(f"{LIST}{cast.partnership.pk}/")
    assert response.status_code == 200
    assert "Gute Nachbarschaft" in response.content.decode()


def test_detail__is_not_there__for_outsiders(client, cast):
    client.force_login(cast.outsider.coordinator)
    assert client.get(f"{LIST}{cast.partnership.pk}/").status_code == 404
    assert "Gute Nachbarschaft" not in client.get(LIST).content.decode()


def test_detail__costs__the_same_with_one_party_or_three_more(client, cast, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    client.force_login(cast.social.staff)
    address = f"{LIST}{cast.partnership.pk}/"
    client.get(address)
    for more in (False, True):
        if more:
            for number in range(3):
                guest = make_team(f"Gast {number}", "housing", "housing", ["coordinator"])
                actions.invite(cast.partnership, organisation=guest.org, by=cast.social.coordinator)
        # session, person; standing, parties with their partnership, six sections
        with django_assert_num_queries(10):
            client.get(address)


def test_list__fragment__costs_three_queries(client, cast, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    client.force_login(cast.social.staff)
    client.get(LIST)
    with django_assert_num_queries(5):  # session, person; standing, count, rows
        html = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith('<div id="rows">')


def test_list__filters__by_text_state_field_and_organisation(client, cast):
    make_partnership(cast.outsider, cast.housing, title="Anderes")
    fields = ["garden"]
    actions.edit(cast.partnership, edition=1, title="Gute Nachbarschaft", description="", fields_of_action=fields, by=cast.social.staff)
    client.force_login(cast.housing.staff)

    def titles(query):
        html = client.get(f"{LIST}?{query}").content.decode()
        return [title for title in ("Anderes", "Gute Nachbarschaft") if f">{title}</a>" in html]

    both = ["Anderes", "Gute Nachbarschaft"]
    for query in ("", "state=active", "sort=title", "state=nonsense", "page=-1", "sort=nonsense", "q=%00"):
        assert titles(query) == both, query
    assert titles("q=klang") == titles("q=nachbar") == titles("field=garden") == ["Gute Nachbarschaft"]
    assert titles(f"organisation={cast.outsider.org.pk}") == ["Anderes"]
    assert titles("state=ended") == titles("q=nichts") == []
    html = client.get(f"{LIST}?sort=-title").content.decode()
    assert html.index(">Gute Nachbarschaft</a>") < html.index(">Anderes</a>")
