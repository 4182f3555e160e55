import importlib

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts import audit_words


class DesaBerdayaConfig(AppConfig):
    name = "desaberdaya"

    def ready(self) -> None:
        # Every process that sets up Django sends its tasks through our Celery application. Not in
        # the package's __init__: importing a package must not read anybody's environment.
        importlib.import_module("desaberdaya.celery")
        audit_words.register(
            {
                "caseload.exported": _("Mengunduh tabel dampingan"),
                "demo.seeded": _("Mengisi data contoh"),
            }
        )
