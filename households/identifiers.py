"""What makes a NIK, a No. KK or a NISN well-formed, and how one is masked on a screen."""

import re

from households.codes import NikState

SIXTEEN_DIGITS = re.compile(r"\d{16}", re.ASCII)
TEN_DIGITS = re.compile(r"\d{10}", re.ASCII)


def is_sixteen_digits(value: str) -> bool:
    return SIXTEEN_DIGITS.fullmatch(value) is not None


def nik_state(nik: str | None) -> NikState:
    """Well-formed: 16 digits, the last four not 0000 (entitlement-rules.md, "Codes")."""
    if not nik:
        return NikState.MISSING
    if is_sixteen_digits(nik) and not nik.endswith("0000"):
        return NikState.WELL_FORMED
    return NikState.MALFORMED


def is_nisn(value: str | None) -> bool:
    return value is not None and TEN_DIGITS.fullmatch(value) is not None


def masked(number: str) -> str:
    """The area digits and the last two stay readable: `520114••••••••12`."""
    return f"{number[:6]}{'•' * max(len(number) - 8, 0)}{number[-2:]}"
