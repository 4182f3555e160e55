"""Headless Chromium against a live server, with a real worker where a test asks for `live_stack`.

Everything in this folder bears the marker `browser`. Where there is no Chromium these tests are
skipped, and the end of the run says so, test by test; with DESABERDAYA_REQUIRE_BROWSER=1 (as in
.ci/run) that is an error.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_not_run: list[str] = []


def chromium() -> str | None:
    """The browser's program: CHROMIUM of the environment, or what the system has."""
    given = os.environ.get("CHROMIUM")
    return given or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    for item in ours:
        item.add_marker("browser")
    # Once Playwright's loop runs in this thread, Django refuses the database to everybody else.
    items[:] = [item for item in items if item not in ours] + ours
    if ours and chromium() is None:
        if os.environ.get("DESABERDAYA_REQUIRE_BROWSER") == "1":
            raise pytest.UsageError("There is no Chromium, and the browser tests must run.")
        for item in ours:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium"))
        _not_run.extend(item.nodeid for item in ours)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _not_run:
        terminalreporter.section("THESE BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line("There is no Chromium (install it, or name it in CHROMIUM):")
        for name in _not_run:
            terminalreporter.line(f"  {name}")


@pytest.fixture(scope="session", autouse=True)
def database_beside_a_loop(django_db_setup: None) -> Iterator[None]:
    """Playwright's loop lives in the test's thread; the database is used beside it, not in it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], database_beside_a_loop: None
) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": [*QUIET]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], live_server: Any) -> dict[str, Any]:
    """Paths instead of addresses in `page.goto`, in the language and the zone of the field."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "id-ID",
        "timezone_id": "Asia/Makassar",
        "viewport": {"width": 360, "height": 740},
    }


@dataclass(frozen=True)
class LiveStack:
    """A web server and a worker that share the test's database and broker."""

    url: str


@pytest.fixture
def live_stack(live_server: Any, worker: None) -> LiveStack:
    return LiveStack(live_server.url)
