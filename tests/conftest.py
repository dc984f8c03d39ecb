import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation

from tests.cast import Cast, make_cast
from tests.races import race

__all__ = ["race"]  # a fixture for all


def pytest_collection_finish(session):
    """Tests that share a costly start say so (xdist_group); where the workers do not see it, each of them would start anew."""
    if getattr(session.config.option, "loadgroup", False):
        lost = [item.nodeid for item in session.items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid]
        if lost:
            raise pytest.UsageError(f"pytest-xdist does not see the group of {lost[0]}: which versions of the two go together?")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long begins first: no core waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _german():
    """The portal speaks German first; tests that need English say so."""
    with translation.override("de"):
        yield


KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty(test: TransactionTestCase) -> None:
    """After a transactional test: delete what it wrote, and only that.

    Django would TRUNCATE every table and make all content types and permissions anew, which takes as long as many a test. Triggers and
    foreign keys are off meanwhile: only the owner of the database may do that, and only so can the journal be emptied.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        tables = sorted({table for table in connection.introspection.table_names(cursor) if table not in KEPT})
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables))
        for (table,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{table}"')


@pytest.fixture(autouse=True, scope="session")
def _transactional_tests_delete_what_they_wrote():
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = empty
    yield
    TransactionTestCase._fixture_teardown = original
