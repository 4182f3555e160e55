"""Apply the differences: one statement each to keep what changed, to change, to close, to open.

Every change is compare-and-set: it touches a flag only while it is open and says something else.
`verdict` here is the full one, of all outcomes: NULL for a subject that is not looked at any more.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.utils import CursorWrapper

from accounts import clock
from entitlements.evaluation.closing import CLOSE
from entitlements.evaluation.rules import Rules
from entitlements.evaluation.verdicts import OUTCOME_OF


@dataclass(frozen=True, slots=True)
class Counts:
    """How many flags a run opened, changed and closed."""

    opened: int = 0
    changed: int = 0
    closed: int = 0

    @property
    def written(self) -> int:
        return self.opened + self.changed + self.closed

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.opened + other.opened, self.changed + other.changed, self.closed + other.closed
        )


WANTED = f"""
    SELECT difference.*, split_part(verdict, '/', 1) AS "row", code.outcome,
           split_part(verdict, '/', 2)::smallint AS severity
    FROM flag_difference AS difference
    JOIN (VALUES {OUTCOME_OF}) AS code (id, outcome) ON code.id = split_part(verdict, '/', 1)
    WHERE verdict NOT LIKE '%%/0'
"""

SAYS_ANOTHER_THING = """
    flag.id = wanted.flag_id AND wanted.flag_id IS NOT NULL AND flag.closed_at IS NULL
    AND (flag."row", flag.severity, flag.household_id)
        IS DISTINCT FROM (wanted."row", wanted.severity, wanted.household_id)
"""

KEEP_WHAT_IT_SAID = f"""
INSERT INTO entitlements_flagevent
    (flag_id, until, household_id, "row", outcome, severity, facts, rule_version_id)
SELECT flag.id, %(now)s, flag.household_id, flag."row", flag.outcome, flag.severity, flag.facts,
       flag.rule_version_id
FROM ({WANTED}) AS wanted JOIN entitlements_flag AS flag ON {SAYS_ANOTHER_THING}
"""

CHANGE = f"""
UPDATE entitlements_flag AS flag
SET "row" = wanted."row", outcome = wanted.outcome, severity = wanted.severity,
    facts = wanted.facts, household_id = wanted.household_id, changed_at = %(now)s,
    rule_version_id = %(version)s
FROM ({WANTED}) AS wanted
WHERE {SAYS_ANOTHER_THING}
"""

OPEN = f"""
INSERT INTO entitlements_flag
    (id, entitlement, household_id, member_id, subject_id, "row", outcome, severity, facts,
     rule_version_id, first_seen_on, opened_at, cause, closing_row, closing_facts)
SELECT gen_random_uuid(), entitlement, household_id, member_id, subject_id, "row", outcome,
       severity, facts, %(version)s, %(on)s, %(now)s, '', '', '{{}}'
FROM ({WANTED}) AS wanted
WHERE flag_id IS NULL
ORDER BY household_id, subject_id
ON CONFLICT (subject_id, entitlement) WHERE closed_at IS NULL DO NOTHING
"""


def apply(cursor: CursorWrapper, rules: Rules) -> Counts:
    """Bring the flags to what the table of differences says."""
    values: dict[str, int | date | datetime] = {
        "now": clock.now(),
        "on": rules.on,
        "version": rules.version_id,
    }
    cursor.execute(KEEP_WHAT_IT_SAID, values)
    changed = cursor.rowcount
    if changed:
        cursor.execute(CHANGE, values)
    cursor.execute(CLOSE, values)
    closed = cursor.rowcount
    cursor.execute(OPEN, values)
    return Counts(cursor.rowcount, changed, closed)
