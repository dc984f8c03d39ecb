"""Every page of the URLconf, found by introspection, on the demo data: light and dark, desktop and phone.

The pages are found as `make bench` finds them. Each is loaded for the housing company's managing director and for the association's
coordinator; what neither of them may open is looked at by somebody who may. On the loaded page theme and width are changed. Nothing
sticks out at the side, the console stays silent, no other host is asked, and axe finds nothing in any of the four looks: what both may
open it reads at the director's desk and on the coordinator's phone. The theme changes nothing but colours, so in the dark only those
are measured.
"""

import pytest
from django.core.management import call_command
from django.test import Client

from partnerships.organisation.models import Membership, Role
from partnerships.person.models import Person
from projects.bench import measure
from tests.browser.conftest import axe, sideways
from tests.test_permission_matrix import ours

WIDTHS = {"desktop": 1440, "phone": 360}
BOTH = ("thilo@wohnbau.example.org", "mara@klangraum.example.org")
# pages of whose address a token is a part, or a number; they are looked at beside what they are about
ELSEWHERE = {"invitation", "agreement_edition", "styleguide"}
MOST_ROWS = 30  # tried until one shows the page: not every state may be edited


def is_a_page(name: str) -> bool:
    """Not a button, and not what only scripts ask for."""
    return bool(name) and not getattr(ours()[name].callback, "post_only", False) and not name.endswith(("_download", "_value"))


PAGES = {name: keys for name, keys in sorted(measure.names().items()) if name in ours() and is_a_page(name)}


def found_by(person, names) -> dict[str, str]:
    """Address by name of each of these pages that answers this person, with the first row that it can show."""
    client = Client()
    client.force_login(person)

    def answers(page: measure.Page) -> bool:
        return client.get(page.path).status_code == 200

    found = {name: next(filter(answers, measure._candidates(name, PAGES[name], person)), None) for name in names}
    return {name: page.path for name, page in found.items() if page}


@pytest.fixture
def demo(transactional_db, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(measure, "TRIES", MOST_ROWS)
    call_command("demo", verbosity=0)


def others() -> list[Person]:
    """Who is asked for the pages that neither of the two may open: administrators first, then everybody."""
    administrators = Membership.objects.filter(roles__contains=[Role.ADMINISTRATOR]).values("person")
    rest = Person.objects.filter(is_demo=True).exclude(email__in=BOTH)
    return [*rest.filter(pk__in=administrators), *rest.exclude(pk__in=administrators)]


COLOURS = ["color-contrast", "link-in-text-block"]


def look_at(page, path: str, devices) -> list[str]:
    """What is wrong with this page: its width on every device, axe in both themes on these."""
    wrong = []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    page.wait_for_selector("[aria-busy=true]:not(.btn)", state="detached")  # what a page fetches after it is shown
    for device, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        if too_wide := sideways(page):
            wrong.append(f"{path} {device}: {too_wide} px too wide")
        if device in devices:
            for theme, rules in (("light", None), ("dark", COLOURS)):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                wrong += [f"{path} {device} {theme}: {sentence}" for sentence in axe(page, rules)]
    return wrong


@pytest.mark.slow
def test_every_page_in_all_four_looks(demo, open_page):
    director, coordinator = (Person.objects.get(email=email) for email in BOTH)
    pages = {person: found_by(person, PAGES) for person in (director, coordinator)}
    wrong = []
    for person, device in ((director, "desktop"), (coordinator, "phone")):
        other = pages[coordinator if person == director else director]
        page = open_page(person)
        for name, path in pages[person].items():
            wrong += look_at(page, path, {device} if name in other else WIDTHS)
    missing = set(PAGES) - ELSEWHERE - set(pages[director]) - set(pages[coordinator])
    for person in others():
        found = found_by(person, sorted(missing))
        page = open_page(person) if found else None
        for path in found.values():
            wrong += look_at(page, path, WIDTHS)
        missing -= set(found)
        if not missing:
            break
    assert (wrong, missing) == ([], set()), "what is wrong, and the pages that nobody of the demo can open"
