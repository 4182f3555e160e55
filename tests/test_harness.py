"""What other tests take for granted: a real worker on a real broker, and the three zones."""

import threading
from datetime import datetime

import pytest

from accounts.models import Region
from desaberdaya.celery import app
from tests.conftest import TIME_ZONES
from tests.factories import make_village

ran = threading.Event()
seen_zones: set[str] = set()


@app.task(name="tests.rename_village")
def rename_village(code: str) -> None:
    Region.objects.filter(code=code).update(name="Desa Baru")
    ran.set()


@pytest.mark.django_db(transaction=True)
def test_a_task_sent_over_the_broker_is_run_by_the_worker_on_the_same_database(worker) -> None:
    village = make_village("52.01.07.2004", "Desa Lama")
    ran.clear()
    app.send_task("tests.rename_village", [village.code])
    assert ran.wait(10)
    village.refresh_from_db()
    assert village.name == "Desa Baru"


@pytest.mark.django_db(transaction=True)
def test_nothing_runs_a_task_without_the_worker() -> None:
    ran.clear()
    app.send_task("tests.rename_village", ["52.01.07.2004"])
    assert not ran.wait(0.3)


@pytest.mark.time_zones
def test_a_marked_test_runs_with_the_machine_in_each_of_the_three_zones(system_zone: str) -> None:
    seen_zones.add(system_zone)
    offset = datetime.fromtimestamp(1_785_000_000).astimezone().utcoffset()
    assert offset is not None
    hours = {"UTC": 0, "Asia/Makassar": 8, "America/New_York": -4}
    assert offset.total_seconds() == hours[system_zone] * 3600


def test_all_three_zones_were_stood_in() -> None:
    assert seen_zones == set(TIME_ZONES)
