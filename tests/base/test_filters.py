"""Lists: what the filter bar says, in the language of who reads it."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.apps import apps
from django.utils import translation

from partnerships.base.filters import OneOfField
from partnerships.base.templatetags.portal import day, moment, number_in
from partnerships.membership.filters import OrganisationFilter
from partnerships.organisation.models import Organisation
from partnerships.partnership.choices import Choices
from partnerships.partnership.models import Partnership
from projects.goal.filters import GoalFilter
from projects.goal.models import Goal
from projects.report.filters import ReportFilter


def choices(filter_set, name: str) -> list[str]:
    return [str(label) for _value, label in filter_set().form.fields[name].choices]


def test_sort_menu__says_by_what__in_german():
    assert choices(ReportFilter, "sort")[:2] == ["Sortieren nach …", "Angefordert"]
    assert "Ort (absteigend)" in choices(OrganisationFilter, "sort")


def test_sort_menu__speaks_english__to_english_readers():
    with translation.override("en"):
        assert choices(ReportFilter, "sort") == [
            "Sort by …",
            "Asked for",
            "Asked for (descending)",
            "Title",
            "Title (descending)",
            "State",
            "State (descending)",
        ]


def test_menu__begins_with_all():
    assert choices(ReportFilter, "format")[0] == choices(ReportFilter, "state")[0] == "Alle"


@pytest.mark.parametrize(
    "page", ["agreements", "goals", "projects", "contributions", "meetings", "reports", "tasks", "decisions", "quarters"]
)
def test_list__asked_for_a_choice_that_does_not_exist__says_so(client, cast, page):
    client.force_login(cast.social.coordinator)
    response = client.get(f"/{page}/?partnership=xyz")
    assert response.status_code == 200
    assert "Diese Auswahl gibt es nicht." in response.content.decode()
    assert "UUID" not in response.content.decode()


def test_english_dates__are_european():
    with translation.override("en"):
        assert day(date(2026, 12, 31)) == "31 Dec 2026"
        assert moment(datetime(2026, 12, 31, 13, 5, tzinfo=UTC)) == "31 Dec 2026, 14:05"


def test_figures_in_euro__have_cents__others_do_not():
    assert (number_in("6.10", "€/m²"), number_in("1480.00", ""), number_in(None, "€")) == ("6,10", "1.480", "–")


def test_dates__change_their_language_with_the_reader():
    shown = []
    for language in ("de", "en", "de"):
        with translation.override(language):
            shown.append((day(date(2026, 3, 1)), moment(datetime(2026, 3, 1, 11, 5, 59, tzinfo=UTC))))
    assert shown == [("01.03.2026", "01.03.2026 12:05"), ("1 Mar 2026", "1 Mar 2026, 12:05"), ("01.03.2026", "01.03.2026 12:05")]


def test_day__of_a_moment__is_the_day_in_germany():
    assert day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01.01.2027"


@pytest.mark.django_db
def test_menu__names_rows_as_they_name_themselves(cast):
    Organisation.objects.create(kind="social", name="Ohne Kurznamen e.V.", short_name="")
    named = [model for model in apps.get_models() if hasattr(model, "NAMED_BY")]
    assert {model.__name__ for model in named} >= {"Organisation", "Partnership", "Project", "Quarter"}
    for model in named:
        field = OneOfField(queryset=model.objects.order_by("pk"), empty_label="Alle")
        assert list(field.choices) == [("", "Alle")] + [(str(row.pk), str(row)) for row in model.objects.order_by("pk")], model


@pytest.mark.django_db
def test_menu__shows_what_django_would_show(cast):
    Organisation.objects.create(kind="social", name="A & B <i>", short_name="A & B <i>")
    rows = Organisation.objects.order_by("pk")
    chosen = str(rows[1].pk)
    menus = [field_class(queryset=rows, empty_label="Alle") for field_class in (OneOfField, forms.ModelChoiceField)]
    shown = [menu.widget.render("name", chosen, {"id": "x"}).replace("\n", "") for menu in menus]
    assert shown[0] == shown[1]
    assert f'<option value="{chosen}" selected>' in shown[0]
    assert "A &amp; B &lt;i&gt;" in shown[0]


def test_word_of_a_choice__in_the_language_of_the_reader():
    partnership = Partnership(state="active")
    words = []
    for language in ("de", "en", "de"):
        with translation.override(language):
            words.append(partnership.get_state_display())
    assert words == ["Aktiv", "Active", "Aktiv"]
    assert Partnership(state="nonsense").get_state_display() == "nonsense"


@pytest.mark.django_db
def test_menu__whose_names_are_known__asks_for_the_rows_when_one_is_chosen(cast, rf, monkeypatch):
    made = []
    of = Choices.of
    monkeypatch.setattr(Choices, "of", lambda self, person, **more: made.append(person) or of(self, person, **more))
    request = rf.get("/")
    request.user = cast.social.staff
    known = Partnership.objects.read_by(request.user)
    assert list(GoalFilter({}, Goal.objects.all(), request=request).form["partnership"].field.choices)[1][0] == str(known[0].pk)
    made.clear()
    shown = GoalFilter({}, Goal.objects.all(), request=request)
    assert f'value="{known[0].pk}"' in str(shown.form["partnership"])
    assert (shown.is_valid(), made) == (True, [])
    chosen = GoalFilter({"partnership": known[0].pk}, Goal.objects.all(), request=request)
    assert (chosen.is_valid(), made) == (True, [request.user])
    assert not GoalFilter({"partnership": Organisation.objects.all()[0].pk}, Goal.objects.all(), request=request).is_valid()
