"""The cache while Redis is there, away, and hanging: never an error, never a long wait, never a forgotten limit."""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest
from django.core.cache import caches

from config import addresses, embedded
from config.cache import PatientCache


@pytest.fixture
def server(settings, monkeypatch):
    """A Redis of this test's own, used by the default cache."""
    folder = Path(tempfile.mkdtemp(prefix="ah"))
    server = embedded.Redis(folder, durable=False)
    server.start()
    location = addresses.cache(addresses.urls(folder)[1])
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": location}}
    monkeypatch.setattr(PatientCache, "pause_until", 0.0)
    yield server
    if server.pid():
        os.kill(server.pid(), signal.SIGCONT)
    server.stop()
    caches["default"].memory.clear()
    shutil.rmtree(folder)


def test_with_redis_every_process_counts_together(server):
    cache = caches["default"]
    cache.set("tries", 1, 60)
    assert cache.incr("tries") == 2
    assert cache.memory.get("tries") is None


def test_without_redis_it_counts_on_in_memory(server):
    cache = caches["default"]
    server.stop()
    assert cache.get("tries") is None
    assert cache.add("tries", 1, 60)
    assert not cache.add("tries", 1, 60)
    assert cache.incr("tries") == 2
    assert cache.get_many(["tries", "other"]) == {"tries": 2}


def test_when_redis_is_back_it_is_used_again(server, monkeypatch):
    cache = caches["default"]
    server.stop()
    cache.set("word", "in memory")
    server.start()
    assert cache.get("word") == "in memory", "left in peace for a moment"
    monkeypatch.setattr(PatientCache, "pause_until", time.monotonic())
    assert cache.get("word") is None
    cache.set("word", "in Redis")
    assert cache.memory.get("word") == "in memory"


def test_a_hanging_redis_costs_one_time_out_and_not_one_each(server):
    cache = caches["default"]
    cache.set("word", "before")
    os.kill(server.pid(), signal.SIGSTOP)
    started = time.monotonic()
    for _ in range(20):
        cache.set("word", "meanwhile")
    assert cache.get("word") == "meanwhile"
    assert time.monotonic() - started < 2
