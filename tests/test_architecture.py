"""What no linter asks: the sizes, and the shapes that this house does without."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desaberdaya.environment import BASE_DIR

APPS = ("accounts", "households", "entitlements", "interventions", "desaberdaya")
ROOMS = (*APPS, "tests", "bench", "requirements")
FILE_LINES = 400
FUNCTION_LINES = 40
# The clock itself, and where a session or a lock ends: that no overridden day may shift.
REAL_TIME = {"accounts/clock.py", "accounts/sign_in.py"}
WORDS_FOR_ANYTHING = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


def python_files(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((BASE_DIR / room).rglob("*.py"))]


def is_migration(path: Path) -> bool:
    return path.parent.name == "migrations"


WRITTEN = [path for path in python_files(*ROOMS) if not is_migration(path)]
MIGRATIONS = [path for path in python_files(*APPS) if is_migration(path)]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(tree(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    line = f":{getattr(node, 'lineno', 0)}" if node else ""
    return f"{path.relative_to(BASE_DIR)}{line}"


def imported(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def test_no_file_is_longer_than_the_limit() -> None:
    long = {place(path): len(path.read_text().splitlines()) for path in WRITTEN}
    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_the_limit() -> None:
    assert [
        f"{place(path, node)} {node.name}"
        for path in WRITTEN
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ] == []


def test_nothing_happens_by_signal() -> None:
    assert [
        place(path, node)
        for path in python_files(*APPS)
        for node, name in imported(path)
        if ".signals" in name or name.endswith("dispatch.receiver")
    ] == []


def test_no_model_overrides_save_or_delete() -> None:
    assert [
        f"{place(path, method)} {model.name}.{method.name}"
        for path in python_files(*APPS)
        for model in nodes(path)
        if isinstance(model, ast.ClassDef) and "models" in (*path.parts, path.stem)
        for method in model.body
        if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
    ] == []


def test_no_migration_imports_code_of_an_app() -> None:
    assert [
        f"{place(path, node)} {name}"
        for path in MIGRATIONS
        for node, name in imported(path)
        if name.split(".")[0] in APPS
    ] == []


def test_every_migration_is_named_for_what_it_does() -> None:
    assert [place(path) for path in MIGRATIONS if "_auto_" in path.stem] == []


def test_no_module_is_named_for_anything_at_all() -> None:
    assert [place(path) for path in WRITTEN if path.stem in WORDS_FOR_ANYTHING] == []


def test_nothing_is_left_to_do() -> None:
    marks = [f"{start}{end}" for start, end in (("TO", "DO"), ("FIX", "ME"))]
    assert [
        f"{place(path)}:{number}"
        for path in WRITTEN
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(mark in line for mark in marks)
    ] == []


@pytest.mark.parametrize("app", APPS[:4])
def test_the_environment_is_read_by_the_settings_alone(app: str) -> None:
    assert [
        place(path, node)
        for path in python_files(app)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ] == []


@pytest.mark.parametrize("app", APPS[:4])
def test_the_clock_is_asked_in_one_place(app: str) -> None:
    """`accounts.clock` alone reads the time: anything else is a day off until eight o'clock."""
    asked = {("date", "today"), ("datetime", "now"), ("timezone", "now"), ("timezone", "localdate")}
    assert [
        place(path, node)
        for path in python_files(app)
        if place(path) not in REAL_TIME and not is_migration(path)
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in asked
    ] == []
