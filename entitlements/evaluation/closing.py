"""Why a flag closes: the first of the causes that holds (contracts.md, "Flag").

Corrected means: a fact that the flag's row or the closing row rests on was marked "was wrong" since
the flag last said something, and was not recorded again after that.
"""

from entitlements.evaluation.verdicts import OUTCOME_OF
from entitlements.programmes.table import Outcome
from households.codes import Presence
from households.models.enrolment import ACTIVE, State
from households.models.observation import ObservationKind


def _list(values: tuple[str, ...] | tuple[int, ...]) -> str:
    return ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)


GONE = _list((Presence.MOVED_WITHIN.value, Presence.MOVED_ABROAD.value, Presence.NOT_FOUND.value))
ENROLLED = _list(tuple(state.value for state in ACTIVE))

STATE_ON = """
EXISTS (
    SELECT FROM households_enrolmentstate AS held
    WHERE held.household_id = difference.household_id AND held.state IN ({states})
      AND held.valid_from <= %(on)s AND (held.valid_to IS NULL OR held.valid_to > %(on)s)
)"""

CORRECTED = f"""
EXISTS (
    SELECT FROM households_observation AS mended, jsonb_object_keys(mended."values") AS fact
    WHERE mended.subject_id IN (difference.subject_id, household.id, household.dwelling_id)
      AND mended.kind = '{ObservationKind.WRONG.value}'
      AND mended.recorded_at >= coalesce(flag.changed_at, flag.opened_at)
      AND (flag.facts ? fact OR difference.facts ? fact)
      AND NOT EXISTS (
          SELECT FROM households_observation AS later
          WHERE later.subject_id = mended.subject_id AND later.version > mended.version
            AND later."values" ? fact
            AND later.kind IN ('{ObservationKind.FIRST.value}', '{ObservationKind.CHANGED.value}')
      )
)"""

CLOSE = f"""
WITH closing AS MATERIALIZED (
    SELECT flag.id, coalesce(split_part(difference.verdict, '/', 1), '') AS "row",
        CASE
            WHEN difference.facts IS NOT NULL THEN difference.facts
            WHEN member.presence IN ({Presence.DIED.value}, {GONE})
                THEN jsonb_build_object('presence', member.presence)
            ELSE '{{}}'
        END AS facts,
        CASE
            WHEN member.presence = {Presence.DIED.value} THEN 'died'
            WHEN member.presence IN ({GONE}) OR member.household_id <> flag.household_id
                OR {STATE_ON.format(states=_list((State.MOVED.value,)))} THEN 'moved'
            WHEN NOT {STATE_ON.format(states=ENROLLED)} THEN 'exited'
            WHEN {CORRECTED} THEN 'corrected'
            WHEN code.outcome = '{Outcome.MET.value}' THEN 'fixed'
            ELSE 'no_longer_applies'
        END AS cause
    FROM flag_difference AS difference
    JOIN entitlements_flag AS flag ON flag.id = difference.flag_id AND flag.closed_at IS NULL
    JOIN households_household AS household ON household.id = difference.household_id
    LEFT JOIN households_member AS member ON member.id = difference.member_id
    LEFT JOIN (VALUES {OUTCOME_OF}) AS code (id, outcome)
        ON code.id = split_part(difference.verdict, '/', 1)
    WHERE difference.verdict IS NULL OR difference.verdict LIKE '%%/0'
)
UPDATE entitlements_flag AS flag
SET closed_at = %(now)s, closed_on = %(on)s, cause = closing.cause, closing_row = closing."row",
    closing_facts = closing.facts
FROM closing
WHERE flag.id = closing.id AND flag.closed_at IS NULL
"""
