"""Addresses of the database and of the broker: from the environment, or those of the embedded pair. Imports nothing but the library."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

# a page's query is not compiled, which takes longer than the query, and a prepared one is planned the first time, not the first six times
ONCE = "-c jit=off -c plan_cache_mode=force_generic_plan"
SOCKET_PATH_LIMIT = 90  # the system's own is 104 to 108 bytes, with the name of the socket


def socket_dir(data_dir: Path) -> Path:
    """Where the sockets live: below DATA_DIR, or, where that path is too long for a socket, a private folder in the temporary one."""
    inside = data_dir / "run"
    if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
        return inside
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"ah-{os.getuid()}-{name}"


def urls(data_dir: Path) -> tuple[str, str]:
    """The addresses (DATABASE_URL, REDIS_URL) of the embedded pair of this data folder."""
    run = socket_dir(data_dir)
    return f"postgresql://portal@/portal?host={run}", f"redis+socket://{run}/redis.sock"


def database(url: str) -> dict:
    """Django's database settings from an address such as postgresql://user:password@host:5432/name?sslmode=require."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname or ""
    options: dict = {key: value for key, value in query.items() if key.startswith("ssl") or key in {"options", "connect_timeout"}}
    options.setdefault("connect_timeout", "5")
    options.setdefault("options", ONCE)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "portal",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def with_name(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def cache(url: str) -> str:
    """The broker's address in the spelling of the cache: redis-py calls a socket unix://…?db=1, kombu redis+socket://…?virtual_host=1."""
    return url.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
