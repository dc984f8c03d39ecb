"""Background work: the row is the truth, the broker a hint."""

from datetime import date, timedelta
from threading import Event

import pytest
from celery import shared_task
from django.db import transaction

from partnerships.base import clock
from partnerships.work import hint as hinting
from partnerships.work.hint import hint
from partnerships.work.models import Pulse, Run
from partnerships.work.registry import DAILY
from partnerships.work.tasks import daily, sweep


@shared_task(name="tests.nothing")
def nothing(number: str) -> None:
    """Never run: only its hint is looked at."""


@pytest.fixture
def days():
    seen: list[date] = []

    def remember(day):
        seen.append(day)

    DAILY["tests.remember"] = remember
    yield seen
    del DAILY["tests.remember"]


def test_daily__every_day_once__also_after_a_week_without_a_worker(db, days):
    monday = clock.at(date(2026, 3, 23), 6)
    with clock.travel(monday):
        daily()
        daily()
    with clock.travel(monday + timedelta(days=6)):
        daily()
    assert days[-6:] == [date(2026, 3, 24) + timedelta(days=n) for n in range(6)]
    assert len(days) == len(set(days)) == 8 + 6


def test_daily__a_burst_job_is_tried_again(db, days):
    def burst(day):
        raise RuntimeError("kaputt")

    DAILY["tests.remember"] = burst
    others = len(DAILY) - 1
    daily()
    assert not Run.objects.filter(name="tests.remember").exists()
    assert Run.objects.filter(period=clock.today()).count() == others


def test_sweep__gives_a_sign_of_life(db):
    sweep()
    assert Pulse.objects.get(name="worker").at <= clock.now()


def waiting() -> int:
    """How many messages wait at the real broker."""
    with nothing.app.connection_for_read() as connection:
        return connection.default_channel._size("celery")


def wait_for(number: int) -> None:
    deadline, pause = clock.now() + timedelta(seconds=10), Event()
    while waiting() < number and clock.now() < deadline:
        pause.wait(0.02)
    assert waiting() == number


@pytest.fixture
def _empty_queue():
    with nothing.app.connection_for_write() as connection:
        connection.default_channel.queue_purge("celery")


@pytest.mark.usefixtures("_empty_queue")
@pytest.mark.django_db(transaction=True)
def test_hint__after_commit_only():
    def fail():
        with transaction.atomic():
            hint(nothing, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with transaction.atomic():
        hint(nothing, 2)
        assert waiting() == 0
    wait_for(1)


def test_hint__a_dead_broker_costs_the_request_nothing(settings, celery_to_nowhere):
    """A thousand hints into the void are put away faster than one connection attempt takes to time out."""
    before = clock.now()
    for number in range(50):
        hinting._put(nothing, (number,))
    assert clock.now() - before < timedelta(seconds=1)


@pytest.fixture
def celery_to_nowhere():
    app = nothing.app
    url = app.conf.broker_url
    app.conf.broker_url = app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    yield
    app.conf.broker_url = app.conf.broker_write_url = url
