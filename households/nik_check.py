"""What a NIK's own digits say against what is recorded: warnings for a person, never errors.

PPKKCC DDMMYY NNNN: province to district of first registration, birth date (day + 40 for a woman),
a serial number (entitlement-rules.md, "Codes").
"""

from datetime import date

from django.utils.translation import gettext as _

from households.codes import NikState, Sex
from households.identifiers import nik_state

WOMAN = 40


def nik_warnings(
    nik: str, *, birth_date: date | None, sex: int | None, village_code: str
) -> list[str]:
    """Sentences without any digit of the number; [] where nothing disagrees or is known."""
    if nik_state(nik) == NikState.MALFORMED:
        return [_("NIK ini berakhiran 0000, jadi belum sah. Perlu diperbaiki di Dukcapil.")]
    warnings = []
    if birth_date is not None and not _fits(nik, birth_date):
        warnings.append(_("Angka tanggal lahir di NIK berbeda dari tanggal lahir yang tercatat."))
    if sex is not None and (int(nik[6:8]) > WOMAN) != (sex == Sex.FEMALE):
        warnings.append(_("Angka jenis kelamin di NIK berbeda dari yang tercatat."))
    if nik[:6] != village_code.replace(".", "")[:6]:
        warnings.append(_("NIK ini pertama kali terbit di kecamatan lain. Itu tidak apa-apa."))
    return warnings


def _fits(nik: str, birth_date: date) -> bool:
    day = int(nik[6:8])
    day -= WOMAN if day > WOMAN else 0
    return (day, nik[8:10], nik[10:12]) == (
        birth_date.day,
        f"{birth_date.month:02}",
        f"{birth_date.year % 100:02}",
    )
