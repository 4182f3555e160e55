"""The whole way of a list through a real worker over a real broker."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from households.models import ImportBatch, Member
from households.models.import_batch import BatchState
from interventions.models import MentoringPlan
from tests.cast import make_cast
from tests.households.imports.lists import as_csv, nik, person
from tests.migrated import load_migrated_rows


def _when(state: BatchState) -> ImportBatch:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        batch = ImportBatch.objects.get()
        if batch.state == state:
            return batch
        time.sleep(0.05)
    pytest.fail(f"The list never came to {state}, but is {ImportBatch.objects.get().state}.")


def test_a_list_goes_from_upload_to_enrolled_families(
    worker: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    load_migrated_rows()
    cast = make_cast()
    client = Client()
    client.force_login(cast.admin)
    path = as_csv(tmp_path / "daftar.csv", [person(nik=nik(1)), person("Inaq", hubungan="2")])
    day = clock.today().isoformat()
    with path.open("rb") as file:
        form = {"format": "bnba", "observed_on": day, "enrol_on": day, "file": file}
        client.post(reverse("import_create"), form)
    batch = _when(BatchState.CHECKED)
    assert not Member.objects.exists()
    client.post(reverse("import_confirm", args=[batch.pk]))
    _when(BatchState.APPLIED)
    assert Member.objects.count() == 2
    assert MentoringPlan.objects.count() == 1
