"""An agreement from the first idea to the last key, in a real Chromium: four people on two sides, two years in between.

An idea becomes a draft, a counter-proposal, an agreed text; both houses release it, one of them only when its board has met; both sign it;
it comes into force on its first day; an amendment goes the same way and becomes a part of it; it ends by notice, and is closed when
everything is put in order.
"""

import re
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from partnerships.agreement.models import Agreement
from partnerships.approval.keeping import StepPlan
from partnerships.approval.models import Subject
from partnerships.base import clock
from partnerships.organisation.models import Role
from partnerships.work.tasks import daily
from tests.browser.conftest import session_of
from tests.browser.hands import FILL_GAPS, fill
from tests.cast import Cast, make_cast
from tests.partnerships.approval.making import board, rule

IDEA, BOARD, FIRST_DAY = date(2026, 3, 2), date(2026, 3, 26), date(2026, 4, 1)
AMENDED, NEXT_BOARD, NEW_TEXT = date(2026, 9, 1), date(2026, 9, 24), date(2026, 10, 1)
LAST_DAY, NOTICE, ENDS = date(2028, 12, 31), date(2027, 5, 10), date(2027, 12, 31)


class People:
    """The four, each with a browser of their own, and the agreement they talk about."""

    def __init__(self, open_page, travel_to, home: str, cast: Cast):
        self.cast, self.travel_to, self.home = cast, travel_to, home
        self.mara, self.joern = open_page(), open_page(width=390)
        self.bernd, self.thilo = open_page(theme="dark"), open_page()
        self.seats = {
            self.mara: cast.social.coordinator,
            self.joern: cast.social.signatory,
            self.bernd: cast.housing.coordinator,
            self.thilo: cast.housing.signatory,
        }
        self.come_on(clock.at(IDEA))

    @property
    def agreement(self) -> Agreement:
        return Agreement.objects.get(amends=None)

    @property
    def amendment(self) -> Agreement:
        return Agreement.objects.get(amends=self.agreement)

    def come_on(self, moment: datetime) -> None:
        """That moment has come, the work of the night is done, and everybody has signed in anew: an old session has ended."""
        self.travel_to(moment)
        daily()
        for page, person in self.seats.items():
            page.context.add_cookies([session_of(person) | {"url": self.home}])

    def read(self, page: Page, more: str = "", of: Agreement | None = None) -> Page:
        page.goto(f"{(of or self.agreement).get_absolute_url()}{more}")
        return page


@pytest.fixture
def people(open_page, travel_to, live_server) -> People:
    travel_to(clock.at(IDEA))
    cast = make_cast()
    supervisors = board(cast.housing, (BOARD, date(2026, 3, 12)), (NEXT_BOARD, date(2026, 9, 10)))
    decide = StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=supervisors)
    rule(cast.housing, StepPlan("Leitung", (Role.APPROVER,)), subject=Subject.AGREEMENT, amount=25_000)
    rule(cast.housing, decide, subject=Subject.AGREEMENT, amount=900_000)
    return People(open_page, travel_to, live_server.url, cast)


@pytest.mark.slow
def test_from_the_first_idea_to_the_last_key(people, check):
    _idea_and_draft(people)
    _counter_proposal(people, check)
    _agreed_part_by_part(people, check)
    _released_in_both_houses(people, check)
    _signed_by_both(people)
    _amended_by_both(people, check)
    _notice(people, check)
    _wound_up(people, check)


def _idea_and_draft(people: People) -> None:
    """The association has an idea, the company writes the draft."""
    mara, bernd = people.mara, people.bernd
    mara.goto(f"/agreements/idea/?partnership={people.cast.partnership.pk}")
    fill(mara, title="Nähwerkstatt in der Waschküche", about="Die alte Waschküche steht leer.")
    mara.get_by_role("button", name="Idee vorschlagen").click()
    expect(mara.locator(".turn-theirs")).to_contain_text("Bau ist am Zug")
    people.read(bernd)
    expect(bernd.locator(".turn-mine")).to_contain_text("Sie sind am Zug")
    bernd.locator("form[action$='/take-up/'] button").click()
    bernd.wait_for_url("**/edit/")
    fill(bernd, starts_on=str(FIRST_DAY), ends_on=str(LAST_DAY))
    bernd.locator("button[value='promise-add']").click()
    bernd.locator("#id_promise-0-title").wait_for()
    houses = {"giver": str(people.cast.housing.org.pk), "receiver": str(people.cast.social.org.pk)}
    promise = {"title": "Zuschuss", "kind": "money", "money_type": "zuschuss", "amount": "30.000", "per": "year"} | houses
    for name, value in (promise | {"starts_on": str(FIRST_DAY), "ends_on": str(LAST_DAY)}).items():
        fill(bernd, **{f"promise-0-{name}": value})
    bernd.evaluate(FILL_GAPS)
    bernd.locator("button.btn-primary[value='save']").click()
    bernd.wait_for_url(f"**{people.agreement.get_absolute_url()}")
    people.read(bernd, "offer/")
    fill(bernd, comment="So könnte es gehen.")
    bernd.get_by_role("button", name="Jetzt anbieten").click()
    expect(bernd.locator(".turn-theirs")).to_contain_text("Klang ist am Zug")


def _counter_proposal(people: People, check) -> None:
    """The association wants something else and says why; the company sees the words that are new."""
    mara, bernd = people.mara, people.bernd
    people.read(mara, "counter/")
    clause = mara.locator("#clause-2")
    clause.locator("> summary").click()
    text = clause.locator("textarea[name$='-body']")
    text.fill(f"{text.input_value()} Einmal im Jahr feiern wir ein Hoffest.")
    fill(mara, comment="Ein Fest gehört für uns dazu.")
    mara.get_by_role("button", name="Gegenvorschlag senden").click()
    expect(mara.locator(".turn-theirs")).to_contain_text("Bau ist am Zug")
    people.read(bernd, "compare/")
    expect(bernd.locator("ins", has_text="Hoffest")).to_be_visible()
    check(bernd)


def _agreed_part_by_part(people: People, check) -> None:
    """One part is talked over, then the company agrees to it, and to all others at once."""
    mara, bernd = people.mara, people.bernd
    rooms = "#part-rooms"
    # the company wrote these words and has agreed to them: the part is folded
    people.read(bernd).locator("details.clause-fold", has=bernd.locator(rooms)).locator("> summary").click()
    bernd.locator(f"{rooms} details.say > summary").click()
    bernd.locator(f"{rooms} textarea").fill("Gilt das auch am Abend?")
    bernd.locator(f"{rooms} button[value='change']").click()
    expect(bernd.locator(f"{rooms} .said-wish")).to_contain_text("am Abend")
    people.read(mara).locator(f"{rooms} details.say > summary").click()
    mara.locator(f"{rooms} textarea").fill("Ja, bis 21 Uhr.")
    mara.locator(f"{rooms} button[value='remark']").click()
    people.read(bernd)
    expect(bernd.locator(rooms)).to_contain_text("Ja, bis 21 Uhr.")
    check(bernd)
    bernd.locator(f"{rooms} button[value='agree']").click()
    expect(bernd.locator(f"{rooms} .said-wish")).to_have_count(0)
    bernd.locator("button[value='agree_all']").click()
    expect(bernd.locator(".turn-mine")).to_contain_text("Freigabe")


def _released_in_both_houses(people: People, check) -> None:
    """One house releases it at once; the other waits for its board, and both sides know until when."""
    mara, joern, bernd, thilo = people.mara, people.joern, people.bernd, people.thilo
    expect(bernd.locator(".expected")).to_contain_text("26.03.2026")
    bernd.locator("form[action$='/submit/'] button").click()
    expect(bernd.get_by_role("heading", name="Freigabe bei Bau")).to_be_visible()
    people.read(joern).locator("form[action$='/submit/'] button").click()
    expect(joern.locator(".turn-theirs")).to_contain_text("Bau ist am Zug")
    people.read(mara)
    for words in ("26.03.2026", "Aufsichtsrat"):
        expect(mara.locator(".card", has_text="Freigabe bei Bau")).to_contain_text(words)
    check(mara)
    people.come_on(clock.at(BOARD, 18))
    people.read(thilo).locator("a.btn-primary[href^='/releases/']").click()
    thilo.locator("form[action$='/approve/'] button").click()
    thilo.wait_for_url("**/releases/**")
    assert people.agreement.state == "signing"


def _signed_by_both(people: People) -> None:
    """Each signatory signs; it waits for its first day."""
    _sign(people, people.agreement)
    assert people.agreement.state == "signed"
    people.come_on(clock.at(FIRST_DAY, 8))
    assert people.agreement.state == "active"


def _sign(people: People, agreement: Agreement) -> None:
    for page in (people.thilo, people.joern):
        people.read(page, "sign/", agreement).locator("[name='read']").check()
        page.locator("form button.btn-primary").click()
        page.wait_for_url(f"**{agreement.get_absolute_url()}")


def _amended_by_both(people: People, check) -> None:
    """Half a year later the association wants more than the workshop; the old text is valid until the first day of the new one."""
    mara, joern, bernd, thilo = people.mara, people.joern, people.bernd, people.thilo
    people.come_on(clock.at(AMENDED))
    people.read(mara).locator("a[href$='/amend/']").click()
    fill(mara, starts_on=str(NEW_TEXT))
    mara.locator("main form button.btn-primary").click()
    mara.wait_for_url("**/edit/")
    clause = mara.locator("#clause-3")
    clause.locator("> summary").click()
    text = clause.locator("textarea[name$='-body']")
    text.fill(f"{text.input_value()} Dazu kommt ein Reparaturtreff.")
    mara.locator("button.btn-primary[value='save']").click()
    amendment = people.amendment
    mara.wait_for_url(f"**{amendment.get_absolute_url()}")
    people.read(mara, "offer/", amendment).get_by_role("button", name="Jetzt anbieten").click()
    expect(mara.locator(".turn-theirs")).to_contain_text("Bau ist am Zug")
    people.read(bernd, "changes/", amendment)
    expect(bernd.locator("ins", has_text="Reparaturtreff")).to_be_visible()
    check(bernd)
    people.read(bernd, of=amendment).locator("button[value='agree_all']").click()
    for page in (bernd, joern):
        people.read(page, of=amendment).locator("form[action$='/submit/'] button").click()
        expect(page.get_by_role("heading", name="Freigabe bei Bau")).to_be_visible()
    people.come_on(clock.at(NEXT_BOARD, 18))
    people.read(thilo, of=amendment).locator("a.btn-primary[href^='/releases/']").click()
    thilo.locator("form[action$='/approve/'] button").click()
    thilo.wait_for_url("**/releases/**")
    _sign(people, amendment)
    expect(people.read(bernd).get_by_text("ist unterzeichnet und gilt ab 01.10.2026")).to_be_visible()
    assert (people.amendment.state, people.agreement.edition) == ("signed", 2)
    people.come_on(clock.at(NEW_TEXT, 8))
    people.read(bernd)
    expect(bernd.get_by_text("Reparaturtreff")).to_have_count(1)
    check(bernd)
    assert (people.amendment.state, people.agreement.state, people.agreement.edition) == ("merged", "active", 3)


def _notice(people: People, check) -> None:
    """The association gives notice and knows before when it takes effect; the company reads it."""
    joern, bernd = people.joern, people.bernd
    people.come_on(clock.at(NOTICE))
    people.read(joern, "course/").get_by_role("link", name="Kündigen").click()
    expect(joern.locator(".lead")).to_contain_text("31.12.2027")
    fill(joern, reason="Der Nähtreff zieht um.")
    joern.locator("[name='read']").check()
    joern.locator("main form button.btn-danger").click()
    people.read(bernd, "course/")
    expect(bernd.get_by_text("Klang hat gekündigt.")).to_be_visible()
    check(bernd)
    assert (people.agreement.state, people.agreement.ends_on) == ("notice", ENDS)


def _wound_up(people: People, check) -> None:
    """Over by itself; what is on the list of the end is done or struck out, then both close it."""
    mara, joern, bernd, thilo = people.mara, people.joern, people.bernd, people.thilo
    people.come_on(clock.at(ENDS + timedelta(days=1), 8))
    assert people.agreement.state == "ended"
    people.read(mara, "course/").get_by_role("link", name=re.compile("Nicht nötig.*Inventar")).click()
    fill(mara, remark="Die Maschinen gehören dem Nähtreff.")
    mara.locator("main form button.btn-primary").click()
    people.read(bernd, "course/")
    done = bernd.get_by_role("button", name=re.compile("^Erledigt"))
    for left in range(done.count(), 0, -1):
        expect(done).to_have_count(left)
        done.first.click()
    expect(done).to_have_count(0)
    check(bernd)
    people.read(joern, "course/").get_by_role("link", name="Abschluss vorschlagen").click()
    joern.locator("main form button.btn-primary").click()
    joern.wait_for_url("**/course/")
    people.read(thilo, "course/").get_by_role("button", name="Zustimmen").click()
    expect(thilo.locator(".status", has_text="Abgeschlossen").first).to_be_visible()
    assert people.agreement.state == "archived"
