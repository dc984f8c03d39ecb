"""Nonsense in an address: never a server error, on any page."""

import pytest

from tests.once import body
from tests.test_permission_matrix import NAMED, PLAIN, PUBLIC, address, cast, told, world  # noqa: F401 - the last three are fixtures

WRITTEN = ("page", "sort", "state", "kind", "year", "from", "to", "starts_on", "month")
NONSENSE = (
    "?" + "&".join(f"{name}=xyz" for name in ("partnership", "project", "quarter", "organisation", "giver", "item", "person", *WRITTEN)),
    "?page=99999999999999999999&year=99999&q=%00&partnership=%00&from=99999999999999999999",
)


@pytest.mark.parametrize("query", NONSENSE)
def test_every_page__nonsense_in_the_address(client, cast, world, query):  # noqa: F811
    client.force_login(cast.social.coordinator)
    wrong = []
    for name in NAMED + PLAIN:
        if name in PUBLIC:
            continue
        response = client.get(address(name, world) + query)
        body(response)
        if response.status_code not in (200, 302, 404, 405):
            wrong.append(f"{name}{query}: {response.status_code}")
    assert wrong == []
