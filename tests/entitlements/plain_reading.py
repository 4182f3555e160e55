"""A slow, plain reading of entitlement-rules.md, written for the tests alone.

It shares nothing with the tables it judges: real ages, if after if, plain literals. `m`, `h` and
`d` are a member's, a household's and a dwelling's facts; each function returns the row, the outcome
and the severity.
"""

from calendar import monthrange
from datetime import date, timedelta
from types import SimpleNamespace as Facts

Reading = tuple[str, str, int | None]


def age_on(day: date, born: date) -> int:
    years = day.year - born.year
    if (day.month, day.day) < (born.month, born.day):
        years -= 1
    return years


def three_months_after(born: date) -> date:
    month = born.month + 3
    year = born.year
    if month > 12:
        month -= 12
        year += 1
    return date(year, month, min(born.day, monthrange(year, month)[1]))


def is_nisn(text: str | None) -> bool:
    return text is not None and len(text) == 10 and all(char in "0123456789" for char in text)


def read_kip(m: Facts, day: date) -> Reading:
    if m.birth_date is None:
        return "K0", "UNKNOWN", 2
    age = age_on(day, m.birth_date)
    attending = m.schooling == 2
    out_of_school = m.schooling in (1, 3)
    if age < 4 or age > 21:
        return "K1", "NOT_APPLICABLE", None
    if m.certificate is not None and 11 <= m.certificate <= 22:
        return "K2", "NOT_APPLICABLE", None
    if attending and m.level is not None and 18 <= m.level <= 22:
        return "K2", "NOT_APPLICABLE", None
    if m.schooling is None or (attending and m.level is None):
        return "K3", "UNKNOWN", 1 if age < 7 else 2
    if age in (4, 5, 6) and out_of_school:
        return "K4", "NOT_APPLICABLE", None
    if age in (4, 5) and attending and m.level != 0:
        return "K5", "NOT_APPLICABLE", None
    if 7 <= age <= 18 and out_of_school:
        return "K6", "MISSING", 3
    if 19 <= age <= 21 and out_of_school:
        return "K7", "MISSING", 1
    return read_pip(m, day)


def read_pip(m: Facts, day: date) -> Reading:
    kindergarten = m.level == 0
    nik_wrong = m.nik_state in ("missing", "malformed")
    mother_wrong = m.mother_name is None
    nisn_wrong = not is_nisn(m.nisn)
    if not kindergarten and (nik_wrong or mother_wrong or nisn_wrong):
        only_nisn = nisn_wrong and not nik_wrong and not mother_wrong
        return "K8", "MISSING", 1 if m.grade == 1 and only_nisn else 2
    if m.pip_status is None or m.pip_year is None or m.pip_year != day.year:
        return "K9", "STALE", 1 if kindergarten else 2
    if m.pip_status in ("not_proposed", "cancelled"):
        return "K10", "MISSING", 1 if kindergarten else 2
    if m.pip_status == "proposed":
        return "K11", "IN_PROGRESS", 1
    if m.pip_status == "nominated":
        near = m.pip_deadline is not None and m.pip_deadline <= day + timedelta(days=30)
        return "K12", "MISSING", 3 if near else 2
    if m.pip_status == "account_active":
        return "K13", "IN_PROGRESS", 1
    assert m.pip_status == "disbursed"
    return "K14", "MET", None


def read_kis(m: Facts, h: Facts, day: date) -> Reading:
    born = m.birth_date
    if m.jkn_status == "unregistered" and born is not None and day <= born + timedelta(days=28):
        return "H1", "MISSING", 3
    in_grace = born is not None and day <= three_months_after(born)
    if m.nik_state == "missing" and not in_grace:
        return "H2", "MISSING", 3
    if m.nik_state == "malformed":
        return "H3", "MISSING", 3
    if m.nik_state == "well_formed" and m.nik_matched is False:
        return "H3", "MISSING", 3
    if m.jkn_status is None:
        return "H4", "UNKNOWN", 2
    if m.jkn_status == "unregistered":
        return "H5", "MISSING", 3
    if m.jkn_status == "inactive":
        return read_inactive(m, h)
    assert m.jkn_status == "active"
    if m.jkn_checked_on is None or m.jkn_checked_on < day - timedelta(days=30):
        return "H11", "STALE", 1
    if m.jkn_segment == "pbpu_mandiri":
        return "H12", "MET", None
    return "H13", "MET", None


def read_inactive(m: Facts, h: Facts) -> Reading:
    if m.needs_care is True:
        return "H6", "MISSING", 3
    if m.jkn_segment == "pbi_apbn":
        if h.desil is not None and 1 <= h.desil <= 5:
            return "H7", "MISSING", 3
        return "H8", "MISSING", 2
    if m.jkn_segment == "pbpu_mandiri":
        return "H9", "MISSING", 2
    return "H10", "MISSING", 2


def read_sanitation(h: Facts, d: Facts, area_class: str | None) -> Reading:
    if d.toilet in (5, 6) or h.open_defecation is True:
        return "S1", "MISSING", 3
    if d.toilet is None:
        return "S2", "UNKNOWN", 2
    if d.toilet == 4:
        return "S3", "MISSING", 2
    if d.disposal in (3, 5, 6):
        return "S4", "MISSING", 3
    if d.closet in (2, 3, 4):
        return "S5", "MISSING", 2
    if d.closet is None or d.disposal is None or (d.disposal == 4 and area_class is None):
        return "S6", "UNKNOWN", 2
    if d.disposal == 4:
        return ("S7", "MISSING", 2) if area_class == "urban" else ("S8", "MET", None)
    if d.toilet in (2, 3):
        return "S9", "MET", None
    if d.disposal == 2 or d.emptied == 1:
        return "S10", "MET", None
    return "S11", "MET", None


def read_water(d: Facts) -> Reading:
    packaged = d.drinking_water in (1, 2)
    if d.drinking_water is None:
        return "W1", "UNKNOWN", 2
    if d.drinking_water == 9:
        return "W2", "MISSING", 3
    if d.drinking_water in (6, 8):
        return "W3", "MISSING", 3
    if d.drinking_water == 11:
        return "W4", "MISSING", 2
    if packaged and d.other_water is None:
        return "W5", "UNKNOWN", 2
    if packaged and d.other_water not in (3, 4, 5, 7, 10, 12, 13):
        return "W6", "MISSING", 2
    if d.water_place in (3, None) and d.water_minutes is None:
        return "W7", "UNKNOWN", 1
    if d.water_place in (3, None) and d.water_minutes > 30:
        return "W8", "MISSING", 2
    return read_improved_water(d, d.other_water if packaged else d.drinking_water)


def read_improved_water(d: Facts, main_source: int) -> Reading:
    if d.runs_dry is True:
        return "W9", "MET", None
    if main_source in (4, 5, 7) and d.excreta_distance == 1:
        return "W10", "MET", None
    if d.water_place in (1, 2) and d.runs_dry is False and d.water_passed_test is True:
        return "W11", "MET", None
    return "W12", "MET", None
