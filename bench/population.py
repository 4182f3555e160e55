"""A made-up province of any size, written by PostgreSQL itself: about four members a household.

Ids are time-ordered as the product makes them; facts lie so that three to four flags are open a
household, which is what the programme sees.
"""

from django.db import connection

VILLAGES = 40

REGIONS = """
INSERT INTO accounts_region (code, name, level, kind, parent_id, area_class) VALUES
  ('52', 'Provinsi Uji', 'province', 'provinsi', NULL, NULL),
  ('52.01', 'Kabupaten Uji', 'regency', 'kabupaten', '52', NULL),
  ('52.01.01', 'Kecamatan Uji', 'district', 'kecamatan', '52.01', NULL)
ON CONFLICT DO NOTHING;
INSERT INTO accounts_region (code, name, level, kind, parent_id, area_class)
SELECT '52.01.01.' || (2000 + n), 'Desa Uji ' || n, 'village', 'desa', '52.01.01',
       (ARRAY['rural', 'rural', 'urban', NULL])[1 + n %% 4]
FROM generate_series(1, %(villages)s) AS n
ON CONFLICT DO NOTHING;
INSERT INTO accounts_user (id, password, username, name, role, agency, phone, language,
                           is_active, must_set_password, date_joined)
VALUES ('00000000-0000-4000-8000-000000000001', '!', 'system', 'Sistem', 'system', '', '', 'id',
        TRUE, FALSE, now())
ON CONFLICT DO NOTHING;
"""

TIME_ORDERED = "('0192' || lpad(to_hex({n}), 8, '0') || '7{kind}0080000000000000{tail}')::uuid"

DWELLINGS = """
INSERT INTO households_dwelling (id, dusun, rw, rt, address, toilet, closet, disposal, emptied,
    drinking_water, other_water, water_place, water_minutes, excreta_distance, runs_dry,
    water_passed_test, version)
SELECT {id}, 'Dusun Satu', '01', '02', '',
    CASE WHEN r[1] < .05 THEN NULL ELSE (ARRAY[1,1,1,1,1,1,1,2,2,4,6])[1 + floor(r[2] * 11)] END,
    CASE WHEN r[3] < .06 THEN NULL ELSE (ARRAY[1,1,1,1,1,1,1,2,4])[1 + floor(r[4] * 9)] END,
    CASE WHEN r[5] < .06 THEN NULL ELSE (ARRAY[1,1,1,1,1,1,2,4,4,3])[1 + floor(r[6] * 10)] END,
    (ARRAY[1,2,3,8])[1 + floor(r[7] * 4)],
    CASE WHEN r[8] < .05 THEN NULL
         ELSE (ARRAY[1,2,3,3,4,4,5,5,7,12,13,6,9,11])[1 + floor(r[9] * 14)] END,
    CASE WHEN r[10] < .2 THEN NULL ELSE (ARRAY[3,4,5,7,12,13,6])[1 + floor(r[11] * 7)] END,
    CASE WHEN r[12] < .1 THEN NULL ELSE (ARRAY[1,1,2,2,3])[1 + floor(r[13] * 5)] END,
    CASE WHEN r[14] < .3 THEN NULL ELSE floor(r[15] * 60)::int END,
    (ARRAY[1,2,2,3])[1 + floor(r[16] * 4)],
    r[17] < .2, r[18] < .4, 1
FROM (SELECT n, (SELECT array_agg(random()) FROM generate_series(1, 18) WHERE n > 0) AS r
      FROM generate_series(1, %(households)s) AS n) AS drawn
"""

HOUSEHOLDS = """
INSERT INTO households_household (id, village_id, dwelling_id, origin, phone, language, desil,
    open_defecation, version, created_at, created_by_id)
SELECT {id}, '52.01.01.' || (2001 + n %% %(villages)s), {dwelling}, 'list', '', '',
    CASE WHEN random() < .05 THEN NULL ELSE 1 + floor(random() * 7) END,
    CASE WHEN random() < .3 THEN NULL ELSE random() < .05 END,
    1, now(), (SELECT id FROM accounts_user WHERE username = 'system')
FROM generate_series(1, %(households)s) AS n
"""

STATES = """
INSERT INTO households_enrolmentstate (id, household_id, state, valid_from, reason,
    alternative_track, recorded_at, recorded_by_id)
SELECT gen_random_uuid(), id, 'enrolled', %(on)s::date - 100, '', FALSE, now(), created_by_id
FROM households_household ORDER BY id
"""

MEMBERS = """
INSERT INTO households_member (id, household_id, name, name_key, listed_name_key, nik_state,
    nik_sealed, nik_hash, nik_missing_reason, nik_matched, relation, sex, birth_date, presence,
    schooling, level, grade, certificate, nisn, mother_name, pip_status, pip_year, pip_deadline,
    jkn_status, jkn_segment, jkn_checked_on, needs_care, version, created_at)
SELECT {id}, {household}, 'Warga Contoh ' || k, 'WARGA CONTOH ' || k, '',
    CASE WHEN r[1] < .04 THEN 'missing' ELSE 'well_formed' END,
    CASE WHEN r[1] < .04 THEN NULL ELSE '\\x00'::bytea END,
    CASE WHEN r[1] < .04 THEN NULL ELSE n || '/' || k END,
    '', CASE WHEN r[2] < .5 THEN NULL ELSE r[2] < .98 END,
    least(k, 3), 1 + (k %% 2),
    CASE WHEN r[3] < .03 THEN NULL
         WHEN k <= 2 THEN %(on)s::date - (20 * 365 + floor(r[4] * 50 * 365)::int)
         ELSE %(on)s::date - floor(r[4] * 24 * 365)::int END,
    CASE WHEN r[5] < .1 THEN NULL WHEN r[5] < .97 THEN 1 ELSE 2 + floor(r[6] * 5) END,
    CASE WHEN r[7] < .05 THEN NULL WHEN k <= 2 THEN 3 WHEN r[7] < .92 THEN 2 ELSE 3 END,
    CASE WHEN k <= 2 OR r[8] < .05 THEN NULL ELSE floor(r[9] * 16) END,
    1 + floor(r[10] * 6),
    CASE WHEN r[11] < .1 THEN NULL ELSE (ARRAY[3,8,13,23,23])[1 + floor(r[12] * 5)] END,
    CASE WHEN r[13] < .1 THEN NULL ELSE '0012345678' END,
    CASE WHEN r[14] < .05 THEN NULL ELSE 'Ibu Contoh' END,
    CASE WHEN r[15] < .1 THEN NULL
         ELSE (ARRAY['not_proposed','proposed','nominated','account_active','disbursed',
                     'disbursed'])[1 + floor(r[16] * 6)] END,
    extract(year FROM %(on)s::date)::int, %(on)s::date + floor(r[17] * 90)::int,
    CASE WHEN r[18] < .05 THEN NULL
         ELSE (ARRAY['active','active','active','active','active','active','inactive',
                     'unregistered'])[1 + floor(r[19] * 8)] END,
    (ARRAY['pbi_apbn','pbi_apbn','pbi_apbn','pbpu_pemda','ppu','pbpu_mandiri'])
        [1 + floor(r[20] * 6)],
    CASE WHEN r[21] < .05 THEN NULL ELSE %(on)s::date - floor(r[22] * 40)::int END,
    r[23] < .03, 1, now()
FROM (SELECT n, k, (SELECT array_agg(random()) FROM generate_series(1, 23) WHERE n + k > 0) AS r
      FROM generate_series(1, %(households)s) AS n, generate_series(1, 4) AS k) AS drawn
"""

TABLES = (
    "accounts_region",
    "households_dwelling",
    "households_household",
    "households_enrolmentstate",
    "households_member",
)


def empty() -> None:
    """Take every household away."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES[1:])} CASCADE")


def populate(households: int, on: str) -> None:
    """Fill an empty, migrated database; the same size gives the same people."""
    empty()
    household = TIME_ORDERED.format(n="n", kind="1", tail="01")
    dwelling = TIME_ORDERED.format(n="n", kind="0", tail="01")
    member = TIME_ORDERED.format(n="n", kind="2", tail="' || lpad(k::text, 2, '0') || '")
    values: dict[str, int | str] = {"households": households, "villages": VILLAGES, "on": on}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(REGIONS, values)
        cursor.execute(DWELLINGS.format(id=dwelling), values)
        cursor.execute(HOUSEHOLDS.format(id=household, dwelling=dwelling), values)
        cursor.execute(STATES, values)
        cursor.execute(MEMBERS.format(id=member, household=household), values)
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
