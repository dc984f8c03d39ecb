"""Observers: they read what was released, and see no button that is not for them."""

import pytest

from partnerships.base import clock
from partnerships.todo.todo import Todo, When


@pytest.mark.parametrize(
    ("page", "button"),
    [
        ("/reports/", "/reports/new/"),
        ("/agreements/", "/agreements/new/"),
        ("/contributions/", "/contributions/new/"),
        ("/meetings/", "/meetings/new/"),
        ("/goals/", "/goals/new/"),
        ("/projects/", "/projects/new/"),
        ("/partnerships/", "/partnerships/new/"),
    ],
)
def test_button__is_for_partners_only(client, cast, page, button):
    client.force_login(cast.observer.reader)
    assert f'href="{button}"' not in client.get(page).content.decode()
    for team in cast.teams:
        client.force_login(team.coordinator)
        assert f'href="{button}"' in client.get(page).content.decode()


def test_ledger__tells_observers_that_amounts_are_not_shared(client, cast):
    client.force_login(cast.observer.reader)
    text = client.get("/ledger/").content.decode()
    assert "Beträge sind Sache der Partner und werden mit Beobachtenden nicht geteilt." in text
    assert "0,00" not in text


def test_start_page__tells_observers_what_they_may_read(client, cast):
    client.force_login(cast.observer.reader)
    assert "geltende Vereinbarungen und Ziele, laufende Projekte und freigegebene Protokolle" in client.get("/").content.decode()


def test_todo__due_today__is_neither_overdue_nor_later():
    todo = Todo("me", "Aufgabe", "Bitte", "/", due=clock.today())
    assert todo.when == When("heute fällig", "wait")
    assert not todo.overdue
