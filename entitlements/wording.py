"""Say it: the reason of a row and its next step as sentences, with the facts filled in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import clock
from accounts.roles import Agency
from entitlements.evaluation.rules import parameters_of
from entitlements.facts import facts_of
from entitlements.models import Flag
from entitlements.programmes import ROWS, TABLE_OF
from entitlements.programmes.parameters import Parameters
from entitlements.programmes.table import Words
from households.ages import age_on
from households.codes import Disposal, JknSegment, NikState


class Found(Protocol):
    """What a row can be spoken of: an outcome of queries.explain()."""

    @property
    def row(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def name(self) -> str: ...
    @property
    def rule_version_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Spoken:
    row: str
    facts: Mapping[str, Any]
    name: str
    on: date
    parameters: Parameters

    def day(self, fact: str) -> date | None:
        value = self.facts.get(fact)
        return date.fromisoformat(value) if isinstance(value, str) else value

    def age(self) -> int:
        return age_on(self.day("birth_date"), self.on) or 0


def reason(of: Flag | Found, on: date | None = None) -> str:
    """Why the row fired, in one sentence of the language that is on."""
    spoken = _spoken(of, on)
    return _fill(_sentences(spoken)[0], spoken)


def next_action(of: Flag | Found, on: date | None = None) -> str:
    """Who does what about it, naming the agency; '' where nothing is to be done."""
    spoken = _spoken(of, on)
    return _fill(_sentences(spoken)[1], spoken)


def agencies_of(entitlement: str) -> tuple[Agency, ...]:
    """The agencies that take this part of the house."""
    return TABLE_OF[entitlement].agencies


def _spoken(of: Flag | Found, on: date | None) -> Spoken:
    parameters = parameters_of(of.rule_version_id)
    if not isinstance(of, Flag):
        return Spoken(of.row, of.facts, of.name, on or clock.today(), parameters)
    name = of.member.name if of.member is not None else ""
    return Spoken(of.row, facts_of(of), name, on or of.closed_on or clock.today(), parameters)


def _sentences(spoken: Spoken) -> tuple[Words, Words]:
    row = ROWS[spoken.row]
    special = row.instead
    if special is not None and spoken.facts.get(special.fact) == special.value:
        return special.reason, special.next_step
    return row.reason, row.next_step


def _fill(sentence: Words, spoken: Spoken) -> str:
    return str(sentence) % _Places(spoken)


class _Places(dict[str, str]):
    """Only the places that a sentence has are worked out."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__()
        self.spoken = spoken

    def __missing__(self, place: str) -> str:
        return PLACES[place](self.spoken)


def _date(day: date | None, otherwise: str) -> str:
    return otherwise if day is None else date_format(day, "j F Y", use_l10n=False)


def _package(spoken: Spoken) -> str:
    """Paket A is primary school, B lower secondary, C upper secondary."""
    age = spoken.age()
    if age < 13:
        return "A"
    return "B" if age < 16 else "C"


def _wrong_data(spoken: Spoken) -> str:
    facts = spoken.facts
    wrong = {
        "NIK": facts.get("nik_state") != NikState.WELL_FORMED,
        "NISN": facts.get("nisn") != "well_formed",
        _("nama ibu"): not facts.get("mother_name"),
    }
    return "/".join(name for name, is_wrong in wrong.items() if is_wrong)


def _proposals_until(spoken: Spoken) -> str:
    days = [
        date.fromisoformat(f"{year}-{day}")
        for year in (spoken.on.year, spoken.on.year + 1)
        for day in spoken.parameters.kip_proposals_until
    ]
    return _date(min(day for day in days if day >= spoken.on), "")


def _newborn_until(spoken: Spoken) -> str:
    born = spoken.day("birth_date")
    days = timedelta(days=spoken.parameters.kis_newborn_days)
    return _date(None if born is None else born + days, "")


def _segment(spoken: Spoken) -> str:
    segment = spoken.facts.get("jkn_segment")
    return str(JknSegment(segment).label) if segment else _("segmen belum diketahui")


def _dumped_at(spoken: Spoken) -> str:
    places: dict[int, str] = {
        Disposal.WATER_BODY: _("kolam, sawah, sungai, danau, atau laut"),
        Disposal.OPEN_LAND: _("pantai, tanah lapang, atau kebun"),
    }
    return places.get(spoken.facts["disposal"], _("tempat lain"))


def _desil(spoken: Spoken) -> str:
    desil = spoken.facts.get("desil")
    return _("belum diketahui") if desil is None else str(desil)


PLACES: dict[str, Callable[[Spoken], str]] = {
    "nama": lambda spoken: spoken.name,
    "usia": lambda spoken: str(spoken.age()),
    "paket": _package,
    "data_salah": _wrong_data,
    "tahun": lambda spoken: str(spoken.on.year),
    "batas": lambda spoken: _date(spoken.day("pip_deadline"), _("batas waktu di SK")),
    "batas_usulan": _proposals_until,
    "batas_bayi": _newborn_until,
    "kabupaten": lambda spoken: str(spoken.facts.get("regency") or ""),
    "desil": _desil,
    "segmen": _segment,
    "tanggal_cek": lambda spoken: _date(spoken.day("jkn_checked_on"), _("belum pernah")),
    "tempat": _dumped_at,
    "menit": lambda spoken: str(spoken.facts.get("water_minutes")),
    "batas_menit": lambda spoken: str(spoken.parameters.water_minutes),
    "pip_termuda": lambda spoken: str(spoken.parameters.kip_youngest),
    "pip_tertua": lambda spoken: str(spoken.parameters.kip_oldest),
}
