"""What an audited act is called on the page of traces; apps above add the words of theirs."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = str | Promise

_words: dict[str, Words] = {
    "person.invited": gettext_lazy("Mengundang orang"),
    "person.changed": gettext_lazy("Mengubah data orang"),
    "person.password_reset": gettext_lazy("Membuat tautan kata sandi baru"),
    "person.deactivated": gettext_lazy("Menonaktifkan akun"),
    "person.reactivated": gettext_lazy("Mengaktifkan kembali akun"),
    "person.sessions_ended": gettext_lazy("Mengakhiri semua sesi masuk"),
    "person.region_assigned": gettext_lazy("Memberi wilayah tugas"),
    "person.region_ended": gettext_lazy("Mengakhiri wilayah tugas"),
    "person.password_set": gettext_lazy("Membuat kata sandi lewat tautan"),
    "person.password_changed": gettext_lazy("Mengganti kata sandi sendiri"),
    "village.changed": gettext_lazy("Mengubah data desa"),
}


class Kind(NamedTuple):
    """What a kind of subject is called, and the page of one of it: a URL name, or empty."""

    words: Words
    url_name: str = ""


_kinds: dict[str, Kind] = {
    "accounts.user": Kind(gettext_lazy("orang"), "person_detail"),
    "accounts.region": Kind(gettext_lazy("wilayah")),
}


def register(words: Mapping[str, Words], kinds: Mapping[str, Kind] | None = None) -> None:
    """Name what an app above audits: action code -> words, and "app.model" -> its kind."""
    _words.update(words)
    _kinds.update(kinds or {})


def kind_of(subject_kind: str) -> Kind:
    """The kind of an audited subject; one without words by the name of its model."""
    return _kinds.get(subject_kind) or Kind(subject_kind.rpartition(".")[2])


def in_words(action: str) -> str:
    """The act as a person says it; a command by its name; an act without words as its code."""
    if action in _words:
        return str(_words[action])
    if action.startswith("command."):
        return _("Perintah %(name)s") % {"name": action.removeprefix("command.")}
    return action


def actions_like(text: str) -> list[str]:
    """The codes of the acts whose words contain the text."""
    return [action for action, words in _words.items() if text.lower() in str(words).lower()]
