"""Lists: administrators only."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import clock
from households.models import ImportBatch
from households.models.import_batch import BatchState
from tests.access.matrix import Row, World, expect

HEADER = b"kode_desa,no_kk,nama,hubungan\n"


def batch_in(state: BatchState) -> Any:
    def arguments(world: World) -> dict[str, Any]:
        batch = ImportBatch.objects.create(
            format="bnba",
            file_name="daftar-uji.csv",
            file_hash="",
            observed_on=clock.today(),
            state=state,
            created_at=clock.now(),
            created_by=world.cast.admin,
        )
        return {"pk": batch.pk}

    return arguments


def upload(world: World) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile("daftar.csv", HEADER),
        "format": "bnba",
        "observed_on": clock.today().isoformat(),
    }


ADMIN = expect(admin=200)
DONE = expect(admin=302)
ROWS = [
    Row("import_list", get=ADMIN),
    Row("import_create", get=ADMIN, post=DONE, data=upload),
    Row("import_detail", get=ADMIN, arguments=batch_in(BatchState.CHECKED)),
    Row("import_confirm", post=DONE, arguments=batch_in(BatchState.CHECKED)),
    Row("import_discard", post=DONE, arguments=batch_in(BatchState.CHECKED)),
    Row("import_go_on", post=DONE, arguments=batch_in(BatchState.CHECKED)),
    Row("import_undo", post=DONE, arguments=batch_in(BatchState.APPLIED)),
    Row("import_decide", post=DONE, arguments=batch_in(BatchState.APPLIED)),
    # Its file is kept no longer: absent for who may, forbidden for who may not.
    Row("import_report", post=expect(admin=404), arguments=batch_in(BatchState.APPLIED)),
]
