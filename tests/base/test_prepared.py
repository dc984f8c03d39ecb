"""Queries prepared once: the values of each asking come in, and nothing of an earlier one stays."""

from datetime import timedelta
from uuid import uuid4

import pghistory
import pytest
from django.db import connection, reset_queries, transaction
from django.db.models import Value
from django.db.transaction import TransactionManagementError

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.prepared import NOW, PERSON, TODAY, Param, Prepared, PreparedRows
from partnerships.organisation.models import Membership
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from tests.cast import make_person


def people() -> tuple:
    rows = Person.objects.filter(pk=PERSON).order_by("pk").values_list("name", TODAY, TODAY.after(days=-1), Value("50 % 'of' it"))
    return rows.query.sql_with_params()


@pytest.mark.django_db
def test_prepared__is_asked_with_other_values_each_time(cast):
    query, today = Prepared(people), clock.today()
    for person in (cast.social.staff, cast.housing.staff):
        for day in (today, today + timedelta(days=3)):
            values = {"person": person.pk, "today": day}
            assert query.rows(values) == [(person.name, day, day - timedelta(days=1), "50 % 'of' it")]


@pytest.mark.django_db
def test_prepared__costs_one_query__and_one_more_in_a_new_connection(django_assert_num_queries):
    query, values = Prepared(people), {"person": make_person("Wer").pk, "today": clock.today()}
    query.rows(values)
    with django_assert_num_queries(1):
        query.rows(values)


@pytest.mark.django_db
def test_prepared__is_sent_alone__also_where_changes_are_signed():
    query, values, sent = Prepared(people), {"person": make_person("Wer").pk, "today": clock.today()}, []

    def listen(execute, sql, *args):
        sent.append(sql)
        return execute(sql, *args)

    with pghistory.context(url="/"), connection.execute_wrapper(listen):
        query.rows(values)
        make_person("Wen")
    assert sent[0].startswith("EXECUTE ready_")
    assert any("pghistory.context_id" in sql for sql in sent[1:])


@pytest.mark.django_db(transaction=True)
def test_prepared__a_new_connection__prepares_it_again():
    query, values = Prepared(people), {"person": make_person("Wer").pk, "today": clock.today()}
    assert len(query.rows(values)) == 1
    connection.close()
    reset_queries()
    assert len(query.rows(values)) == 1


@pytest.mark.django_db(transaction=True)
def test_prepared_rows__that_are_held__only_within_a_transaction__and_the_one_has_to_be_there():
    rows = PreparedRows(lambda: Person.objects.select_for_update().filter(pk=PERSON))
    person = make_person("Wer")
    with transaction.atomic():
        assert rows.one({"person": person.pk}) == person
        with pytest.raises(Person.DoesNotExist):
            rows.one({"person": uuid4()})
    with pytest.raises(TransactionManagementError):
        rows.one({"person": person.pk})


@pytest.mark.django_db
def test_prepared__refuses_what_belongs_to_one_person_or_one_day(cast):
    for rows in (
        Person.objects.filter(pk=cast.social.staff.pk),
        Membership.objects.current(),
        Membership.objects.filter(ended_at__gt=clock.now()),
    ):
        query = Prepared(rows.values_list("pk").query.sql_with_params)
        with pytest.raises(TypeError, match="stands in a prepared query"):
            query.rows({})


@pytest.mark.django_db
def test_prepared__membership_of_today__follows_the_clock(cast):
    query = Prepared(Membership.objects.current(TODAY, NOW).filter(person=PERSON).values_list("pk").query.sql_with_params)
    person = cast.social.staff
    Membership.objects.filter(person=person).update(ends_on=clock.today())
    for days, found in ((0, 1), (1, 0), (0, 1)):
        with clock.travel(clock.now() + timedelta(days=days)):
            assert len(query.rows({"person": person.pk, "today": clock.today(), "now": clock.now()})) == found


def _partnership():
    rows = Partnership.objects.visible_to(ANYONE).filter(pk=Param("partnership", "uuid")).annotate(on=TODAY)
    return rows.select_related("founded_by").prefetch_related("parties")


@pytest.mark.django_db
def test_prepared_rows__are_what_the_queryset_gives__for_each_person_anew(cast, django_assert_num_queries):
    query, columns = PreparedRows(_partnership), {field.attname for field in Partnership._meta.concrete_fields} - {"fields_of_action"}
    seen = {cast.social.staff: [cast.partnership], cast.outsider.coordinator: [], cast.housing.reader: [cast.partnership]}
    for person, found in seen.items():
        assert query.rows(values_of(person, partnership=cast.partnership.pk)) == found
    values = values_of(cast.social.staff, partnership=cast.partnership.pk)
    with django_assert_num_queries(2):
        row = query.first(values)
        found = row.founded_by.name, row.on, list(row.parties.all())
    plain = Partnership.objects.get()
    assert found == (plain.founded_by.name, clock.today(), list(plain.parties.all()))
    assert vars(row).items() >= {name: value for name, value in vars(plain).items() if name in columns}.items()


def test_address__is_the_one_of_the_page(cast):
    assert address("partnership_detail", cast.partnership.pk) == cast.partnership.get_absolute_url()
    assert address("partnership_detail", str(cast.partnership.pk)) == cast.partnership.get_absolute_url()
