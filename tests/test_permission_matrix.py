"""Every URL of the URLconf, found by introspection, for every kind of person: nobody sees or changes what is not theirs."""

import re
from functools import cache
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.cast import make_cast
from tests.once import body, undone
from tests.world import make_world

# pages anybody may open, signed in or not; everything else answers with the way to the sign-in
PUBLIC = {"set_language", "practice", "accessibility", "styleguide", "invitation", "answer", "feed", "paper_verify"}
# other people's own code, tested by them; that we mount it behind our sign-in is tested beside the operator's pages
FOREIGN = re.compile(r"^(account_|mfa_|usersessions_|admin:|socialaccount_)|^$")
OURS = ("partnerships_", "neighbourhoods_", "projects_")
STRANGER = UUID("01900000-0000-7000-8000-000000000000")


def patterns(resolver=None, prefix="", namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from patterns(entry, prefix + str(entry.pattern), namespace + inner)
        elif isinstance(entry, URLPattern):
            yield namespace + (entry.name or ""), entry


@cache
def ours():
    return {name: entry for name, entry in patterns() if not FOREIGN.match(name)}


def keys_of(entry) -> list[str]:
    return list(entry.pattern.converters)


NAMED = sorted(name for name, entry in ours().items() if keys_of(entry))
PLAIN = sorted(name for name, entry in ours().items() if not keys_of(entry) and name not in PUBLIC)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """Cast and world for all tests of this file: making them takes longer than a walk, and every walk puts back what it finds."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(EXPORT_DIR=folder, MEDIA_ROOT=folder / "media"),
        translation.override("de"),
        undone(),
    ):
        cast = make_cast()
        yield cast, make_world(cast)


@pytest.fixture
def cast(told, db):
    return told[0]


@pytest.fixture
def world(told, db):
    return told[1]


# where a page's name does not begin with the name of the thing its address names
SUBJECTS = {"ledger": "partnership", "journal_list": "partnership", "figure_create": "quarter"}


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
        if model._meta.app_label in ("partnerships", "neighbourhoods", "projects") and model.__name__ not in ("Person", "Token", "Feed"):
            still[model._meta.label] = sorted(map(str, model._base_manager.values_list()))
    return still


WRITTEN = " + ".join(f"pg_stat_get_xact_tuples_{done}(oid)" for done in ("inserted", "updated", "deleted"))


@cache
def counted() -> str:
    """Asks PostgreSQL how many rows of ours were written so far in this transaction, undone work included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid, relname FROM pg_class WHERE relkind = 'r'")
        own = ("_person", "_token", "_feed")
        found = [str(oid) for oid, table in cursor.fetchall() if table.startswith(OURS) and not table.endswith(own)]
    return f"SELECT sum({WRITTEN}) FROM unnest('{{{','.join(found)}}}'::oid[]) oid"


def writes() -> int:
    with connection.cursor() as cursor:
        cursor.execute(counted())
        return cursor.fetchone()[0]


class Walk:
    """Asks one page after the other as one person, in one world, and puts the world back after each; collects what is wrong."""

    def __init__(self, client, world):
        self.client, self.world, self.wrong, self.before, self.count = client, world, [], snapshot(), writes()

    def ask(self, name: str, method: str, url: str, *, may_change: frozenset = frozenset()):
        """The answer and its body; a server error or an unexpected change of any row is wrong."""
        with undone():
            response = getattr(self.client, method)(url, words())
            content = body(response)
            # only where something was written is it looked at row by row whether it stayed
            before, self.count = self.count, writes()
            after = snapshot() if self.count != before else self.before
            changed = {label for label in after if after[label] != self.before[label]}
            if response.status_code >= 500:
                self.wrong.append(f"{name} {method}: {response.status_code}")
            if changed - may_change:
                self.wrong.append(f"{name} {method}: changed {sorted(changed - may_change)}")
        return response, content


def walked(client, world, person=None) -> Walk:
    if person:
        client.force_login(person)
    return Walk(client, world)


SECRET = [name for name in NAMED if name not in PUBLIC]


@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous__is_led_to_the_sign_in(client, world, method):
    walk = walked(client, world)
    for name in SECRET + PLAIN:
        response, _ = walk.ask(name, method, address(name, world))
        if response.status_code != 405 and not response.get("Location", "").startswith("/account/login/"):
            walk.wrong.append(f"{name}: {response.status_code}")
    assert walk.wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_outsider__a_foreign_thing_and_none_at_all_look_alike(client, cast, world, method):
    walk = walked(client, world, cast.outsider.coordinator)
    for name in SECRET:
        foreign, its = walk.ask(name, method, address(name, world))
        nothing, nobodys = walk.ask(name, method, address(name, None))
        if foreign.status_code not in (404, 405) or foreign.status_code != nothing.status_code or comparable(its) != comparable(nobodys):
            walk.wrong.append(f"{name}: {foreign.status_code} beside {nothing.status_code}")
    assert walk.wrong == []


def comparable(content: bytes) -> str:
    """The body without what differs from request to request anyway: the CSRF mask."""
    return re.sub(r"[A-Za-z0-9]{64}", "CSRF", content.decode())


OWN_HOUSE = frozenset(f"partnerships.{name}" for name in ("Invitation", "Membership", "Organisation", "Entry", "Letter", "MembershipEvent"))
OWN_HOUSE |= frozenset(f"partnerships.{name}" for name in ("ApprovalRule", "ApprovalStep", "Body", "DecisionDay", "NoGoPeriod", "Absence"))
# a change of the calendar or of a rule calculates anew when what waits in the own house is expected
RENEW = frozenset(
    {
        "decisionday_edit",
        "decisionday_remove",
        "nogoperiod_remove",
        "nogoperiod_create",
        "body_add",
        "approvalrule_example",
        "approvalrule_end",
    }
)
RENEWED = frozenset({"partnerships.Release", "projects.Contribution"})


@pytest.mark.parametrize("side", ["social", "housing"])
@pytest.mark.parametrize("seat", ["reader", "administrator"])
def test_reader_and_administrator__write_nothing_of_the_partnership(client, cast, world, seat, side):
    walk = walked(client, world, getattr(getattr(cast, side), seat))
    for name in SECRET + PLAIN:
        own = OWN_HOUSE | RENEWED if name in RENEW else OWN_HOUSE
        walk.ask(name, "post", address(name, world), may_change=own if seat == "administrator" else frozenset())
    assert walk.wrong == []


def test_observer__writes_nothing(client, cast, world):
    walk = walked(client, world, cast.observer.reader)
    for name in SECRET:
        walk.ask(name, "post", address(name, world))
    assert walk.wrong == []


@pytest.mark.parametrize(("side", "seat"), [("social", "coordinator"), ("housing", "approver"), ("social", "administrator")])
def test_get__writes_nothing(client, cast, world, side, seat):
    walk = walked(client, world, getattr(getattr(cast, side), seat))
    for name in NAMED + PLAIN:
        response, _ = walk.ask(name, "get", address(name, world))
        if response.status_code not in (200, 302, 404, 405):
            walk.wrong.append(f"{name}: {response.status_code}")
    assert walk.wrong == []


def test_other_methods__reach_no_view(client, cast, world):
    walk = walked(client, world, cast.social.coordinator)
    for name in NAMED + PLAIN:
        for method in ("put", "delete", "patch", "options", "trace"):
            response = getattr(client, method)(address(name, world))
            if (response.status_code, response.content, response["Allow"]) != (405, b"", "GET, HEAD, POST"):
                walk.wrong.append(f"{name} {method}: {response.status_code}")
    assert walk.wrong == []
    assert snapshot() == walk.before


def test_the_walk_sees_a_change(client, cast, world):
    """The matrix can fail: a page that does write is found out."""
    walk = walked(client, world, cast.social.coordinator)
    walk.ask("project_end", "post", address("project_end", world))
    assert any("projects.Project" in line for line in walk.wrong), walk.wrong


def test_the_list_of_public_pages_names_pages_and_all_of_them(client, db):
    """What is public is said here, and nowhere else: a page that lets strangers in without standing in the list is found, too."""
    open_to_all = {name for name, entry in ours().items() if not getattr(entry.callback, "login_required", True)}
    assert open_to_all == PUBLIC


def test_every_page_is_in_the_matrix():
    """No page of ours is without a name: the matrix would not see it."""
    unnamed = [str(entry.pattern) for name, entry in patterns() if not name and "partnerships" in entry.callback.__module__]
    assert unnamed == []
