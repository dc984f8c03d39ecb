"""Several people write the minutes at once in real browsers, and nothing that anybody typed is lost, whatever happens to the server."""

import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from config import addresses
from partnerships.base import clock
from partnerships.meeting import actions
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.minutes.models import InternalNote, Point
from partnerships.task.models import Task
from tests.browser.conftest import session_of
from tests.cast import make_cast
from tests.config.conftest import ROOT, free_port
from tests.partnerships.meeting.stage import planned


def begun(cast, *titles: str) -> Meeting:
    meeting = planned(cast)
    for title in titles:
        actions.add_topic(meeting, title=title, by=cast.social.staff)
    return actions.begin_minutes(meeting, by=cast.social.staff)


def at_work(open_page, person, meeting, **look):
    page = open_page(person, **look)
    page.goto(f"{meeting.get_absolute_url()}minutes/")
    return page


def text_of(page, title: str):
    return page.get_by_label(f"Ergebnis: {title}", exact=True)


def all_saved(page) -> None:
    expect(page.locator("#saving")).to_have_attribute("data-state", "saved")


def test_three_people_write_at_once(open_page, check):
    cast = make_cast()
    meeting = begun(cast, "Auslastung", "Honorare")
    mara, jorn = at_work(open_page, cast.social.coordinator, meeting), at_work(open_page, cast.social.staff, meeting, width=820)
    henrike, room = at_work(open_page, cast.housing.coordinator, meeting), open_page(cast.housing.reader, theme="dark")
    room.goto(f"{meeting.get_absolute_url()}live/")

    text_of(mara, "Auslastung").fill("Donnerstags ist es voll.")
    all_saved(mara)
    for page in (jorn, henrike):
        expect(text_of(page, "Auslastung")).to_have_value("Donnerstags ist es voll.")

    # all three in the same topic and beside it, key by key, before anybody has saved
    for words in zip("Klang prüft.", "Bau rechnet.", "Honorare 40.", strict=True):
        for page, topic, letter in ((mara, "Auslastung", words[0]), (henrike, "Auslastung", words[1]), (jorn, "Honorare", words[2])):
            field = text_of(page, topic)
            if letter == words[0] and field.input_value() == "Donnerstags ist es voll.":
                field.press("End")
                field.press("Enter")
            if page is henrike and "Bau" not in field.input_value() and "\nB" not in field.input_value():
                field.press("End")
                field.press("Enter")
            field.press_sequentially(letter)
    for page in (mara, henrike, jorn):
        all_saved(page)
    result = Item.objects.get(title="Auslastung").result
    assert result.startswith("Donnerstags ist es voll.\n")
    assert {"Klang prüft.", "Bau rechnet."} <= set(result.split("\n"))
    assert Item.objects.get(title="Honorare").result == "Honorare 40."
    for page in (mara, henrike, jorn):
        expect(text_of(page, "Auslastung")).to_have_value(result)
        check(page)

    # a topic added by somebody else comes into everybody's page, also while one of them goes on writing
    text_of(mara, "Honorare").press("End")
    actions.add_topic(meeting, title="Sommerfest", by=cast.housing.staff)
    for page in (mara, henrike, jorn):
        text_of(page, "Sommerfest").wait_for()
    expect(text_of(mara, "Honorare")).to_be_focused()
    text_of(jorn, "Sommerfest").press_sequentially("Im Quartier.")
    expect(text_of(henrike, "Sommerfest")).to_have_value("Im Quartier.")
    check(jorn)
    room.get_by_text("Klang prüft.").wait_for()
    room.get_by_text("Honorare 40").wait_for()
    check(room)


def test_two_versions_of_one_sentence__are_shown_side_by_side(open_page, check):
    cast = make_cast()
    meeting = begun(cast, "Auslastung")
    mara = at_work(open_page, cast.social.coordinator, meeting, forgive=("503",))
    henrike = at_work(open_page, cast.housing.coordinator, meeting, width=390, theme="dark")
    away = [True]
    mara.route("**/sync/", lambda route: route.fulfill(status=503) if away else route.continue_())
    text_of(mara, "Auslastung").fill("Wir kaufen Stühle.")
    text_of(henrike, "Auslastung").fill("Wir kaufen keine Stühle.")
    all_saved(henrike)
    away.clear()
    mara.get_by_text("Bau coordinator hat hier inzwischen geschrieben:").wait_for()
    expect(text_of(mara, "Auslastung")).to_have_value("Wir kaufen Stühle.")
    assert Item.objects.get().result == "Wir kaufen keine Stühle."
    check(mara)
    mara.get_by_role("button", name="Beide untereinander").click()
    mara.get_by_role("button", name="So speichern").click()
    all_saved(mara)
    assert Item.objects.get().result == "Wir kaufen keine Stühle.\nWir kaufen Stühle."
    expect(text_of(henrike, "Auslastung")).to_have_value(Item.objects.get().result)
    check(henrike)

    # saved, but the answer gets lost: who types on does not stand in her own way
    mara.unroute("**/sync/")
    mara.route("**/sync/", lambda route: route.fetch() and route.fulfill(status=503), times=1)
    text_of(mara, "Auslastung").press("End")
    text_of(mara, "Auslastung").press_sequentially(" Vier")
    mara.get_by_text("Keine Verbindung.").first.wait_for()
    text_of(mara, "Auslastung").press_sequentially(" Stück.")
    all_saved(mara)
    assert Item.objects.get().result == "Wir kaufen keine Stühle.\nWir kaufen Stühle. Vier Stück."


def test_outcomes__presence__names_and_notes(open_page, check):
    cast = make_cast()
    meeting = begun(cast, "Auslastung")
    page = at_work(open_page, cast.social.coordinator, meeting, width=820)
    page.get_by_role("button", name="Alle anderen waren da").click()
    page.get_by_role("group", name="Bau coordinator").get_by_label("entschuldigt").check()
    field = text_of(page, "Auslastung")
    field.press_sequentially("Es fragt @Bau coor")
    page.get_by_role("option", name="Bau coordinator").wait_for()
    check(page)
    field.press("Enter")
    expect(field).to_have_value("Es fragt @Bau coordinator ")
    field.press_sequentially("nach.")
    field.press("Enter")
    field.press_sequentially("Der Plan gilt ab April.")
    page.get_by_role("button", name="Beschluss (Auslastung)").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Was wurde beschlossen?")).to_have_value("Der Plan gilt ab April.")
    dialog.get_by_label("Vorbehalt").fill("Aufsichtsrat am 19.11.")
    check(page)
    dialog.get_by_role("button", name="Beschluss festhalten").click()
    page.get_by_text("Beschluss", exact=False).filter(has_text="/01").first.wait_for()
    page.get_by_role("button", name="Aufgabe (Auslastung)").click()
    dialog.get_by_role("button", name="Aufgabe festhalten").click()
    dialog.get_by_text("Dieses Feld ist zwingend erforderlich.").first.wait_for()
    dialog.get_by_label("Was ist zu tun?").fill("Plan aushängen")
    dialog.get_by_label("Bis wann").fill(f"{clock.today() + timedelta(days=7)}")
    dialog.get_by_role("button", name="Aufgabe festhalten").click()
    page.get_by_text("Plan aushängen").wait_for()
    for name, text in (("Information", "Baubeginn 2027"), ("Idee für später", "Sommerfest")):
        page.get_by_role("button", name=f"{name} (Auslastung)").click()
        dialog.get_by_label("Was soll festgehalten werden?").fill(text)
        dialog.get_by_role("button", name="festhalten").click()
        page.get_by_text(text).wait_for()
    page.get_by_text("Interne Notiz – liest nur").click()
    page.get_by_label("Interne Notiz: Auslastung").fill("Nicht zu schnell zusagen.")
    page.get_by_role("button", name="Jetzt dran (Auslastung)").click()
    expect(page.get_by_role("button", name="Jetzt dran (Auslastung)")).to_have_attribute("aria-pressed", "true")
    all_saved(page)
    check(page)
    decision = Decision.objects.get()
    assert (decision.text, decision.reservation, Task.objects.get().what) == (
        "Der Plan gilt ab April.",
        "Aufsichtsrat am 19.11.",
        "Plan aushängen",
    )
    assert sorted(Point.objects.values_list("kind", "text")) == [("idea", "Sommerfest"), ("information", "Baubeginn 2027")]
    assert InternalNote.objects.get().text == "Nicht zu schnell zusagen."
    assert sorted(meeting.participants.values_list("name", "presence")) == [
        ("Bau coordinator", "excused"),
        ("Klang coordinator", "present"),
    ]


def test_pasted_from_word__becomes_markdown(open_page):
    cast = make_cast()
    meeting = begun(cast, "Auslastung")
    page = at_work(open_page, cast.social.coordinator, meeting)
    field = text_of(page, "Auslastung")
    word = (
        "<html><head><style>p{color:red}</style></head><body><h2>Ergebnis</h2>"
        "<p class=MsoNormal style='color:red'>Es gibt <b>zwei</b>&nbsp;Gruppen.<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst>·&nbsp;&nbsp;Montag</p><p class=MsoListParagraphCxSpLast>·&nbsp;&nbsp;Dienstag</p>"
        "<script>alert(1)</script><img src=x onerror=alert(1)></body></html>"
    )
    field.evaluate(
        """(area, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            area.focus();
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        word,
    )
    all_saved(page)
    assert Item.objects.get().result == "**Ergebnis**\n\nEs gibt **zwei** Gruppen.\n\n- Montag\n- Dienstag"


class Server:
    """The portal as its own program on the tests' database, which can be killed."""

    def __init__(self):
        self.port, self.process = free_port(), None
        self.start()

    def start(self) -> None:
        url = addresses.with_name(settings.DATABASE_URL, connection.settings_dict["NAME"])
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "DATABASE_URL": url,
            "SECRET_KEY": settings.SECRET_KEY,
            "DEBUG": "1",
            "DEMO": "1",
        }
        self.process = subprocess.Popen([sys.executable, "-m", "config.serve", "web"], cwd=ROOT, env=environment, start_new_session=True)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/livez", timeout=2).close()
                return
            except OSError:
                with suppress(subprocess.TimeoutExpired):  # not yet; unless it has ended
                    pytest.fail(f"The server ended: {self.process.wait(0.1)}.")
        pytest.fail("The server did not answer.")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def test_server_killed_between_the_keys_and_the_save__nothing_typed_is_lost(transactional_db, browser):
    cast = make_cast()
    meeting = begun(cast, "Auslastung", "Honorare")
    server = Server()
    context = browser.new_context(locale="de-DE")
    context.set_default_timeout(30_000)
    context.add_cookies([{**session_of(cast.social.coordinator), "url": server.address}])
    try:
        page = context.new_page()
        page.goto(f"{server.address}{meeting.get_absolute_url()}minutes/")
        text_of(page, "Auslastung").press_sequentially("Vor dem Ausfall. ")
        server.kill()
        text_of(page, "Auslastung").press_sequentially("Während des Ausfalls.")
        page.get_by_text("Keine Verbindung.").first.wait_for()
        assert "Vor dem Ausfall. ".startswith(Item.objects.get(title="Auslastung").result)
        server.start()
        all_saved(page)
        assert Item.objects.get(title="Auslastung").result == "Vor dem Ausfall. Während des Ausfalls."
        assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('minutes:')).length") == 0

        text_of(page, "Honorare").press_sequentially("Der Rechner ging aus.")
        server.kill()
        page.close()
        assert "Der Rechner ging aus.".startswith(Item.objects.get(title="Honorare").result)
        server.start()
        page = context.new_page()
        page.goto(f"{server.address}{meeting.get_absolute_url()}minutes/")
        expect(text_of(page, "Honorare")).to_have_value("Der Rechner ging aus.")
        all_saved(page)
        assert Item.objects.get(title="Honorare").result == "Der Rechner ging aus."
    finally:
        context.close()
        server.kill()
