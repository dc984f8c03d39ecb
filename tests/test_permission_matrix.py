"""Every URL of the URLconf, found by introspection, for every kind of person: nobody sees or changes what is not theirs."""

import re
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.once import body
from tests.world import make_world

# pages anybody may open, signed in or not; everything else answers with the way to the sign-in
PUBLIC = {"set_language", "practice", "accessibility", "styleguide", "livez", "readyz", "invitation", "invitation_accept", "theme"}
# other people's own code, tested by them; that we mount it behind our sign-in is tested beside the operator's pages
FOREIGN = re.compile(r"^(account_|mfa_|usersessions_|admin:|socialaccount_)|^$")
STRANGER = UUID("01900000-0000-7000-8000-000000000000")


def patterns(resolver=None, prefix="", namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from patterns(entry, prefix + str(entry.pattern), namespace + inner)
        elif isinstance(entry, URLPattern):
            yield namespace + (entry.name or ""), entry


def ours():
    return {name: entry for name, entry in patterns() if not FOREIGN.match(name)}


def keys_of(entry) -> list[str]:
    return list(entry.pattern.converters)


NAMED = sorted(name for name, entry in ours().items() if keys_of(entry))
PLAIN = sorted(name for name, entry in ours().items() if not keys_of(entry) and name not in PUBLIC)


@pytest.fixture
def world(cast, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path
    return make_world(cast)


# where a page's name does not begin with the name of the thing its address names
SUBJECTS = {"ledger": "partnership", "journal_list": "partnership"}


def thing_of(name: str, key: str, world: dict):
    """By convention agreement_sign names an agreement; item_pk names an item."""
    if key not in ("pk", "id"):
        return world[key.removesuffix("_pk").removesuffix("_id")]
    subject = SUBJECTS.get(name) or next(
        (each for each in sorted(world, key=len, reverse=True) if name == each or name.startswith(f"{each}_")), None
    )
    assert subject, f"{name}: say in SUBJECTS what it is about"
    return world[subject]


def address(name: str, world: dict | None) -> str:
    entry = ours()[name]
    values = {}
    for key in keys_of(entry):
        converter = type(entry.pattern.converters[key]).__name__
        if converter == "UUIDConverter":
            values[key] = thing_of(name, key, world).pk if world else STRANGER
        elif converter == "IntConverter":
            values[key] = 1
        else:
            values[key] = "x"
    return reverse(name, kwargs=values)


def words() -> dict:
    """What every form may ask for beside its own fields, so that it is the door that answers and not a missing token."""
    return {"edition": "1", "once": str(uuid4())}


def snapshot() -> dict:
    """Every row of ours, as it is: so that "nothing was written" is a fact."""
    still = {}
    for model in apps.get_models():
        if model._meta.app_label in ("partnerships", "neighbourhoods", "projects") and model.__name__ not in ("Person", "Token"):
            still[model._meta.label] = sorted(map(str, model._base_manager.values_list()))
    return still


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMED + PLAIN)
def test_anonymous__is_led_to_the_sign_in(client, world, name, method):
    if name in PUBLIC:
        pytest.skip("public by design, see PUBLIC")
    before = snapshot()
    response = getattr(client, method)(address(name, world))
    assert response.status_code in (302, 405), name
    if response.status_code == 302:
        assert response["Location"].startswith("/account/login/")
    assert snapshot() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [name for name in NAMED if name not in PUBLIC])
def test_outsider__a_foreign_thing_and_none_at_all_look_alike(client, cast, world, name, method):
    client.force_login(cast.outsider.coordinator)
    before = snapshot()
    foreign = getattr(client, method)(address(name, world), words())
    nothing = getattr(client, method)(address(name, None), words())
    assert foreign.status_code == nothing.status_code
    assert foreign.status_code in (404, 405), name
    assert comparable(foreign) == comparable(nothing)
    assert snapshot() == before


def comparable(response) -> str:
    """The body without what differs from request to request anyway: the CSRF mask."""
    return re.sub(r"[A-Za-z0-9]{64}", "CSRF", response.content.decode())


@pytest.mark.parametrize("seat", ["reader", "administrator"])
@pytest.mark.parametrize("name", [name for name in NAMED + PLAIN if name not in PUBLIC])
def test_reader_and_administrator__write_nothing_of_the_partnership(client, cast, world, name, seat):
    for team in cast.teams:
        client.force_login(getattr(team, seat))
        before = snapshot()
        response = client.post(address(name, world), words())
        assert response.status_code < 500, name
        after = snapshot()
        changed = {label for label in before if before[label] != after[label]}
        own_house = {
            "partnerships.Invitation",
            "partnerships.Membership",
            "partnerships.Organisation",
            "partnerships.Entry",
            "partnerships.Letter",
        }
        assert changed <= (own_house if seat == "administrator" else set()), name


@pytest.mark.parametrize("name", [name for name in NAMED if name not in PUBLIC])
def test_observer__writes_nothing(client, cast, world, name):
    client.force_login(cast.observer.reader)
    before = snapshot()
    response = client.post(address(name, world), words())
    assert response.status_code < 500, name
    assert snapshot() == before


@pytest.mark.parametrize("name", NAMED + PLAIN)
def test_get__writes_nothing(client, cast, world, name):
    for person in (cast.social.coordinator, cast.housing.approver, cast.social.administrator):
        client.force_login(person)
        before = snapshot()
        response = client.get(address(name, world))
        assert response.status_code in (200, 302, 404, 405), name
        assert snapshot() == before
        body(response)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("name", NAMED + PLAIN)
def test_other_methods__write_nothing(client, cast, world, name, method):
    client.force_login(cast.social.coordinator)
    before = snapshot()
    response = getattr(client, method)(address(name, world))
    assert response.status_code < 500, name
    assert snapshot() == before
    body(response)


def test_every_page_is_in_the_matrix():
    """No page of ours is without a name: the matrix would not see it."""
    unnamed = [str(entry.pattern) for name, entry in patterns() if not name and "partnerships" in entry.callback.__module__]
    assert unnamed == []
