"""Names of tables and columns, as the set-based statements of the imports are put together.

Nothing here comes from a file or a person: only from the models and the catalogue of facts.
"""
# ruff: noqa: S608

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from accounts.models import AuditEntry, Region
from accounts.models.region import Level
from households.fact_values import BLANK_WHEN_MISSING, COORDINATES
from households.facts import FACTS, Kind, facts_of
from households.models import (
    CaseloadAssignment,
    Dwelling,
    EnrolmentState,
    FactDifference,
    Household,
    ImportChange,
    ImportIssue,
    Member,
    Observation,
    StagedHousehold,
    StagedRow,
)
from households.models.observation import SubjectKind

ROW = StagedRow._meta.db_table
STAGED = StagedHousehold._meta.db_table
ISSUE = ImportIssue._meta.db_table
CHANGE = ImportChange._meta.db_table
HOUSEHOLD = Household._meta.db_table
MEMBER = Member._meta.db_table
DWELLING = Dwelling._meta.db_table
STATE = EnrolmentState._meta.db_table
OBSERVATION = Observation._meta.db_table
DIFFERENCE = FactDifference._meta.db_table
CASELOAD = CaseloadAssignment._meta.db_table
AUDIT = AuditEntry._meta.db_table
REGION = Region._meta.db_table

MEMBER_FACTS = tuple(facts_of(SubjectKind.MEMBER))
HOUSEHOLD_FACTS = tuple(facts_of(SubjectKind.HOUSEHOLD))
DWELLING_FACTS = tuple(facts_of(SubjectKind.DWELLING))
HOUSE_FACTS = (*HOUSEHOLD_FACTS, *DWELLING_FACTS)
MODELS: dict[SubjectKind, type[models.Model]] = {
    SubjectKind.MEMBER: Member,
    SubjectKind.HOUSEHOLD: Household,
    SubjectKind.DWELLING: Dwelling,
}
TABLES = {kind: model._meta.db_table for kind, model in MODELS.items()}

VILLAGES_SQL = f"SELECT code FROM {REGION} WHERE level = '{Level.VILLAGE.value}'"


def is_text(name: str) -> bool:
    return FACTS[name].kind is Kind.TEXT


def is_yes_no(name: str) -> bool:
    return FACTS[name].kind is Kind.YES_NO


def column_type(kind: SubjectKind, name: str) -> str:
    """The type of a fact's column, for a cast."""
    found = MODELS[kind]._meta.get_field(name).db_type(connection)
    assert found is not None
    return found


def alias(prefix: str, names: Iterable[str]) -> str:
    return ", ".join(f"{prefix}.{name}" for name in names)


def or_blank(prefix: str, name: str) -> str:
    """The staged value as its column takes it: some text columns hold '' where nothing is known."""
    return f"COALESCE({prefix}.{name}, '')" if name in BLANK_WHEN_MISSING else f"{prefix}.{name}"


def differs(staged: str, current: str, name: str) -> str:
    """True where the list says something else than is recorded; case does not matter in a list."""
    ours, theirs = f"{staged}.{name}", f"{current}.{name}"
    if is_text(name):
        ours, theirs = f"lower({ours})", f"lower({theirs})"
    return f"({staged}.{name} IS NOT NULL AND {ours} IS DISTINCT FROM {theirs})"


def as_observed(prefix: str, name: str) -> str:
    """The value as an observation keeps it: coordinates as text."""
    return f"{prefix}.{name}::text" if name in COORDINATES else f"{prefix}.{name}"


def values_object(prefix: str, names: Iterable[str]) -> str:
    """All facts given, as the `values` of an observation."""
    pairs = ", ".join(f"'{name}', {as_observed(prefix, name)}" for name in names)
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def changed_object(staged: str, current: str, names: Iterable[str]) -> str:
    """The facts of which the list says something else, with the list's values."""
    pairs = ", ".join(
        f"'{name}', CASE WHEN {differs(staged, current, name)} THEN {as_observed(staged, name)} END"
        for name in names
    )
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def any_differs(staged: str, current: str, names: Iterable[str]) -> str:
    return "(" + " OR ".join(differs(staged, current, name) for name in names) + ")"


def run(sql: str, params: dict[str, Any]) -> int:
    """Execute one statement; says how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def rows_of(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
