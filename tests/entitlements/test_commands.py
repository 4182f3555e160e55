"""The two commands as contracts.md has them: JSON on the last line, exit codes, audit, CSV."""

import csv
import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.commands import NothingDone
from accounts.models import AuditEntry
from entitlements.models import Flag
from households.models import Household
from households.models.enrolment import State
from tests.cast import Cast
from tests.entitlements.conftest import TODAY, grown_up, pupil
from tests.factories import make_household, make_member


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command(*arguments)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return answer


def export(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> list[dict[str, str]]:
    counts = run(capsys, "export_outcomes", "--output", str(path), *more)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert counts["rows"] == len(rows)
    return rows


def test_evaluate_applies_and_says_what_it_did(
    household: Household, bystander: Household, capsys: pytest.CaptureFixture[str]
) -> None:
    grown_up(household, jkn_status="inactive")
    first = run(capsys, "evaluate_entitlements")
    seconds = first.pop("seconds")
    assert first == {
        "households": 2,
        "outcomes": 8,
        "written": 5,
        "flags_opened": 5,
        "flags_changed": 0,
        "flags_closed": 0,
    }
    assert seconds >= 0
    again = run(capsys, "evaluate_entitlements")
    assert (again["outcomes"], again["written"]) == (8, 0)
    household.states.update(valid_to=TODAY)
    third = run(capsys, "evaluate_entitlements")
    assert (third["households"], third["flags_closed"], third["written"]) == (1, 1, 1)


def test_evaluate_on_another_day_only_counts(
    household: Household, capsys: pytest.CaptureFixture[str]
) -> None:
    grown_up(household, jkn_status="inactive")
    grown_up(household, birth_date=TODAY)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    counts = run(capsys, "evaluate_entitlements", "--on", yesterday)
    assert (counts["households"], counts["outcomes"], counts["written"]) == (1, 4, 0)
    assert not Flag.objects.exists()
    assert run(capsys, "evaluate_entitlements", "--on", TODAY.isoformat())["flags_opened"] == 1


def test_evaluate_of_a_village_leaves_the_others_alone(
    household: Household, bystander: Household, capsys: pytest.CaptureFixture[str]
) -> None:
    grown_up(household, jkn_status="inactive")
    counts = run(capsys, "evaluate_entitlements", "--village", household.village_id)
    assert (counts["households"], counts["flags_opened"]) == (1, 1)
    assert not bystander.flags.exists()
    plain = household.village_id.replace(".", "")
    assert run(capsys, "evaluate_entitlements", "--village", plain)["written"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate_entitlements", "--village", "52.99.99.9999"],
        ["evaluate_entitlements", "--village", "52.01"],
        ["evaluate_entitlements", "--actor", "siapa"],
        ["export_outcomes", "--output", "/nowhere/at/all.csv"],
        ["export_outcomes", "--output", "/"],
        ["export_outcomes", "--output", "hasil.csv", "--actor", "siapa"],
    ],
)
def test_where_nothing_can_be_done_a_sentence_says_so(
    household: Household, arguments: list[str]
) -> None:
    with pytest.raises(NothingDone) as refused:
        call_command(*arguments)
    assert refused.value.returncode == 1
    assert str(refused.value).endswith(".")
    assert not Flag.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate_entitlements", "--on", "24-11-2026"],
        ["evaluate_entitlements", "--on", "2026-02-30"],
        ["export_outcomes"],
        ["export_outcomes", "--output", "hasil.csv", "--on", "besok"],
    ],
)
def test_wrong_arguments_are_refused(db: None, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command(*arguments)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["evaluate_entitlements", "--on", "besok"], 2, "besok"),
        (["export_outcomes"], 2, "--output"),
    ],
)
def test_the_process_ends_with_the_exit_code_of_wrong_arguments(
    arguments: list[str], code: int, said: str
) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ,
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_each_run_is_audited_under_who_acts(
    cast: Cast, household: Household, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "evaluate_entitlements", "--actor", "admin")
    export(capsys, tmp_path / "hasil.csv", "--actor", "ratna")
    export(capsys, tmp_path / "hasil.csv")
    acts = AuditEntry.objects.filter(action__startswith="command.").order_by("id")
    assert list(acts.values_list("actor__username", "action")) == [
        ("admin", "command.evaluate_entitlements"),
        ("admin", "command.evaluate_entitlements.done"),
        ("ratna", "command.export_outcomes"),
        ("ratna", "command.export_outcomes.done"),
        ("system", "command.export_outcomes"),
        ("system", "command.export_outcomes.done"),
    ]
    assert acts[2].detail == {"output": "hasil.csv"}
    assert acts[3].detail == {"households": 1, "rows": 2}


def test_the_export_has_every_subject_with_its_identifiers(
    household: Household, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pupil(household, nik="5201010101160001", pip_status="proposed")
    grown_up(household, nik=None, presence=2)
    rows = export(capsys, tmp_path / "hasil.csv")
    assert list(rows[0]) == [
        "no_kk", "nik", "nama", "entitlement", "row", "outcome", "severity", "on"
    ]  # fmt: skip
    assert [tuple(row.values()) for row in rows] == [
        ("5201010101010001", "5201010101160001", "Contoh Murid", "KIP", "K11", "IN_PROGRESS", "1",
         "2026-11-24"),
        ("5201010101010001", "5201010101160001", "Contoh Murid", "KIS", "H13", "MET", "",
         "2026-11-24"),
        ("5201010101010001", "", "", "SANITATION", "S10", "MET", "", "2026-11-24"),
        ("5201010101010001", "", "", "WATER", "W12", "MET", "", "2026-11-24"),
    ]  # fmt: skip


def test_the_export_takes_a_day_and_a_village_and_writes_no_flag(
    household: Household, bystander: Household, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grown_up(household, birth_date=TODAY)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    rows = export(capsys, tmp_path / "a.csv", "--on", yesterday, "--village", household.village_id)
    assert [(row["entitlement"], row["on"]) for row in rows] == [
        ("SANITATION", yesterday),
        ("WATER", yesterday),
    ]
    assert not Flag.objects.exists()


def test_the_export_of_a_family_without_card_or_nik_leaves_those_cells_empty(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = make_household(cast.village_a, state=State.ENROLLED)
    make_member(home, "Siti, Contoh")
    make_household(cast.village_a, state=State.CANDIDATE)
    rows = export(capsys, tmp_path / "a.csv")
    assert {row["no_kk"] for row in rows} == {""}
    assert [(row["nik"], row["nama"]) for row in rows][:2] == [("", "Siti, Contoh")] * 2
    assert len(rows) == 4


def test_the_export_is_the_same_twice_and_only_its_owner_may_read_it(
    household: Household, bystander: Household, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _number in range(3):
        grown_up(household)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    export(capsys, first)
    export(capsys, second)
    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]
