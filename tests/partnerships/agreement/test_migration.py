"""Agreements that were there before the longer life find their place in it: the migrations run on a database with rows."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from partnerships.base import clock

APP = "partnerships"


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """The connection leads to a database of its own, without a table, until the test is over."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        other = f"{name}_life"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{other}"')
            cursor.execute(f'CREATE DATABASE "{other}"')
        connection.close()
        connection.settings_dict["NAME"] = other
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{other}"')


def around(word: str) -> tuple[str, str]:
    """The last migration before those of that name, and the last of them."""
    names = sorted(name for app, name in MigrationLoader(connection, replace_migrations=False).graph.nodes if app == APP)
    ours = [name for name in names if word in name]
    return names[names.index(ours[0]) - 1], ours[-1]


def old_rows(apps) -> dict:
    model = {
        name: apps.get_model(APP, name) for name in ("Person", "Organisation", "Partnership", "Party", "Agreement", "Edition", "Consent")
    }
    person = model["Person"].objects.create(email="a@example.org", name="A")
    houses = [model["Organisation"].objects.create(kind=kind, name=kind, short_name=kind) for kind in ("social", "housing")]
    partnership = model["Partnership"].objects.create(title="P", state="active", founded_by=houses[0], started_on=clock.today())
    for house in houses:
        model["Party"].objects.create(
            partnership=partnership, organisation=house, side=house.kind, state="active", invited_by=person, answered_at=clock.now()
        )
    now, common = clock.now(), {"partnership": partnership, "owner": houses[0]}
    made = {
        "draft": model["Agreement"].objects.create(title="draft", state="draft", **common),
        "offered": model["Agreement"].objects.create(
            title="offered", state="offered", offered_at=now, turn="housing", turn_since=now, **common
        ),
        "active": model["Agreement"].objects.create(title="active", state="active", offered_at=now, in_force_at=now, **common),
        "ended": model["Agreement"].objects.create(title="ended", state="ended", offered_at=now, in_force_at=now, **common),
        "dropped": model["Agreement"].objects.create(title="dropped", state="dropped", **common),
    }
    kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=APP, model="agreement")[0]
    for house in houses:
        model["Consent"].objects.create(
            partnership=partnership, subject_type=kind, subject_id=made["active"].pk, edition=1, organisation=house, side=house.kind,
            person=person, function="Vorstand", digest="0" * 64,
        )  # fmt: skip
    return {"social": houses[0].pk, "housing": houses[1].pk, "now": now}


def step_by_step() -> MigrationExecutor:
    """A new installation takes all migrations as one; one that has some of them already goes on from there."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    return executor


@pytest.mark.slow
def test_agreements_of_before__find_their_place(empty_database):
    before, after = around("agreement_life")
    executor = step_by_step()
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] in ("contenttypes", "pghistory")]
    executor.migrate([(APP, before), *others])
    known = old_rows(executor.loader.project_state([(APP, before), *others]).apps)

    executor = step_by_step()
    executor.migrate([(APP, after)])

    apps = executor.loader.project_state([(APP, after)]).apps
    agreements = {each.title: each for each in apps.get_model(APP, "Agreement").objects.all()}
    assert {title: each.state for title, each in agreements.items()} == {
        "draft": "draft", "offered": "review", "active": "active", "ended": "ended", "dropped": "dropped",
    }  # fmt: skip
    assert agreements["offered"].waiting == [known["housing"]]
    assert agreements["offered"].state_since == agreements["offered"].turn_since == known["now"]
    assert agreements["draft"].waiting == [known["social"]]
    assert agreements["active"].signed_at == agreements["ended"].signed_at == known["now"]
    assert agreements["dropped"].signed_at is None
    signatures = apps.get_model(APP, "Signature").objects.filter(agreement=agreements["active"])
    assert {(each.organisation_id, each.function) for each in signatures} == {(known["social"], "Vorstand"), (known["housing"], "Vorstand")}
