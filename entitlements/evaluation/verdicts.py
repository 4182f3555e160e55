"""A verdict is what one table says of one subject, as one word: `K8/2`, `H13/0`.

The row and its severity, 0 where the row has none: one comparison tells whether a flag still says
the same. The row's condition is compiled to a branch of one CASE, in the table's order.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Expression, F, JSONField, Q, Value, When
from django.db.models.functions import JSONObject

from entitlements.evaluation.rules import Rules
from entitlements.programmes import ROWS
from entitlements.programmes.bounds import resolve
from entitlements.programmes.table import FLAGGED, If, Row, Table

# A flag says whether these are in order, never what they are.
DISCREET: dict[str, Expression] = {
    "nisn": Case(
        When(nisn=None, then=Value(None)),
        When(nisn__regex=r"^[0-9]{10}$", then=Value("well_formed")),
        default=Value("malformed"),
        output_field=CharField(),
    ),
    "mother_name": Case(
        When(mother_name=None, then=Value(None)),
        default=Value("recorded"),
        output_field=CharField(),
    ),
}

# For SQL: the outcome of each row, as a VALUES list.
OUTCOME_OF = ", ".join(f"('{row.id}', '{row.outcome.value}')" for row in ROWS.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    row: Row
    severity: int | None


def read(word: str) -> Verdict:
    """The row and severity that a verdict stands for."""
    row_id, _, severity = word.partition("/")
    return Verdict(ROWS[row_id], int(severity) or None)


def verdict(table: Table, rules: Rules, *, flagged_only: bool) -> Case:
    """The CASE of a table; with `flagged_only` it is NULL for what opens no flag."""
    rows = _up_to_the_last_flag(table) if flagged_only else table.rows
    branches = [
        When(
            resolve(row.when, rules.parameters, rules.on),
            then=Value(None) if flagged_only and row.outcome not in FLAGGED else _word(row, rules),
        )
        for row in rows
        if row.when is not None
    ]
    otherwise = next((row for row in rows if row.when is None), None)
    word = None if otherwise is None else f"{otherwise.id}/0"
    return Case(*branches, default=Value(word), output_field=CharField())


def _up_to_the_last_flag(table: Table) -> tuple[Row, ...]:
    """What follows the last row that can open a flag makes no difference to the flags."""
    last = max(i for i, row in enumerate(table.rows) if row.outcome in FLAGGED)
    return table.rows[: last + 1]


def _word(row: Row, rules: Rules) -> Expression:
    if not isinstance(row.severity, If):
        return Value(f"{row.id}/{row.severity or 0}")
    return Case(
        When(
            resolve(row.severity.when, rules.parameters, rules.on),
            then=Value(f"{row.id}/{row.severity.then}"),
        ),
        default=Value(f"{row.id}/{row.severity.otherwise}"),
        output_field=CharField(),
    )


def facts(table: Table, rules: Rules) -> Case:
    """The facts that the deciding row rests on, as one JSON object."""
    return Case(
        *(
            When(
                Q(pk__isnull=False)
                if row.when is None
                else resolve(row.when, rules.parameters, rules.on),
                then=JSONObject(**{name: DISCREET.get(name, F(name)) for name in row.facts}),
            )
            for row in table.rows
        ),
        output_field=JSONField(),
    )
