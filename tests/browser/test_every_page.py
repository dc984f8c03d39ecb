"""Every page of the URLconf, found by introspection, on the demo data: light and dark, desktop and phone.

The pages are found as `make bench` finds them. Each is loaded for the housing company's managing director and for the association's
coordinator; what neither of them has a row for is looked at in the world of the permission matrix, and what is missing there by
somebody else who may open it. On the loaded page theme and width are changed. Nothing sticks out at the side, the console stays silent,
no other host is asked, and axe finds nothing in any of the four looks: what both may open it reads at the director's desk and on the
coordinator's phone. The theme changes nothing but colours, so in the dark only those are measured.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.meeting.models import Meeting
from partnerships.organisation.models import Membership, Role
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from partnerships.series.models import Series
from partnerships.task.models import Task
from projects.bench import measure
from projects.goal.models import Goal
from tests.browser.conftest import axe, session_of, settled, sideways
from tests.cast import make_cast
from tests.test_permission_matrix import address, ours
from tests.world import make_world

WIDTHS = {"desktop": 1440, "phone": 360}
BOTH = ("thilo@wohnbau.example.org", "mara@klangraum.example.org")
# a part of the address is a secret or a number; steps of an agreement, which tests/browser/test_agreement_journey.py goes; and what has to
# be named in the query, where no page opens without it
ELSEWHERE = {
    "contribution_together", "deadline_create", "sheet_create", "booking_create",
    "answer", "feed", "invitation", "agreement_edition", "styleguide",
    "agreement_edit", "agreement_offer", "agreement_reopen", "agreement_sign", "annex_remove",
}  # fmt: skip
# a file, and what only scripts ask for
NO_PAGES = {"agreement_signed", "meeting_paper", "addendum_paper", "meeting_offers", "contribution_expected"}
MOST_ROWS = 8  # tried until one shows the page: not every state may be edited


def is_a_page(name: str) -> bool:
    """Not a button, and not what only scripts ask for."""
    return (
        bool(name)
        and name not in NO_PAGES
        and not getattr(ours()[name].callback, "post_only", False)
        and not name.endswith(("_download", "_value"))
    )


PAGES = {name: keys for name, keys in sorted(measure.names().items()) if name in ours() and is_a_page(name)}


def answers(person) -> Callable[[str], bool]:
    """Whether this person sees something at an address, asked without a browser."""
    client = Client()
    client.force_login(person)
    return lambda path: client.get(path).status_code == 200


def row_of(name: str, person, sees) -> str | None:
    """Where this person finds something on this page: the first row of the demo data that it can show."""
    return next((row.path for row in measure._candidates(name, PAGES[name], person) if sees(row.path)), None)


@pytest.fixture
def demo(transactional_db, settings, monkeypatch, tmp_path):
    settings.DEMO, settings.EXPORT_DIR = True, tmp_path
    monkeypatch.setattr(measure, "TRIES", MOST_ROWS)
    call_command("demo", verbosity=0)


def others() -> list[Person]:
    """Who is asked for the pages that neither of the two may open: administrators first, then everybody."""
    administrators = Membership.objects.filter(roles__contains=[Role.ADMINISTRATOR]).values("person")
    rest = Person.objects.filter(is_demo=True).exclude(email__in=BOTH).order_by("pk")
    return [*rest.filter(pk__in=administrators), *rest.exclude(pk__in=administrators)]


def move_on(world: dict) -> None:
    """What was proposed is valid now, and somebody wants to end it; the minutes are being written."""
    cast = world["cast"]
    asked = {"ending_asked_by": cast.housing.org, "ending_asked_at": clock.now(), "ending_asked_person": cast.housing.coordinator}
    Partnership.objects.filter(pk=world["partnership"].pk).update(**asked, ending_reason="Das Haus ist verkauft.")
    Meeting.objects.filter(pk=world["meeting"].pk).update(state="minutes")
    Goal.objects.filter(pk=world["goal"].pk).update(state="valid", agreed_at=clock.now(), agreed_edition=1, closing_as="reached")
    Series.objects.filter(pk=world["series"].pk).update(state="running")
    Task.objects.filter(pk=world["task"].pk).update(state="reported", asked_by=cast.social.org)


def signed_is(state: str):
    """The signed agreement of the world is in this state now."""

    def change(world: dict) -> None:
        Agreement.objects.filter(pk=world["agreement_course"].pk).update(state=state)

    return change


def partnership_is_over(world: dict) -> None:
    Partnership.objects.filter(pk=world["partnership"].pk).update(state=Partnership.State.ENDED, ended_on=clock.today())


CHANGES = (lambda _world: None, move_on, signed_is("suspended"), signed_is("notice"), signed_is("ended"), partnership_is_over)


def found_in_the_world(missing: set[str]) -> Iterator[tuple[Person, str]]:
    """Person and address of what is missing so far, in the world that the permission matrix walks through."""
    cast = make_cast()
    world = make_world(cast) | {"cast": cast}
    for change in CHANGES:
        change(world)
        for team in cast.teams:
            for seat in ("coordinator", "administrator", "approver", "signatory"):
                person = getattr(team, seat)
                sees = answers(person)
                for name in sorted(missing):
                    if sees(path := address(name, world)):
                        missing.discard(name)
                        yield person, path


COLOURS = ["color-contrast", "link-in-text-block"]


def look_at(page, path: str, devices) -> list[str]:
    """What is wrong with this page: its width on every device, axe in both themes on these."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    settled(page)
    wrong, path = [], urlsplit(page.url).path
    # from the width it stands at to the other: the next page begins there
    for device in sorted(WIDTHS, key=lambda each: WIDTHS[each] != page.viewport_size["width"]):
        page.set_viewport_size({"width": WIDTHS[device], "height": 900})
        if too_wide := sideways(page):
            wrong.append(f"{path} {device}: {too_wide} px too wide")
        if device in devices:
            for theme, rules in (("light", None), ("dark", COLOURS)):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                wrong += [f"{path} {device} {theme}: {sentence}" for sentence in axe(page, rules)]
    return wrong


@pytest.mark.slow
def test_every_page_in_all_four_looks(demo, open_page, live_server):
    page, wrong = open_page(), []

    def signed_in(person) -> None:
        page.context.clear_cookies()
        page.context.add_cookies([{**session_of(person), "url": live_server.url}])

    people = [Person.objects.get(email=email) for email in BOTH]
    director, coordinator = rows = [
        {name: path for name in PAGES if (path := row_of(name, person, sees))} for person in people for sees in [answers(person)]
    ]
    both = director.keys() & coordinator.keys()
    for person, found, device in zip(people, rows, ("desktop", "phone"), strict=True):
        signed_in(person)
        for name, path in found.items():
            wrong += look_at(page, path, {device} if name in both else WIDTHS.keys())
    missing = PAGES.keys() - ELSEWHERE - director.keys() - coordinator.keys()
    for person, path in found_in_the_world(missing):
        signed_in(person)
        wrong += look_at(page, path, WIDTHS.keys())
    for person in others():
        sees = answers(person)
        for name in sorted(missing):
            if path := row_of(name, person, sees):
                signed_in(person)
                wrong += look_at(page, path, WIDTHS.keys())
                missing.discard(name)
    wrong += [f"nobody can open {name}" for name in sorted(missing)]
    assert not wrong, "\n".join(wrong)
