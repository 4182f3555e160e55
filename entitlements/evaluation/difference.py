"""What should be open against what is open: the differences, and nothing of what agrees.

The wanted set is full-joined with the open flags in the same scope into a temporary table; an
unchanged run puts no row there and writes nowhere. The table lives as long as the connection, so
that a run a minute does not grow PostgreSQL's catalogue.
"""

from functools import lru_cache

from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, Func

from entitlements.evaluation import scope, statement
from entitlements.evaluation.rules import Rules
from entitlements.models import Flag
from entitlements.programmes import TABLES
from entitlements.programmes.table import Subject

# One evaluation at a time, taken in a statement of its own: the next statement's snapshot then sees
# all that the evaluation before it wrote, and no stale reading opens a flag again. Just-in-time
# compilation costs more than it saves on these statements; the memory is what a range needs to be
# joined without going to disk. It also tells what this connection has from a run before.
TAKE_TURN = """
SELECT pg_advisory_xact_lock(hashtext('flags')), set_config('jit', 'off', TRUE),
       set_config('work_mem', '32MB', TRUE),
       set_config('plan_cache_mode', 'force_generic_plan', TRUE),
       to_regclass('pg_temp.flag_difference') IS NOT NULL,
       EXISTS (SELECT FROM pg_prepared_statements WHERE name = %s)
"""

# The key is what keeps the next steps linear where PostgreSQL has no statistics yet, right after a
# list was loaded: without it each member would be looked for by reading the whole table. Every row
# is updated once, and finds room for that on its page.
TABLE = """
CREATE TEMPORARY TABLE flag_difference (
    entitlement varchar(10) NOT NULL,
    subject_id uuid NOT NULL,
    household_id uuid NOT NULL,
    member_id uuid,
    flag_id uuid,
    verdict varchar(5),
    facts jsonb,
    PRIMARY KEY (subject_id, entitlement)
) WITH (fillfactor = 40);
"""

FIND = """
INSERT INTO flag_difference (entitlement, subject_id, household_id, member_id, flag_id)
SELECT coalesce(wanted.entitlement, flag.entitlement), coalesce(wanted.subject_id, flag.subject_id),
       coalesce(wanted.household_id, flag.household_id),
       CASE WHEN coalesce(wanted.entitlement, flag.entitlement) IN ({of_members})
           THEN coalesce(wanted.subject_id, flag.subject_id) END, flag.id
FROM ({wanted}) AS wanted
FULL JOIN ({open}) AS flag (id, entitlement, subject_id, household_id, verdict)
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
    """Take the turn and fill the table of differences; returns how many there are.

    To be called in a transaction, which holds the turn until its end.
    """
    name = f"flags_{hash(rules) & 0xFFFFFFFFFFFF:x}"
    cursor.execute(TAKE_TURN, [name])
    is_table_there, is_prepared = (cursor.fetchone() or (False, False))[-2:]
    before = "" if is_table_there else TABLE
    if of.kind is not scope.Kind.HOUSEHOLD:
        cursor.execute(before + _find(rules, of.kind), of.values)
    else:
        # Planning is most of the work for one household, so the plan is kept.
        before += "" if is_prepared else f"PREPARE {name} (uuid) AS {_find_for_one(rules)};"
        cursor.execute(f"{before} EXECUTE {name} (%(household)s)", of.values)
    found: int = cursor.rowcount
    if found:
        _explain(cursor, rules, of, found)
    return found


def forget(cursor: CursorWrapper) -> None:
    """Empty the table for the next run of this connection."""
    cursor.execute("TRUNCATE flag_difference")


def _explain(cursor: CursorWrapper, rules: Rules, of: scope.Scope, found: int) -> None:
    if found >= ENOUGH_TO_COUNT:
        cursor.execute("ANALYZE flag_difference")
    outcomes = statement.outcomes(rules, scope.Kind.DIFFERENCES)
    cursor.execute(EXPLAIN.format(outcomes=outcomes), {})
    if of.kind is not scope.Kind.EVERYBODY:
        cursor.execute(BRING_ALONG)


@lru_cache(maxsize=64)
def _find(rules: Rules, kind: scope.Kind) -> str:
    of_members = (table.entitlement for table in TABLES if table.subject is Subject.MEMBER)
    return FIND.format(
        wanted=statement.flagged(rules, kind),
        open=_open_flags(kind),
        of_members=", ".join(f"'{entitlement.value}'" for entitlement in of_members),
    )


@lru_cache(maxsize=8)
def _find_for_one(rules: Rules) -> str:
    return _find(rules, scope.Kind.HOUSEHOLD) % {"household": "$1"}


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
        rows.values_list("id", "entitlement", "subject_id", "household_id", "says")
    )
