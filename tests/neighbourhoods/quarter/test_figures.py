"""Figures of a quarter: who sees them, who changes them, what the form understands."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from neighbourhoods.quarter import actions
from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Side
from tests.cast import make_partnership, make_team
from tests.neighbourhoods.quarter.making import add_figure
from tests.once import post


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
