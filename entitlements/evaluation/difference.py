"""What should be open against what is open: the differences, and nothing of what agrees.

The wanted set is full-joined with the open flags in the same scope into a temporary table; an
unchanged run puts no row there and writes nowhere. The table lives as long as the connection, so
that a run a minute does not grow PostgreSQL's catalogue; its rows go with the transaction.
"""

from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, Func

from entitlements.evaluation import scope, statement
from entitlements.evaluation.rules import Rules
from entitlements.models import Flag

TABLE = """
CREATE TEMPORARY TABLE IF NOT EXISTS flag_difference (
    entitlement varchar(10) NOT NULL,
    subject_id uuid NOT NULL,
    household_id uuid NOT NULL,
    member_id uuid,
    flag_id uuid,
    verdict varchar(5),
    facts jsonb
) ON COMMIT DELETE ROWS;
"""

FIND = """
INSERT INTO flag_difference (entitlement, subject_id, household_id, member_id, flag_id)
SELECT coalesce(wanted.entitlement, flag.entitlement), coalesce(wanted.subject_id, flag.subject_id),
       coalesce(wanted.household_id, flag.household_id),
       coalesce(wanted.member_id, flag.member_id), flag.id
FROM ({wanted}) AS wanted
FULL JOIN ({open}) AS flag (id, entitlement, subject_id, household_id, member_id, verdict)
       ON flag.subject_id = wanted.subject_id AND flag.entitlement = wanted.entitlement
WHERE wanted.verdict IS DISTINCT FROM flag.verdict
   OR wanted.household_id IS DISTINCT FROM flag.household_id
ORDER BY 3, 2, 1
"""

# The facts of the few that differ, and their verdict once more: it is of the same moment as the
# facts, and finds a member wherever they live now, who may have left the scope's household.
EXPLAIN = """
UPDATE flag_difference AS difference
SET verdict = outcome.verdict, facts = outcome.facts, household_id = outcome.household_id
FROM ({outcomes}) AS outcome
WHERE outcome.subject_id = difference.subject_id AND outcome.entitlement = difference.entitlement
"""

# A member who came from outside the scope brings the flag that is open there.
BRING_ALONG = """
UPDATE flag_difference AS difference SET flag_id = flag.id
FROM entitlements_flag AS flag
WHERE difference.flag_id IS NULL AND flag.closed_at IS NULL
  AND flag.subject_id = difference.subject_id AND flag.entitlement = difference.entitlement
"""

ENOUGH_TO_COUNT = 1000


def find(cursor: CursorWrapper, rules: Rules, of: scope.Scope) -> int:
    """Fill the table of differences; returns how many there are. Call it in a transaction."""
    cursor.execute(TABLE + _find(rules, of.kind), of.values)
    found: int = cursor.rowcount
    if not found:
        return 0
    if found >= ENOUGH_TO_COUNT:
        cursor.execute("ANALYZE flag_difference")
    cursor.execute(EXPLAIN.format(outcomes=statement.outcomes(rules, scope.Kind.DIFFERENCES)), {})
    if of.kind != scope.Kind.EVERYBODY:
        cursor.execute(BRING_ALONG)
    return found


def forget(cursor: CursorWrapper) -> None:
    """Empty the table within a longer transaction."""
    cursor.execute("DELETE FROM flag_difference")


def _find(rules: Rules, kind: scope.Kind) -> str:
    return FIND.format(wanted=statement.flagged(rules, kind), open=_open_flags(kind))


def _open_flags(kind: scope.Kind) -> str:
    rows = Flag.objects.filter(
        scope.condition(kind, "household_id", "household__village_id"), closed_at=None
    ).annotate(
        says=Func(
            "row",
            "severity",
            arg_joiner=" || '/' || ",
            template="%(expressions)s",
            output_field=CharField(),
        )
    )
    return statement.as_text(
        rows.values_list("id", "entitlement", "subject_id", "household_id", "member_id", "says")
    )
