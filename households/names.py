"""Names as they are compared: the same person is written in many ways."""

import re
import unicodedata

NOT_A_LETTER = re.compile(r"[^A-Z0-9]+")


def normalised(name: str) -> str:
    """Upper case, without accents and punctuation, single spaces: `Hj. Siti` -> `HJ SITI`."""
    plain = unicodedata.normalize("NFKD", name.upper())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return NOT_A_LETTER.sub(" ", letters).strip()
