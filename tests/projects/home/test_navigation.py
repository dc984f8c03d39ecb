"""The main navigation shows where one is, also on pages whose address begins otherwise."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "lit"),
    [("/", "/"), ("/lately/", "/"), ("/ledger/", "/contributions/"), ("/tasks/", "/meetings/"), ("/agreements/", "/agreements/")],
)
def test_navigation__one_entry_is_lit(client, cast, path, lit):
    client.force_login(cast.social.coordinator)
    response = client.get(path)
    assert [entry["url"] for entry in response.context["nav"] if entry["active"]] == [lit]
