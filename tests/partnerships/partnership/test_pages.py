import pytest

from tests.cast import make_partnership

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
