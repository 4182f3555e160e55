"""Compile the translations with Babel, so that no system gettext is needed.

`python -m desaberdaya.catalogues` before a production start; the local stack and the tests do it
by themselves.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from desaberdaya.environment import BASE_DIR


def compile_stale(locale: Path = BASE_DIR / "locale") -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; returns those compiled."""
    stale = [
        source
        for source in sorted(locale.glob("*/LC_MESSAGES/*.po"))
        if not _is_fresh(source, source.with_suffix(".mo"))
    ]
    for source in stale:
        _compile(source)
    return stale


def _is_fresh(source: Path, compiled: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    language = source.parent.parent.name
    # Another process may read the old one meanwhile: the new one takes its place at once.
    unfinished = source.with_suffix(f".{os.getpid()}.mo")
    with source.open("rb") as po, unfinished.open("wb") as mo:
        write_mo(mo, read_po(po, locale=language))
    unfinished.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    for path in compile_stale():
        sys.stdout.write(f"{path.relative_to(BASE_DIR)}\n")
