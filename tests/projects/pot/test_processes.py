"""Two processes take the last of a pot at the same instant: one gets it, the other is told."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction

from config import process
from partnerships.base import clock
from partnerships.journal.models import Entry
from projects.contribution.models import Contribution
from projects.pot.models import Pot, Reservation
from tests.cast import make_cast
from tests.projects.pot import making

ROOT = Path(__file__).resolve().parents[3]
# One process loads the portal and becomes four, each with a connection of its own; the last one ready opens the gate to all.
APPROVERS = """
import sys, datetime, multiprocessing, django
django.setup()
from django.db import connection
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.person.models import Person
from projects.contribution import actions
from projects.contribution.models import Contribution
from projects.pot.models import Pot
pot, person, moment, *contributions = sys.argv[1:]
fork = multiprocessing.get_context("fork")
gate = fork.Barrier(len(contributions))

def approve(pk):
    contribution, ours, by = Contribution.objects.get(pk=pk), Pot.objects.get(pk=pot), Person.objects.get(pk=person)
    gate.wait(60)
    with clock.travel(datetime.datetime.fromisoformat(moment)):
        try:
            actions.grant(contribution, edition=contribution.edition, pot=ours, by=by)
            sys.stdout.write("granted\\n")
        except Refused as refused:
            sys.stdout.write("refused\\n")
    sys.stdout.flush()

assert connection.connection is None, "each opens one of its own"
approvers = [fork.Process(target=approve, args=[pk]) for pk in contributions]
for each in approvers:
    each.start()
for each in approvers:
    each.join()
sys.exit(max(each.exitcode for each in approvers))
"""


def database_url() -> str:
    """The test database, as another process reaches it."""
    name = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('unix_socket_directories')")
        [folder] = cursor.fetchone()
    host = name["HOST"] or folder
    server = f"{name['HOST']}:{name['PORT'] or 5432}" if not host.startswith("/") else ""
    user = f"{name['USER']}{':' + name['PASSWORD'] if name['PASSWORD'] else ''}@" if name["USER"] else ""
    return f"postgresql://{user}{server}/{name['NAME']}" + (f"?host={host}" if host.startswith("/") else "")


def wait_for_a_row() -> int:
    """How many others of this database wait for a row that somebody holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        return cursor.fetchone()[0]


def all_at_once(pot: Pot, person, contributions) -> list[str]:
    """The pot is held until all of them stand before it: not one has seen what another takes."""
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [
        sys.executable,
        "-c",
        APPROVERS,
        *map(str, (pot.pk, person.pk, clock.now().isoformat(), *(each.pk for each in contributions))),
    ]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as approvers:
        with transaction.atomic():
            Pot.objects.select_for_update().get(pk=pot.pk)
            assert process.wait_until(lambda: wait_for_a_row() == len(contributions), 60)
        said, complained = approvers.communicate(timeout=60)
    assert approvers.returncode == 0, complained
    return sorted(said.split())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_processes__take_the_last_of_a_pot__one_gets_it():
    cast = make_cast()
    pot = making.pot(cast.housing, amount="2000")
    requests = [making.asked(cast, cast.housing) for _ in range(4)]
    assert all_at_once(pot, cast.housing.approver, requests) == ["granted", "refused", "refused", "refused"]
    pot = Pot.objects.get(pk=pot.pk)
    assert (pot.reserved, Reservation.objects.get().amount) == (Decimal(1200), Decimal(1200))
    assert Contribution.objects.filter(state="granted").count() == 1
    assert Entry.objects.filter(verb="contribution.granted").count() == Entry.objects.filter(verb="pot.reserved").count() == 1
