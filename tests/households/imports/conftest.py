from pathlib import Path

import pytest

from tests.cast import Cast, make_cast
from tests.households.imports.lists import Cells, as_csv, load, report_of


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


class Loader:
    """Writes rows to a CSV and loads it; keeps the report."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self.report: list[dict[str, str]] = []

    def __call__(self, rows: list[Cells], **options: object) -> dict[str, int]:
        self._count += 1
        path = as_csv(self._folder / f"daftar{self._count}.csv", rows)
        report = self._folder / f"laporan{self._count}.csv"
        numbers = load(path, report=report, **options)
        self.report = report_of(report)
        return numbers


@pytest.fixture
def loaded(cast: Cast, tmp_path: Path) -> Loader:
    return Loader(tmp_path)
