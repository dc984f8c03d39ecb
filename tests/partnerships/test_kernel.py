import pytest
from django.db import DatabaseError, connection, transaction

from partnerships.base import money
from partnerships.base.verdict import Refused
from partnerships.journal import actions as journal
from partnerships.journal import sentences
from partnerships.journal.models import Entry


@pytest.fixture(autouse=True)
def _sentence():
    if "test.happened" not in sentences.known():
        sentences.register({"test.happened": "%(actor)s: %(what)s"})


@pytest.mark.parametrize(
    "statement",
    ["UPDATE partnerships_entry SET verb = 'x'", "DELETE FROM partnerships_entry", "TRUNCATE partnerships_entry"],
)
def test_journal__refuses__even_by_sql(cast, statement):
    journal.record("test.happened", cast.partnership, by=cast.social.staff, what="etwas")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    assert Entry.objects.get().sentence == "Klang staff: etwas"


def test_journal__visible_to__parties_not_observers_nor_outsiders(cast):
    journal.record("test.happened", cast.partnership, by=cast.social.staff, partnership=cast.partnership, what="offen")
    journal.record(
        "test.happened", cast.partnership, by=cast.social.staff, partnership=cast.partnership, what="intern", internal_to=cast.social.org
    )
    assert Entry.objects.visible_to(cast.social.reader).count() == 2
    assert Entry.objects.visible_to(cast.housing.reader).count() == 1
    assert Entry.objects.visible_to(cast.observer.reader).count() == 0
    assert Entry.objects.visible_to(cast.outsider.coordinator).count() == 0


@pytest.mark.parametrize(
    ("text", "value"), [("1.234,50", "1234.50"), ("1234.50", "1234.50"), ("1.234", "1234"), ("12,5", "12.5"), ("7 €", "7")]
)
def test_money__reads__german_and_plain(text, value):
    assert str(money.read_number(text)) == value


@pytest.mark.parametrize("text", ["1e9", "NaN", "", "zwölf", "1,2,3", "1.2.3", "0x10", "--1"])
def test_money__refuses__nonsense(text):
    with pytest.raises(ValueError, match=r"Zahl|number"):
        money.read_number(text)


def test_refused__carries_its_sentence():
    assert Refused("Nein.").reason == "Nein."
