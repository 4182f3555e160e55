"""The floor: the same rules and the same comparison as one hand-written statement.

It is the best SQL we could write for the question "which flags differ?" and nothing else: no turn
is taken, nothing is applied, no scope is passed, thresholds are literals. What stands between it
and the product's sweep is the price of the product.
"""

from datetime import date, timedelta

from django.db import connection

ARMS = """
SELECT subject, home, 'KIP'::varchar AS entitlement, said FROM (
    SELECT m.id AS subject, m.household_id AS home, CASE
        WHEN birth_date IS NULL THEN 'K02'
        WHEN birth_date > %(age4)s OR birth_date <= %(age22)s THEN NULL
        WHEN certificate BETWEEN 11 AND 22 OR (schooling = 2 AND level BETWEEN 18 AND 22) THEN NULL
        WHEN schooling IS NULL OR (schooling = 2 AND level IS NULL)
            THEN CASE WHEN birth_date > %(age7)s THEN 'K31' ELSE 'K32' END
        WHEN schooling IN (1, 3) THEN CASE WHEN birth_date > %(age7)s THEN NULL
            WHEN birth_date > %(age19)s THEN 'K63' ELSE 'K71' END
        WHEN birth_date > %(age6)s AND level <> 0 THEN NULL
        WHEN level <> 0 AND (nik_state <> 'well_formed' OR mother_name IS NULL
            OR (nisn ~ '^[0-9]{10}$') IS NOT TRUE)
            THEN CASE WHEN grade = 1 AND nik_state = 'well_formed' AND mother_name IS NOT NULL
                THEN 'K81' ELSE 'K82' END
        WHEN pip_status IS NULL OR pip_year IS DISTINCT FROM %(year)s
            THEN CASE WHEN level = 0 THEN 'K91' ELSE 'K92' END
        WHEN pip_status IN ('not_proposed', 'cancelled')
            THEN CASE WHEN level = 0 THEN 'K101' ELSE 'K102' END
        WHEN pip_status = 'proposed' THEN 'K111'
        WHEN pip_status = 'nominated'
            THEN CASE WHEN pip_deadline <= %(in30)s THEN 'K123' ELSE 'K122' END
        WHEN pip_status = 'account_active' THEN 'K131' END AS said
    FROM households_member m
    JOIN households_enrolmentstate e ON e.household_id = m.household_id
      AND e.state IN ('enrolled', 'extended') AND e.valid_from <= %(on)s
      AND (e.valid_to IS NULL OR e.valid_to > %(on)s)
    WHERE (presence IS NULL OR presence IN (1, 5)) AND (birth_date IS NULL OR birth_date <= %(on)s)
    OFFSET 0) AS kip WHERE said IS NOT NULL
UNION ALL
SELECT subject, home, 'KIS', said FROM (
    SELECT m.id AS subject, m.household_id AS home, CASE
        WHEN jkn_status = 'unregistered' AND birth_date >= %(ago28)s THEN 'H13'
        WHEN nik_state = 'missing' AND (birth_date >= %(months3)s) IS NOT TRUE THEN 'H23'
        WHEN nik_state = 'malformed' OR (nik_state = 'well_formed' AND NOT nik_matched) THEN 'H33'
        WHEN jkn_status IS NULL THEN 'H42'
        WHEN jkn_status = 'unregistered' THEN 'H53'
        WHEN jkn_status = 'inactive' THEN CASE
            WHEN needs_care THEN 'H63'
            WHEN jkn_segment = 'pbi_apbn'
                THEN CASE WHEN h.desil BETWEEN 1 AND 5 THEN 'H73' ELSE 'H82' END
            WHEN jkn_segment = 'pbpu_mandiri' THEN 'H92' ELSE 'H102' END
        WHEN jkn_checked_on IS NULL OR jkn_checked_on < %(ago30)s THEN 'H111' END AS said
    FROM households_member m
    JOIN households_household h ON h.id = m.household_id
    JOIN households_enrolmentstate e ON e.household_id = m.household_id
      AND e.state IN ('enrolled', 'extended') AND e.valid_from <= %(on)s
      AND (e.valid_to IS NULL OR e.valid_to > %(on)s)
    WHERE (presence IS NULL OR presence IN (1, 5)) AND (birth_date IS NULL OR birth_date <= %(on)s)
    OFFSET 0) AS kis WHERE said IS NOT NULL
UNION ALL
SELECT home, home, entitlement, said FROM (
    SELECT h.id AS home, CASE
        WHEN toilet IN (5, 6) OR open_defecation THEN 'S13'
        WHEN toilet IS NULL THEN 'S22'
        WHEN toilet = 4 THEN 'S32'
        WHEN disposal IN (3, 5, 6) THEN 'S43'
        WHEN closet IN (2, 3, 4) THEN 'S52'
        WHEN closet IS NULL OR disposal IS NULL THEN 'S62'
        WHEN disposal = 4 THEN CASE WHEN v.area_class IS NULL THEN 'S62'
            WHEN v.area_class = 'urban' THEN 'S72' END END AS sanitation, CASE
        WHEN drinking_water IS NULL THEN 'W12'
        WHEN drinking_water = 9 THEN 'W23'
        WHEN drinking_water IN (6, 8) THEN 'W33'
        WHEN drinking_water = 11 THEN 'W42'
        WHEN drinking_water IN (1, 2) AND other_water IS NULL THEN 'W52'
        WHEN drinking_water IN (1, 2) AND other_water NOT IN (3, 4, 5, 7, 10, 12, 13) THEN 'W62'
        WHEN (water_place = 3 OR water_place IS NULL) AND water_minutes IS NULL THEN 'W71'
        WHEN (water_place = 3 OR water_place IS NULL) AND water_minutes > 30 THEN 'W82'
        END AS water
    FROM households_household h
    JOIN households_enrolmentstate e ON e.household_id = h.id
      AND e.state IN ('enrolled', 'extended') AND e.valid_from <= %(on)s
      AND (e.valid_to IS NULL OR e.valid_to > %(on)s)
    JOIN households_dwelling d ON d.id = h.dwelling_id
    JOIN accounts_region v ON v.code = h.village_id
    OFFSET 0) AS homes
CROSS JOIN LATERAL (VALUES ('SANITATION'::varchar, sanitation), ('WATER', water))
    AS part (entitlement, said)
WHERE said IS NOT NULL
"""

COMPARE = """
SELECT count(*)
FROM ({arms}) AS wanted
FULL JOIN (
    SELECT subject_id, entitlement, household_id, "row" || severity AS said
    FROM entitlements_flag WHERE closed_at IS NULL
) AS flag ON flag.subject_id = wanted.subject AND flag.entitlement = wanted.entitlement
WHERE wanted.said IS DISTINCT FROM flag.said OR wanted.home IS DISTINCT FROM flag.household_id
"""


def _years_before(on: date, years: int) -> date:
    return (on + timedelta(days=1)).replace(year=on.year - years) - timedelta(days=1)


def values(on: date) -> dict[str, date | int]:
    """The statement's literals for a day that is no month's end and no leap day."""
    ages: dict[str, date | int] = {
        f"age{years}": _years_before(on, years) for years in (4, 6, 7, 19, 22)
    }
    return ages | {
        "on": on,
        "year": on.year,
        "in30": on + timedelta(days=30),
        "ago28": on - timedelta(days=28),
        "ago30": on - timedelta(days=30),
        "months3": on.replace(month=on.month - 3),
    }


def differences(on: date) -> int:
    """How many flags differ from what the facts say."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARE.format(arms=ARMS), values(on))
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
