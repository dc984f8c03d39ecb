from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from neighbourhoods.quarter import actions
from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Organisation
from partnerships.partnership import actions as partnerships
from partnerships.partnership.models import Partnership, Side
from tests.cast import asked_at, make_partnership, make_team
from tests.once import post


@pytest.fixture
def quarter(cast):
    return add_quarter(cast)


def add_quarter(cast, name="Lindenhof"):
    return actions.add(name=name, city="Auenstedt", partnerships=[cast.partnership], organisation=cast.housing.org, by=cast.housing.staff)


def add_figure(quarter, by, **other):
    figure = {
        "key": Figure.Key.VACANCY_MARKET,
        "value": Decimal("1.1"),
        "reference_date": date(2026, 6, 30),
        "source": "Eigene Statistik",
        "level": Figure.Level.PARTNERS,
    }
    return actions.add_figure(quarter, **figure | other, by=by)


@pytest.fixture
def figures(cast, quarter):
    return [
        add_figure(quarter, cast.housing.staff, value=Decimal(7), level=Figure.Level.PUBLIC, key=Figure.Key.TURNOVER),
        add_figure(quarter, cast.housing.staff, value=Decimal("2.4"), level=Figure.Level.PARTNERS),
        add_figure(quarter, cast.housing.staff, value=Decimal("6.35"), level=Figure.Level.INTERNAL, key=Figure.Key.RENT),
    ]


@pytest.fixture
def words():
    return {
        "key": "residents",
        "value": "1.234,5",
        "reference_date": "31.12.2025",
        "source": "Melderegister",
        "level": "partners",
        "unit": "",
        "label": "",
    }


# who may see what


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("housing.reader", ["turnover", "vacancy_market", "rent"]),
        ("social.reader", ["turnover", "vacancy_market"]),
        ("observer.reader", ["turnover"]),
        ("outsider.coordinator", []),
    ],
)
def test_figures__are_seen__by_level(client, cast, quarter, figures, who, seen):
    team, seat = who.split(".")
    person = getattr(getattr(cast, team), seat)
    found = Figure.objects.visible_to(person).order_by("created_at", "pk").values_list("key", flat=True)
    assert list(found) == seen
    client.force_login(person)
    response = client.get(f"/quarters/{quarter.pk}/")
    if not seen:
        assert response.status_code == 404
        return
    html = response.content.decode()
    values = {"turnover": "7&nbsp;%", "vacancy_market": "2,4&nbsp;%", "rent": "6,35&nbsp;€/m²"}
    assert [key for key, text in values.items() if text in html] == seen


def test_figures__internal_ones__are_silent_in_the_journal(cast, quarter, figures):
    def told(person):
        return Entry.objects.visible_to(person).filter(verb="quarter.figure_added").count()

    assert told(cast.housing.reader) == 3
    assert told(cast.social.reader) == 2
    assert told(cast.observer.reader) == 1
    assert told(cast.outsider.coordinator) == 0


def test_figures__for_partners__stay_with_the_partners_of_who_entered_them(cast, quarter, figures):
    """Klang also works with a competitor of Bau in this quarter: that one does not read Bau's vacancy."""
    rival = make_team("Rivalin", Organisation.Kind.HOUSING, Side.HOUSING, ["coordinator"])
    theirs = make_partnership(cast.social, rival, title="Andere")
    actions.link(quarter, partnership=theirs, by=cast.social.staff)
    assert list(Figure.objects.visible_to(rival.coordinator).values_list("key", flat=True)) == ["turnover"]
    assert not Entry.objects.visible_to(rival.coordinator).filter(verb="quarter.figure_added").exists()


def test_figure__opened_up__does_not_tell_its_hidden_past(cast, figures):
    words = {
        "key": "rent",
        "label": "",
        "unit": "€/m²",
        "reference_date": date(2026, 6, 30),
        "source": "Eigene Statistik",
        "level": "partners",
    }
    actions.edit_figure(figures[2], edition=1, value=Decimal("6.40"), **words, by=cast.housing.staff)
    entries = Entry.objects.visible_to(cast.social.reader).filter(data__changes__key=[None, "rent"])
    assert [entry.verb for entry in entries] == ["quarter.figure_added"]
    assert "6.35" not in str(entries.get().data)
    assert {row["label"]: row["new"] for row in entries.get().changes}["Wert"] == "6,4"


def test_quarter__is_not_seen__by_who_is_only_invited(cast, quarter):
    guest = make_team("Gast", "social", "social", ["coordinator"])
    partnerships.invite(cast.partnership, organisation=guest.org, by=cast.social.coordinator)
    assert not Quarter.objects.visible_to(guest.coordinator).exists()


# who may change what


@pytest.mark.parametrize("side", ["social", "housing"])
def test_quarter__is_described__by_either_side(cast, quarter, side):
    staff = getattr(cast, side).staff
    changed = actions.edit(quarter, edition=1, name="Lindenhof-Süd", city="Auenstedt", description="", streets="Lindenweg", by=staff)
    assert (changed.name, changed.streets, changed.edition) == ("Lindenhof-Süd", "Lindenweg", 2)
    assert [(row["label"], row["new"]) for row in Entry.objects.get(verb="quarter.edited").changes] == [
        ("Name", "Lindenhof-Süd"),
        ("Straßen", "Lindenweg"),
    ]


def test_quarter__answers_alike__to_both_sides_and_no_to_readers(cast, quarter):
    for seat in cast.social.people:
        answers = []
        for team in cast.teams:
            try:
                add_figure(quarter, getattr(team, seat), reference_date=date(2026, 1, 1))
                answers.append("done")
            except Refused as refused:
                answers.append(refused.reason)
        assert answers[0] == answers[1]
        Figure.objects.all().delete()
    with pytest.raises(Refused, match="Nur wer in diesem Quartier arbeitet"):
        add_figure(quarter, cast.observer.reader)


def test_figure__is_changed__by_who_entered_it_only(cast, quarter):
    figure = add_figure(quarter, cast.social.staff)
    with pytest.raises(Refused, match="Nur Klang"):
        actions.remove_figure(figure, by=cast.housing.coordinator)
    actions.remove_figure(figure, by=cast.social.finance)
    assert not Figure.objects.exists()
    assert Entry.objects.filter(verb="quarter.figure_removed").count() == 1


def test_figure__twice_for_one_day__is_refused_by_the_database(cast, quarter):
    add_figure(quarter, cast.housing.staff)
    with pytest.raises(ValidationError, match="bereits eingetragen"):
        add_figure(quarter, cast.housing.coordinator)
    assert add_figure(quarter, cast.social.staff).organisation == cast.social.org


def test_quarter__of_an_ended_partnership__is_left_to_who_brought_it_in(cast, quarter):
    partnerships.ask_ending(cast.partnership, reason="Ende", by=cast.social.coordinator)
    partnerships.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=cast.housing.coordinator)
    with pytest.raises(Refused, match="Nur wer in diesem Quartier arbeitet"):
        add_figure(quarter, cast.social.staff)
    assert add_figure(quarter, cast.housing.staff)
    with pytest.raises(Refused, match="beendet"):
        actions.unlink(quarter, partnership=cast.partnership, by=cast.housing.staff)


def test_link__and_unlink__by_either_side_once(cast, quarter):
    other = actions.add(name="Nordfeld", city="Auenstedt", organisation=cast.social.org, by=cast.social.staff)
    for _ in range(2):
        actions.link(other, partnership=cast.partnership, by=cast.social.staff)
    actions.unlink(quarter, partnership=cast.partnership, by=cast.social.staff)
    assert list(cast.partnership.quarters.values_list("name", flat=True)) == ["Nordfeld"]
    assert Entry.objects.filter(verb="quarter.linked").count() == Entry.objects.filter(verb="quarter.unlinked").count() == 1


def test_link__refuses__to_foreign_partnerships_and_foreign_quarters(cast, quarter):
    rival = make_team("Rivalin", Organisation.Kind.HOUSING, Side.HOUSING, ["coordinator"])
    theirs = make_partnership(cast.outsider, rival, title="Fremde")
    with pytest.raises(Refused, match="Beteiligten"):
        actions.link(quarter, partnership=theirs, by=cast.social.staff)
    with pytest.raises(Refused, match="Nur wer in diesem Quartier arbeitet"):
        actions.link(quarter, partnership=theirs, by=rival.coordinator)


# pages


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same__for_one_row_or_three(client, cast, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        add_figure(add_quarter(cast, f"Quartier {number}"), cast.housing.staff, key=Figure.Key.TURNOVER)
    client.force_login(cast.social.staff)
    client.get("/quarters/")
    with django_assert_num_queries(7):  # session, person, standing, count, rows, towns, partnerships
        response = client.get("/quarters/")
    assert response.content.decode().count('<th scope="row">') == count
    with django_assert_num_queries(5):  # session, person, standing, count, rows
        client.get("/quarters/", headers={"HX-Request": "true"})


@pytest.mark.parametrize("count", [1, 3])
def test_detail__costs_the_same__for_one_figure_or_three(client, cast, quarter, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        add_figure(quarter, cast.housing.staff, reference_date=date(2020 + number, 12, 31))
    client.force_login(cast.social.staff)
    address = f"/quarters/{quarter.pk}/"
    client.get(address)
    with django_assert_num_queries(8):  # session, person, standing, quarter, figures, journal, partnerships, projects
        response = client.get(address)
    assert response.content.decode().count("<circle") == (0 if count == 1 else count)


def test_list__filters__by_text_town_and_partnership(client, cast, quarter):
    actions.add(name="Weserufer", city="Brückenau", organisation=cast.social.org, by=cast.social.staff)
    client.force_login(cast.social.reader)

    def names(query):
        html = client.get(f"/quarters/?{query}").content.decode()
        return [name for name in ("Lindenhof", "Weserufer") if f">{name}</a>" in html]

    assert names("") == ["Lindenhof", "Weserufer"]
    assert names("q=linden") == ["Lindenhof"]
    assert names("city=Br%C3%BCckenau") == ["Weserufer"]
    assert names(f"partnership={cast.partnership.pk}") == ["Lindenhof"]
    assert names("q=nichts") == []
    assert names(f"city=Nirgendwo&partnership={uuid4()}&sort=nonsense&page=99") == ["Lindenhof", "Weserufer"]


def test_partnership_page__shows__its_quarters(client, cast, quarter, figures):
    client.force_login(cast.social.staff)
    html = client.get(f"/partnerships/{cast.partnership.pk}/").content.decode()
    assert f"/quarters/{quarter.pk}/" in html
    assert f"/partnerships/{cast.partnership.pk}/quarters/" in html
    listed = client.get(f"/partnerships/?quarter={quarter.pk}").content.decode()
    assert "Gute Nachbarschaft" in listed
    assert "Lindenhof" in listed
    other = actions.add(name="Leer", city="Auenstedt", organisation=cast.social.org, by=cast.social.staff)
    assert "Gute Nachbarschaft" not in client.get(f"/partnerships/?quarter={other.pk}").content.decode()


def test_choose__adds_and_takes_out__in_the_browser(client, cast, quarter):
    client.force_login(cast.social.staff)
    chosen = {"partnership": str(cast.partnership.pk)}
    assert client.post(f"/quarters/{quarter.pk}/unlink/", chosen).status_code == 302
    assert not cast.partnership.quarters.exists()
    client.force_login(cast.housing.staff)  # who brought it in still sees it
    assert "Hinzufügen" in client.get(f"/partnerships/{cast.partnership.pk}/quarters/").content.decode()
    assert client.post(f"/quarters/{quarter.pk}/link/", chosen).status_code == 302
    assert client.post(f"/quarters/{quarter.pk}/link/", {"partnership": "nonsense"}).status_code == 404
    assert client.post(f"/quarters/{quarter.pk}/link/", {"partnership": str(uuid4())}).status_code == 404
    assert client.get(f"/quarters/{quarter.pk}/link/").status_code == 405
    assert list(cast.partnership.quarters.all()) == [quarter]


def test_create__sent_twice__makes_one_in_its_partnership(client, cast):
    client.force_login(cast.housing.staff)
    html = client.get(f"/quarters/new/?partnership={cast.partnership.pk}").content.decode()
    assert "checked" in html
    assert "keine Angaben zu einzelnen Personen" in html
    words = {"name": "Neu <i>hier</i>", "city": "Auenstedt", "partnerships": [str(cast.partnership.pk)], "once": str(uuid4())}
    for _ in range(2):
        response = client.post("/quarters/new/", words)
    quarter = Quarter.objects.get()
    assert response.headers["Location"] == f"/quarters/{quarter.pk}/"
    assert list(quarter.partnerships.all()) == [cast.partnership]
    assert "Neu &lt;i&gt;hier&lt;/i&gt;" in client.get(f"/quarters/{quarter.pk}/").content.decode()


def test_create__refuses__partnerships_one_does_not_work_on(client, cast):
    rival = make_team("Rivalin", Organisation.Kind.HOUSING, Side.HOUSING, ["coordinator"])
    theirs = make_partnership(cast.outsider, rival, title="Fremde")
    client.force_login(cast.housing.staff)
    words = {"name": "Neu", "city": "Auenstedt"}
    for wrong in (str(theirs.pk), "nonsense", str(uuid4())):
        assert post(client, "/quarters/new/", words | {"partnerships": [wrong]}).status_code == 422
    assert not Quarter.objects.exists()


def test_figure__reads_german__and_gives_the_usual_unit(client, cast, quarter, words):
    client.force_login(cast.social.staff)
    address = f"/quarters/{quarter.pk}/figures/new/"
    assert post(client, address, words | {"key": "rent", "value": "6,35"}).status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.unit, figure.reference_date, figure.organisation) == (
        Decimal("6.35"),
        "€/m²",
        date(2025, 12, 31),
        cast.social.org,
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("value", "1e9", "Zahl"),
        ("value", "-1", "größer oder gleich 0"),
        ("value", "NaN", "Zahl"),
        ("value", "99999999999999", "999999999"),
        ("value", "", "zwingend"),
        ("value", "3", "weniger als 5"),
        ("reference_date", "31.02.2025", "gültiges Datum"),
        ("reference_date", "01.01.0001", "Jahr"),
        ("reference_date", "01.01.2199", "Zukunft"),
        ("key", "nonsense", "gültige"),
        ("key", "other", "Namen"),
        ("level", "nonsense", "gültige"),
        ("source", "", "zwingend"),
        ("source", "x" * 201, "200"),
        ("source", "a\x07b", "unsichtbare"),
        ("unit", "x" * 21, "20"),
        ("unit", "%", "hundert Prozent"),
    ],
)
def test_figure__says_what_is_wrong__and_keeps_what_was_typed(client, cast, quarter, words, field, value, sentence):
    client.force_login(cast.social.staff)
    response = post(client, f"/quarters/{quarter.pk}/figures/new/", words | {field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Melderegister" in html or field == "source"
    assert not Figure.objects.exists()


def test_figure__a_stale_edition__shows_what_stands(client, cast, quarter, words):
    figure = add_figure(quarter, cast.social.staff, key="residents", value=Decimal(6400))
    client.force_login(cast.social.staff)
    address = f"/figures/{figure.pk}/edit/"
    assert client.post(address, words | {"edition": "1", "value": "6.500"}).status_code == 302
    stale = client.post(address, words | {"edition": "1", "value": "6.600"})
    assert stale.status_code == 422
    assert "Inzwischen hat jemand anderes" in stale.content.decode()
    assert "6.500" in stale.content.decode()
    assert 'name="edition" value="2"' in stale.content.decode()
    assert Figure.objects.get().value == Decimal(6500)


def test_figure__removed__only_by_post(client, cast, quarter):
    figure = add_figure(quarter, cast.social.staff)
    client.force_login(cast.social.staff)
    assert client.get(f"/figures/{figure.pk}/remove/").status_code == 200
    assert Figure.objects.exists()
    assert client.post(f"/figures/{figure.pk}/remove/").status_code == 302
    assert not Figure.objects.exists()


@pytest.mark.parametrize("path", ["", "edit/", "figures/new/", "link/", "unlink/"])
def test_every_page__is_not_there__for_outsiders(client, cast, quarter, path):
    client.force_login(cast.outsider.coordinator)
    words = {"once": str(uuid4()), "partnership": str(cast.partnership.pk)}
    assert client.post(f"/quarters/{quarter.pk}/{path}", words).status_code == 404
    if path not in ("link/", "unlink/"):
        assert client.get(f"/quarters/{quarter.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["edit/", "figures/new/"])
@pytest.mark.parametrize("who", ["social.reader", "observer.reader"])
def test_readers__get_a_sentence__and_change_nothing(client, cast, quarter, words, path, who):
    team, seat = who.split(".")
    client.force_login(getattr(getattr(cast, team), seat))
    response = post(
        client,
        f"/quarters/{quarter.pk}/{path}",
        words | {"name": "Neu", "city": "x", "edition": "1"},
        follow=True,
        headers={"referer": f"http://testserver/quarters/{quarter.pk}/"},
    )
    assert "Nur wer in diesem Quartier arbeitet" in response.content.decode()
    assert (Quarter.objects.get().name, Figure.objects.count()) == ("Lindenhof", 0)


def test_history__of_one_key__is_drawn_and_listed(client, cast, quarter):
    for year, value in ((2023, "9.9"), (2024, "9.1"), (2025, "8.9")):
        add_figure(quarter, cast.housing.staff, key=Figure.Key.TURNOVER, value=Decimal(value), reference_date=date(year, 12, 31))
    client.force_login(cast.social.reader)
    html = client.get(f"/quarters/{quarter.pk}/").content.decode()
    assert html.index("8,9&nbsp;%") < html.index("9,1&nbsp;%") < html.index("9,9&nbsp;%")
    assert "Verlauf über 3 Stichtage" in html


def test_ended_members__lose_the_quarter(cast, quarter):
    person = cast.social.staff
    person.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert not Quarter.objects.visible_to(cast.social.staff).exists()
    assert Partnership.objects.count() == 1
