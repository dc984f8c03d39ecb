"""Two processes take the last of a pot at the same instant: one gets it, the other is told."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from partnerships.base import clock
from partnerships.journal.models import Entry
from projects.contribution.models import Contribution
from projects.pot.models import Pot, Reservation
from tests.cast import make_cast
from tests.projects.pot import making

ROOT = Path(__file__).resolve().parents[3]
# says when it is ready and waits for the word, so that both begin together
APPROVER = """
import sys, datetime, django
django.setup()
from django.conf import settings
from django.db import connection
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.person.models import Person
from projects.contribution import actions
from projects.contribution.models import Contribution
from projects.pot.models import Pot
contribution, pot, person = Contribution.objects.get(pk=sys.argv[1]), Pot.objects.get(pk=sys.argv[2]), Person.objects.get(pk=sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
with clock.travel(datetime.datetime.fromisoformat(sys.argv[4])):
    try:
        actions.grant(contribution, edition=contribution.edition, pot=pot, by=person)
        print("granted", flush=True)
    except Refused as refused:
        print("refused", flush=True)
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


def start(*arguments) -> subprocess.Popen:
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", APPROVER, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_processes__take_the_last_of_a_pot__one_gets_it():
    cast = make_cast()
    pot = making.pot(cast.housing, amount="2000")
    requests = [making.asked(cast, cast.housing) for _ in range(4)]
    started = [start(each.pk, pot.pk, cast.housing.approver.pk, clock.now().isoformat()) for each in requests]
    for process in started:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in started]
    assert sorted(out.strip() for out, _err in said) == ["granted", "refused", "refused", "refused"], said
    pot = Pot.objects.get(pk=pot.pk)
    assert (pot.reserved, Reservation.objects.get().amount) == (Decimal(1200), Decimal(1200))
    assert Contribution.objects.filter(state="granted").count() == 1
    assert Entry.objects.filter(verb="contribution.granted").count() == Entry.objects.filter(verb="pot.reserved").count() == 1
