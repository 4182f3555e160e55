"""A folder for servers of one's own, which a test may kill."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A short folder that the servers' account may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="desaberdaya-kill-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
