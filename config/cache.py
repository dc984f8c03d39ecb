"""The cache holds only what may be lost, above all the counters of the rate limits; it must never be the reason for an error page.

While Redis does not answer, each process counts in its own memory: the limits go on, a little wider. After a failure Redis is left in
peace for a few seconds, so that a hanging one costs one request its time-out and not every request.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)
PAUSE_SECONDS = 5


def _or_from_memory(name: str) -> Callable:
    of_redis, of_memory = getattr(RedisCache, name), getattr(LocMemCache, name)

    @wraps(of_redis)
    def method(self, *arguments, **options):
        if time.monotonic() >= PatientCache.pause_until:
            try:
                return of_redis(self, *arguments, **options)
            except redis.RedisError as error:
                PatientCache.pause_until = time.monotonic() + PAUSE_SECONDS
                log.warning("Redis does not answer; counting in memory for %s s: %s", PAUSE_SECONDS, error)
        return of_memory(self.memory, *arguments, **options)

    return method


class PatientCache(RedisCache):
    pause_until = 0.0

    def __init__(self, server, params):
        super().__init__(server, params)
        self.memory = LocMemCache("while-redis-is-away", {})

    add = _or_from_memory("add")
    get = _or_from_memory("get")
    set = _or_from_memory("set")
    touch = _or_from_memory("touch")
    delete = _or_from_memory("delete")
    has_key = _or_from_memory("has_key")
    incr = _or_from_memory("incr")
    get_many = _or_from_memory("get_many")
    set_many = _or_from_memory("set_many")
    delete_many = _or_from_memory("delete_many")
    clear = _or_from_memory("clear")
