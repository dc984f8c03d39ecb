"""Every page of the URLconf, found by introspection, on the demo data: light and dark, desktop and phone.

The pages are found as `make bench` finds them. Each is loaded once for the housing company's managing director and for the association's
coordinator; what neither of them may open is looked at by somebody who may. On the loaded page theme and width are changed: axe finds
nothing in any of the four looks, nothing sticks out at the side, the console stays silent, no other host is asked.
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
MOST_ROWS = 60  # tried until one shows the page: not every state may be edited


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


def look_at(page, path: str) -> list[str]:
    """What is wrong with this page in the four looks."""
    wrong = []
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")  # what a page fetches after it is shown
    for device, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        if too_wide := sideways(page):
            wrong.append(f"{path} {device}: {too_wide} px too wide")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            wrong += [f"{path} {device} {theme}: {sentence}" for sentence in axe(page)]
    return wrong


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_page_in_all_four_looks(demo, open_page):
    wrong, missing = [], set(PAGES) - ELSEWHERE
    for person in [*(Person.objects.get(email=email) for email in BOTH), *others()]:
        if person.email not in BOTH and not missing:
            break
        pages = found_by(person, PAGES if person.email in BOTH else sorted(missing))
        page = open_page(person) if pages else None
        for name, path in pages.items():
            wrong += look_at(page, path)
            missing.discard(name)
    assert (wrong, missing) == ([], set()), "what is wrong, and the pages that nobody of the demo can open"
