"""A stopped run goes on; a trial changes nothing; enrolment follows; nothing lies in clear."""

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts.models import AuditEntry
from households.imports import applying, staging, steps
from households.models import (
    EnrolmentState,
    Household,
    ImportBatch,
    Member,
    StagedHousehold,
    StagedRow,
)
from households.models.import_batch import BatchState
from interventions.models import MentoringPlan
from tests.cast import Cast
from tests.households.imports.conftest import Loader
from tests.households.imports.lists import (
    KK,
    OTHER_KK,
    Cells,
    as_csv,
    counted,
    load,
    nik,
    person,
    report_of,
)

LISTED = date(2026, 1, 10)


def five_families() -> list[Cells]:
    rows = [
        person(f"Amaq {n}", no_kk=f"520107010126{n:04d}", nik=nik(n), dusun="Dusun A")
        for n in range(1, 6)
    ]
    return [*rows, person("Inaq 1", hubungan="2"), person("Inaq 9", no_kk="52", hubungan="2")]


class Killed(BaseException):
    """What a process does not survive."""


def dying_after(calls: int, function: Callable[..., Any]) -> Callable[..., Any]:
    left = calls

    def mortal(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return function(*args, **kwargs)

    return mortal


STOPS = {
    "reading": (staging.Stager, "stage_part", 2),
    "checking": (steps, "check_file", 0),
    "comparing": (steps, "plan_part", 1),
    "loading": (steps, "apply_part", 2),
    "inside a part": (applying, "change_known", 1),
}


@pytest.mark.parametrize("stop", STOPS)
def test_a_run_that_was_killed_goes_on_when_it_is_repeated(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    monkeypatch.setattr(staging, "PART", 2)
    monkeypatch.setattr(steps, "COMPARED_AT_ONCE", 2)
    monkeypatch.setattr(steps, "LOADED_AT_ONCE", 1)
    path = as_csv(tmp_path / "daftar.csv", five_families())
    with monkeypatch.context() as patch:
        place, name, calls = STOPS[stop]
        patch.setattr(place, name, dying_after(calls, getattr(place, name)))
        with pytest.raises(Killed):
            load(path, enrol=LISTED)
    report = tmp_path / "laporan.csv"
    assert load(path, enrol=LISTED, report=report) == counted(
        rows=7, households_created=5, members_created=6, rejected_rows=1, rejected_households=1
    )
    assert [row["baris"] for row in report_of(report)] == ["8"]
    batch = ImportBatch.objects.get()
    assert batch.state == BatchState.APPLIED
    assert MentoringPlan.objects.count() == 5
    assert load(path, enrol=LISTED)["households_unchanged"] == 5


def test_a_run_that_was_killed_while_enrolling_enrols_the_rest(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from interventions.services import batches, enrolment

    path = as_csv(tmp_path / "daftar.csv", five_families())
    monkeypatch.setattr(batches, "PART", 2)
    with monkeypatch.context() as patch:
        patch.setattr(batches, "enrol_households", dying_after(1, enrolment.enrol_households))
        with pytest.raises(Killed):
            load(path, enrol=LISTED)
    assert MentoringPlan.objects.count() == 2
    assert load(path, enrol=LISTED)["households_created"] == 5
    assert MentoringPlan.objects.count() == 5
    assert not StagedHousehold.objects.exclude(action="refused").exists()


def test_a_trial_says_the_same_numbers_and_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path, report = as_csv(tmp_path / "daftar.csv", five_families()), tmp_path / "laporan.csv"
    load(as_csv(tmp_path / "lama.csv", five_families()[:1]))
    before = list(Household.objects.values())
    tried = load(path, dry_run=True, report=report)
    assert list(Household.objects.values()) == before
    assert ImportBatch.objects.count() == 1
    assert not StagedRow.objects.exists()
    assert [row["baris"] for row in report_of(report)] == ["8"]
    assert load(path) == tried
    assert tried["households_updated"] == 1
    assert tried["households_created"] == 4


def test_enrolling_takes_each_candidate_of_the_list_and_nobody_else(
    cast: Cast, loaded: Loader
) -> None:
    rows = five_families()
    loaded(rows[:2], observed=date(2026, 2, 1))
    assert set(EnrolmentState.objects.values_list("state", "valid_from")) == {
        ("candidate", date(2026, 2, 1))
    }
    assert loaded(rows[1:], enrol=LISTED)["households_unchanged"] == 1
    enrolled = EnrolmentState.objects.filter(state="enrolled", valid_to=None)
    assert {state.valid_from for state in enrolled} == {LISTED}
    names = Member.objects.filter(household__in=enrolled.values("household"), relation=1)
    assert sorted(names.values_list("name", flat=True)) == [f"Amaq {n}" for n in range(2, 6)]
    assert EnrolmentState.objects.get(household__members__name="Amaq 1").state == "candidate"
    first = EnrolmentState.objects.filter(household__members__name="Amaq 3").earliest("valid_from")
    assert (first.state, first.valid_from) == ("candidate", LISTED)


def test_a_load_is_audited_under_its_actor(cast: Cast, tmp_path: Path) -> None:
    load(as_csv(tmp_path / "daftar.csv", [person()]), actor="admin")
    actions = set(AuditEntry.objects.filter(actor=cast.admin).values_list("action", flat=True))
    assert {"command.import_households", "import.begun", "import.confirmed"} <= actions
    assert Household.objects.get().created_by == cast.admin


def test_no_number_lies_in_clear_in_any_table_or_log(
    cast: Cast, loaded: Loader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    numbers = [KK, OTHER_KK, nik(1), nik(2), nik(3)]
    rows = [
        person(nik=nik(1)),
        person("Inaq", hubungan="2", nik=nik(2)),
        person("Tanpa Kepala", no_kk=OTHER_KK, nik=nik(3), hubungan="2"),
    ]
    loaded(rows)
    loaded([person(), person("Inaq", hubungan="2", nik=nik(2))])
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT COALESCE(string_agg(t::text, chr(10)), $$$$) FROM "{table}" t')  # noqa: S608
            held = cursor.fetchone()[0]
            assert not [number for number in numbers if number in held], table
    assert not [number for number in numbers if number in caplog.text]
    assert Member.objects.get(nik_state="well_formed", relation=1).nik_sealed is not None
