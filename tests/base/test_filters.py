"""Lists: what the filter bar says, in the language of who reads it."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from partnerships.base.templatetags.portal import day, moment, number_in
from partnerships.membership.filters import OrganisationFilter
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
