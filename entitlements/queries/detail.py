"""One flag explained: the row that fired, the facts it read and where they came from, its past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.area_class import AreaClass
from entitlements.facts import facts_of
from entitlements.models import Cause, Flag
from entitlements.programmes import ROWS, TABLE_OF
from entitlements.programmes.table import Outcome
from entitlements.queries.flags import FlagView, view
from households.codes import NikState
from households.fact_values import shown
from households.facts import FACTS
from households.models import Observation
from households.models.observation import Source

# Not worth a line of its own: the name of the regency stands in the address.
UNSHOWN = frozenset({"regency"})


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact that the row read, in the shape of components/facts.html."""

    label: str
    value: str
    source: str
    observed: date | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn in the flag's life, in the shape of components/timeline.html."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    flag: FlagView
    facts: list[FactLine]
    closing_facts: list[FactLine]
    basis: str
    rules_from: date
    closed_on: date | None
    cause: str
    history: list[Moment]


def explain_flag(flag: Flag) -> Explanation:
    """The flag in words; its member, dwelling, village and rule version must be loaded."""
    row = ROWS[flag.row]
    return Explanation(
        flag=view(flag),
        facts=_lines(flag, facts_of(flag), _last_said_at(flag)),
        closing_facts=_lines(flag, flag.closing_facts, flag.closed_at),
        basis=str(row.source or TABLE_OF[flag.entitlement].source),
        rules_from=flag.rule_version.valid_from,
        closed_on=flag.closed_on,
        cause=str(Cause(flag.cause).label) if flag.cause else "",
        history=_history(flag),
    )


def _last_said_at(flag: Flag) -> datetime | None:
    """When a closed flag last said something; an open one speaks of the present."""
    return None if flag.closed_at is None else flag.changed_at or flag.opened_at


def _lines(flag: Flag, values: Mapping[str, Any], until: datetime | None) -> list[FactLine]:
    facts = {name: value for name, value in values.items() if name not in UNSHOWN}
    origins = _origins(flag, list(facts), until)
    return [_line(name, value, origins.get(name)) for name, value in facts.items()]


def _origins(flag: Flag, names: list[str], until: datetime | None) -> dict[str, Observation]:
    """The latest observation that holds each fact, of whichever of the three subjects has it."""
    subjects = [flag.subject_id, flag.household_id, flag.household.dwelling_id]
    rows = Observation.objects.filter(subject_id__in=subjects, values__has_any_keys=names)
    if until is not None:
        rows = rows.filter(recorded_at__lte=until)
    latest: dict[str, Observation] = {}
    for row in rows.order_by("recorded_at", "version"):
        latest |= dict.fromkeys(row.values.keys() & set(names), row)
    return latest


def _line(name: str, value: Any, origin: Observation | None) -> FactLine:
    return FactLine(
        label=_label(name),
        value=_value(name, value),
        source="" if origin is None else str(Source(origin.source).label),
        observed=None if origin is None else origin.observed_on,
    )


def _label(name: str) -> str:
    if name in FACTS:
        return str(FACTS[name].label)
    return {"nik_state": "NIK", "area_class": _("Klasifikasi wilayah desa")}[name]


def _value(name: str, value: Any) -> str:
    if value is None:
        return ""
    match name:
        case "nik_state":
            return str(NikState(value).label)
        case "area_class":
            return str(AreaClass(value).label)
        case "nisn":
            return _("10 angka, sah") if value == "well_formed" else _("tidak sah")
        case "mother_name":
            return _("sudah dicatat")
    return shown(FACTS[name], value)


def _history(flag: Flag) -> list[Moment]:
    """Opened, every change, closed: newest first."""
    said = [(event.row, event.outcome, event.until) for event in flag.events.all()]
    starts = [flag.opened_at, *(until for _row, _outcome, until in said)]
    states = [*((row, outcome) for row, outcome, _until in said), (flag.row, flag.outcome)]
    moments = [
        Moment(at, _turn(index, *state))
        for index, (at, state) in enumerate(zip(starts, states, strict=True))
    ]
    if flag.closed_at is not None:
        moments.append(
            Moment(flag.closed_at, _("Selesai: %(cause)s") % {"cause": Cause(flag.cause).label})
        )
    return moments[::-1]


def _turn(index: int, row: str, outcome: str) -> str:
    words = {"outcome": Outcome(outcome).label, "row": row}
    if index == 0:
        return _("Pertama terlihat: %(outcome)s (aturan %(row)s)") % words
    return _("Berubah menjadi: %(outcome)s (aturan %(row)s)") % words
