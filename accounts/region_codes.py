"""Kemendagri codes as people write them: `52.01.14.2006`, `5201142006`."""

import re

_GROUPS = re.compile(r"(\d{2})(?:(\d{2})(?:(\d{2})(\d{4})?)?)?")
LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}


def dotted(code: str) -> str | None:
    """The code with its dots, or None when it is not a region code of any level."""
    match = _GROUPS.fullmatch(code.strip().replace(".", ""))
    return ".".join(group for group in match.groups() if group) if match else None


def parent_of(code: str) -> str | None:
    """The code of the region above; None for a province."""
    return code.rpartition(".")[0] or None


def level_of(code: str) -> str | None:
    """The level of a dotted code, by its length."""
    return LEVELS.get(len(code))
