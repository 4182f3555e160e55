import importlib

from django.apps import AppConfig


class DesaBerdayaConfig(AppConfig):
    name = "desaberdaya"

    def ready(self) -> None:
        # Every process that sets up Django sends its tasks through our Celery application. Not in
        # the package's __init__: importing a package must not read anybody's environment.
        importlib.import_module("desaberdaya.celery")
