"""A mypy plugin that types nothing: it lets django-stubs read the settings without a stack."""

import importlib.util
import os
from pathlib import Path

from mypy.plugin import Plugin


def plugin(version: str) -> type[Plugin]:
    spec = importlib.util.spec_from_file_location(
        "environment_of_tests", Path(__file__).with_name("environment.py")
    )
    assert spec is not None
    assert spec.loader is not None
    environment = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(environment)
    os.environ.update(environment.TEST_ENVIRONMENT | environment.NO_SERVERS)
    return Plugin
