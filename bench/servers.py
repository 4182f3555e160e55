"""Where it is measured: a scratch database of its own, dropped at the end.

On the server of DATABASE_URL where one is given (with REDIS_URL), else on throw-away embedded ones.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2

from tests.environment import TEST_ENVIRONMENT


@contextmanager
def scratch_database() -> Iterator[str]:
    """Set the environment up for Django and yield a word on the server."""
    os.environ.update(TEST_ENVIRONMENT | {"DATABASE_CONN_MAX_AGE": "600", "LOG_LEVEL": "WARNING"})
    if os.environ.get("DATABASE_URL"):
        os.environ.setdefault("REDIS_URL", "redis+socket:///nowhere")
        with _another_database(os.environ["DATABASE_URL"]) as url:
            os.environ["DATABASE_URL"] = url
            yield "DATABASE_URL"
        return
    from desaberdaya.localstack.throwaway import throwaway_servers

    with throwaway_servers() as places:
        os.environ.update(places)
        yield "embedded"


@contextmanager
def _another_database(url: str) -> Iterator[str]:
    name = f"desaberdaya_bench_{os.getpid()}"
    server = psycopg2.connect(url)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()
