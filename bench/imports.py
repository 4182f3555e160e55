"""How fast and how big a list loads: rows a second and peak memory of the command's own process.

    python -m bench.imports [ROWS …]      default: 200000 (CSV and XLSX)

Each run is a process of its own against the database of DATABASE_URL, which must be an empty one
of the benchmark's own; the list is loaded, then loaded again unchanged. Peak memory is the
kernel's (VmHWM): what the reader, the sealing and the database client ever held at once.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
import xlsxwriter

COLUMNS = (
    "kode_desa", "dusun", "rw", "rt", "alamat", "no_kk", "desil", "nik", "nama", "hubungan",
    "jenis_kelamin", "tanggal_lahir", "keberadaan", "sekolah", "jenjang", "kelas", "ijazah", "nisn",
    "nama_ibu", "pip_status", "pip_tahun", "pip_batas", "jkn_status", "jkn_segmen", "jkn_cek",
    "nik_padan", "perlu_berobat", "bab_fasilitas", "bab_terbuka", "kloset", "tinja", "sedot",
    "air_minum", "air_lain", "air_lokasi", "air_menit", "air_jarak", "air_kering", "air_uji",
    "lat", "lng",
)  # fmt: skip
VILLAGE = "52.01.01.2001"
FAMILY = 4


def people(rows: int) -> Iterator[list[object]]:
    """Made-up members, four a household, every column filled in most of the time."""
    draw = random.Random(7)
    for number in range(rows):
        household, place = divmod(number, FAMILY)
        yield [
            VILLAGE, f"Dusun {household % 9}", "01", "02", f"Jalan Rekaan {household}",
            f"52010101{household:08d}", household % 10, f"520101{number:09d}1",
            f"Orang Rekaan {number}", 1 if place == 0 else 2 + place % 2, 1 + number % 2,
            f"{1950 + draw.randrange(70)}-0{1 + number % 9}-1{number % 9}", 1, 1 + number % 3,
            number % 23, 1 + number % 8, 23, f"{number:010d}", f"Ibu Rekaan {household}",
            "disbursed", 2026, "", "active", "pbi_apbn", "2026-01-0" + str(1 + number % 9), "ya",
            "tidak", 1, "tidak", 1, 1, 2, 3, "", 1, 10, 2, "tidak", "lolos",
            f"-8.{household % 900000:06d}", f"116.{household % 900000:06d}",
        ]  # fmt: skip


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(people(rows))


def write_xlsx(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, COLUMNS)
    for number, row in enumerate(people(rows), start=1):
        sheet.write_row(number, 0, row)
    book.close()


def load_once(path: str, *options: str) -> None:
    """In a process of its own: load, and say how long it took and how much it held."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desaberdaya.settings")
    django.setup()
    from django.core.management import call_command

    began = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        call_command("import_households", path, *options, stderr=nowhere, stdout=nowhere)
    took = time.perf_counter() - began
    # ru_maxrss would begin with what the parent held when it made this process.
    peak = next(
        int(line.split()[1]) / 1024
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    cpu = resource.getrusage(resource.RUSAGE_SELF)
    used = cpu.ru_utime + cpu.ru_stime
    sys.stdout.write(json.dumps({"seconds": took, "cpu": used, "peak_mib": peak}) + "\n")


def measure(path: Path, rows: int, what: str, *options: str) -> dict[str, object]:
    command = [sys.executable, "-m", "bench.imports", "--once", str(path), *options]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result = json.loads(found.splitlines()[-1])
    return {
        "what": what,
        "rows": rows,
        "rows_per_second": round(rows / result["seconds"]),
        "seconds": round(result["seconds"], 1),
        "python_cpu_seconds": round(result["cpu"], 1),
        "peak_mib": round(result["peak_mib"]),
    }


def make_village() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desaberdaya.settings")
    django.setup()
    from accounts.models import Region
    from accounts.models.region import Kind, Level

    parent = None
    for code, level, kind in (
        ("52", Level.PROVINCE, Kind.PROVINSI),
        ("52.01", Level.REGENCY, Kind.KABUPATEN),
        ("52.01.01", Level.DISTRICT, Kind.KECAMATAN),
        (VILLAGE, Level.VILLAGE, Kind.DESA),
    ):
        parent = Region.objects.get_or_create(
            code=code,
            defaults={"name": "Uji", "level": level, "kind": kind, "parent": parent},
        )[0]


def main(sizes: list[int]) -> list[dict[str, object]]:
    make_village()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.csv"
            write_csv(path, rows)
            results.append(measure(path, rows, "CSV, first"))
            results.append(measure(path, rows, "CSV, again"))
            if rows <= 200_000:
                path = Path(folder) / f"{rows}.xlsx"
                write_xlsx(path, rows)
                results.append(measure(path, rows, "XLSX, again"))
    for result in results:
        print(json.dumps(result))
    return results


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        load_once(*sys.argv[2:])
    else:
        main([int(size) for size in sys.argv[1:]] or [200_000])
