import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _german():
    """The portal speaks German first; tests that need English say so."""
    with translation.override("de"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _tests_may_empty_the_journal():
    """Between transactional tests Django empties every table; only the test database's owner may do that to the journal."""
    original = DatabaseOperations.execute_sql_flush

    def flush(self, sql_list):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            return original(self, sql_list)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = DEFAULT")

    DatabaseOperations.execute_sql_flush = flush
    yield
    DatabaseOperations.execute_sql_flush = original
