"""A pytest plugin: servers for this run, started before pytest-django reads the settings.

A conftest.py comes too late for that, so pyproject.toml names this one with `-p`.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.environment import NO_SERVERS, TEST_ENVIRONMENT

_stack = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--servers",
        choices=("embedded", "given", "none"),
        default="embedded",
        help="embedded: throw-away servers (default); given: those of DATABASE_URL and REDIS_URL; "
        "none: for tests that need neither",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    options = early_config.known_args_namespace
    if not (options.help or options.version):
        os.environ.update(TEST_ENVIRONMENT | _servers(options.servers))
        from desaberdaya import catalogues

        catalogues.compile_stale()
    return (yield)


def _servers(choice: str) -> dict[str, str]:
    """The environment that leads to the servers of this run."""
    if choice == "none":
        return NO_SERVERS
    if choice == "given":
        missing = [name for name in NO_SERVERS if not os.environ.get(name)]
        if missing:
            raise pytest.UsageError(f"--servers=given needs {' and '.join(missing)}.")
        return {}
    from desaberdaya.localstack.throwaway import throwaway_servers

    return _stack.enter_context(throwaway_servers())


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _stack.close()
