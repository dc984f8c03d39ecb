from datetime import timedelta

import pytest
from django.utils import translation

from neighbourhoods.quarter import actions as quarters
from partnerships.base import clock
from partnerships.journal.actions import record
from partnerships.journal.changes import word
from partnerships.journal.models import Entry
from partnerships.partnership import actions
from partnerships.partnership.models import Partnership


@pytest.fixture
def address(cast):
    return f"/partnerships/{cast.partnership.pk}/journal/"


def edit(cast, title, by):
    now = Partnership.objects.get(pk=cast.partnership.pk)
    return actions.edit(now, edition=now.edition, title=title, description="", fields_of_action=[], by=by)


def sentences(client, address, query=""):
    html = client.get(f"{address}?{query}").content.decode()
    return html.count('class="what"')


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same__for_one_row_or_three(client, cast, address, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        edit(cast, f"Titel {number}", cast.social.staff)
    client.force_login(cast.housing.staff)
    client.get(address)
    with django_assert_num_queries(7):  # session, person; standing, partnership, count, rows, organisations to filter by
        html = client.get(address).content.decode()
    assert html.count('class="what"') == count
    with django_assert_num_queries(5):  # session, person; standing, partnership, rows
        latest = client.get(f"{address}?latest", headers={"HX-Request": "true"}).content.decode()
    assert latest.count('class="what"') == count
    assert "<html" not in latest
    assert "<html" in client.get(f"{address}?latest").content.decode()


def test_list__filters__by_thing_organisation_day_and_words(client, cast, address):
    with clock.travel(clock.now() - timedelta(days=40)):
        edit(cast, "Früher", cast.social.staff)
    edit(cast, "Später", cast.housing.staff)
    quarters.add(name="Lindenhof", city="Auenstedt", partnerships=[cast.partnership], organisation=cast.social.org, by=cast.social.staff)
    client.force_login(cast.social.reader)
    day = clock.today() - timedelta(days=10)
    assert sentences(client, address) == 3
    assert sentences(client, address, "group=quarter") == 1
    assert sentences(client, address, f"organisation={cast.social.org.pk}") == 2
    assert sentences(client, address, f"after={day}") == 2
    assert sentences(client, address, f"before={day:%d.%m.%Y}") == 1
    assert sentences(client, address, f"after={clock.today()}&before={clock.today()}") == 2
    assert sentences(client, address, "q=Bau+staff") == sentences(client, address, "q=Lindenhof") == 1
    assert sentences(client, address, "q=nichts") == 0


@pytest.mark.parametrize(
    "query", ["after=31.02.2026", "before=x", "after=9999-12-31", "group=nonsense", "organisation=x", "page=x", "q=%00", "sort=x"]
)
def test_list__nonsense__is_no_error(client, cast, address, query):
    edit(cast, "Neu", cast.social.staff)
    client.force_login(cast.social.reader)
    assert sentences(client, address, query) == 1


def test_list__shows_observers__what_was_released_only(client, cast, address):
    edit(cast, "Neu", cast.social.staff)
    actions.ask_ending(cast.partnership, reason="Vertraulich", by=cast.social.coordinator)
    client.force_login(cast.observer.reader)
    html = client.get(address).content.decode()
    assert html.count('class="what"') == 1
    assert "Vertraulich" not in html
    client.force_login(cast.outsider.coordinator)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?latest").status_code == 404


def test_timeline__tells_before_and_after__as_text(client, cast, address):
    edit(cast, "<script>alert(1)</script>", cast.social.staff)
    client.force_login(cast.housing.reader)
    html = client.get(address).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert "<del>Gute Nachbarschaft</del>" in html
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in html


def test_list__is_turned_page_by_page(client, cast, address):
    for number in range(30):
        edit(cast, f"Titel {number}", cast.social.staff)
    client.force_login(cast.social.reader)
    assert [sentences(client, address, f"page={page}") for page in (1, 2)] == [25, 5]


def test_sentence__speaks_the_reader_s_language__choices_too(cast):
    quarter = quarters.add(name="Lindenhof", city="Auenstedt", organisation=cast.social.org, by=cast.social.staff)
    quarters.add_figure(
        quarter, key="turnover", value=8, reference_date=clock.today(), source="Statistik", level="internal", by=cast.social.staff
    )
    entry = Entry.objects.get(verb="quarter.figure_added")
    assert entry.sentence == "Klang staff hat für Klang eine Kennzahl zu „Lindenhof“ eingetragen: Fluktuation."
    with translation.override("en"):
        assert entry.sentence == "Klang staff entered a key figure of “Lindenhof” for Klang: Tenant turnover."
        assert entry.changes[0] == {"label": "key figure", "old": "–", "new": "Tenant turnover"}


def test_record__refuses__a_verb_without_a_sentence_and_none_outside_of_a_change(cast):
    with pytest.raises(LookupError, match="no sentence"):
        record("partnership.dreamt", cast.partnership, by=cast.social.staff)
    assert word(cast.partnership, "state") == {"model": "partnerships.Partnership", "field": "state", "value": "active"}


@pytest.mark.django_db(transaction=True)
def test_record__belongs__into_the_transaction_of_the_change(cast):
    with pytest.raises(RuntimeError, match="transaction"):
        record("partnership.edited", cast.partnership, by=cast.social.staff)
