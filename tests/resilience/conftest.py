"""A folder for servers of one's own, which a test may kill."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.resilience.phone import Phone, Sent
from tests.resilience.stack import OwnStack
from tests.resilience.village import Family, found_village

FAMILIES = 300  # unless the module says another number


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A short folder that the servers' account may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="desaberdaya-kill-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Scene:
    """A running stack, its facilitator's phone, the families not visited yet, what was sent."""

    stack: OwnStack
    phone: Phone
    families: list[Family]
    sent: list[Sent] = field(default_factory=list)

    def visit(self) -> Sent:
        """Visit the next family; its flags turn round when they are checked."""
        self.sent.append(self.phone.visit(self.families.pop(0)))
        return self.sent[-1]


@pytest.fixture(scope="module")
def scene(place: Path, request: pytest.FixtureRequest) -> Iterator[Scene]:
    stack = OwnStack(place)
    stack.postgres.create()
    try:
        stack.start("postgres", "broker")
        yield _opened(stack, getattr(request.module, "FAMILIES", FAMILIES))
    finally:
        stack.stop()


def _opened(stack: OwnStack, number: int) -> Scene:
    stack.postgres.prepare_database()
    families = found_village(stack, number)
    stack.start("web", "worker", "beat")
    scene = Scene(stack, Phone(stack.port).sign_in(), families)
    # A server's first page takes its time, which is no matter of brokers.
    for _number in range(6):
        scene.visit()
    return scene
