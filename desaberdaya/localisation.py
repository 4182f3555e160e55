"""Keep the English catalogue complete, without any tool of the operating system.

The source is Indonesian: what is written in the code is what is shown. `python -m
desaberdaya.localisation` gathers every text for people from code and templates and rewrites
`locale/en/LC_MESSAGES/django.po`, keeping the translations there are; what has none yet stands
there empty, and a test says so.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from desaberdaya.environment import BASE_DIR

CATALOGUE = BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
ROOMS = ("accounts", "households", "entitlements", "interventions", "desaberdaya", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}")

HEADER = "# The English of every text for people: `make texts` gathers what is new."
# Dates, tools and addresses in the file's head change at every run and say nothing.
NOISE = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid-Bugs-To',
    '"Project-Id-Version',
)

Key = tuple[str, str]  # context ('' for none) and msgid


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people as the source has it."""

    singular: str
    plural: str
    context: str
    place: str

    @property
    def key(self) -> Key:
        return self.context, self.singular


def texts() -> dict[Key, Text]:
    """Every text in the source, by context and msgid."""
    found: dict[Key, Text] = {}
    for path in source_files():
        for text in texts_in(path):
            known = found.get(text.key)
            if known is None or (text.plural and not known.plural):
                found[text.key] = text
    return found


def source_files() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((BASE_DIR / room).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def texts_in(path: Path) -> Iterator[Text]:
    """The texts of one file, Python or template."""
    source = path.read_text()
    if path.suffix != ".py":
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    place = str(path.relative_to(BASE_DIR))
    stream = io.BytesIO(source.encode())
    for _line, messages, _comments, context in extract("python", stream, KEYWORDS):
        singular, plural = messages if isinstance(messages, tuple) else (messages, "")
        if singular:
            yield Text(singular, plural, context or "", place)


def translations() -> dict[Key, Entry]:
    """What is translated into English so far."""
    with CATALOGUE.open("rb") as file:
        return {
            (entry.context or "", _first(entry.id)): entry
            for entry in read_po(file, locale="en")
            if entry.id and any(_strings(entry))
        }


def catalogue() -> Catalog:
    """The English catalogue as it should be: every text of the source, in order of its msgid."""
    known = translations()
    result = Catalog(locale="en", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for key, text in sorted(texts().items(), key=lambda item: (item[0][1], item[0][0])):
        entry = known.get(key)
        result.add(
            (text.singular, text.plural) if text.plural else text.singular,
            _translated(text, entry),
            context=text.context or None,
            locations=[(text.place, 0)],
        )
    return result


def _translated(text: Text, entry: Entry | None) -> str | tuple[str, ...]:
    strings = _strings(entry) if entry else ("",)
    if not text.plural:
        return strings[0]
    return (strings[0], strings[-1])


def problems() -> list[str]:
    """What is wrong with the English: untranslated, fuzzy, or with other placeholders."""
    known = translations()
    found = []
    for key, text in texts().items():
        entry = known.get(key)
        if entry is None:
            found.append(f"{text.place}: not translated: {text.singular!r}")
        elif entry.fuzzy:
            found.append(f"{text.place}: fuzzy: {text.singular!r}")
        elif text.plural and (len(_strings(entry)) < 2 or not all(_strings(entry))):
            found.append(f"{text.place}: needs both plural forms: {text.singular!r}")
        else:
            expected = set(PLACEHOLDER.findall(text.singular + text.plural))
            given = set(PLACEHOLDER.findall("".join(_strings(entry))))
            if expected != given:
                found.append(f"{text.place}: other placeholders: {text.singular!r}")
    return found


def _first(ids: str | tuple[str, ...] | list[str]) -> str:
    return ids if isinstance(ids, str) else ids[0]


def _strings(entry: Entry) -> tuple[str, ...]:
    string = entry.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def write() -> int:
    """Rewrite the catalogue's file; returns how many texts lack English."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    write_po(content, catalogue(), width=100, omit_header=False, include_lineno=False)
    lines = content.getvalue().decode().splitlines(keepends=True)
    CATALOGUE.write_text("".join(line for line in lines if not line.startswith(NOISE)))
    return len(problems())


if __name__ == "__main__":
    lacking = write()
    sys.stderr.write(f"{CATALOGUE.relative_to(BASE_DIR)}: {lacking} texts need attention\n")
    for problem in problems()[:200]:
        sys.stderr.write(f"  {problem}\n")
