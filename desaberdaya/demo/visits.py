"""The visits that a demo family received: every two weeks or so, less where it went less well."""

import hashlib
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from accounts.clock import WITA
from accounts.models import User
from desaberdaya.demo.people import Change
from desaberdaya.demo.rows import Written
from households.models import Member
from households.models.enrolment import State
from interventions.models import Visit
from interventions.models.visit import Mode, Topic

AGREEMENTS = (
    "Ibu akan membawa KK dan akta ke kantor desa.",
    "Keluarga menyiapkan fotokopi KTP untuk usulan BPJS.",
    "Menyisihkan sedikit uang ke celengan setiap hari pasar.",
    "Anak didampingi ke sekolah untuk menanyakan usulan PIP.",
    "Bapak mulai menggali lubang tangki septik bersama tetangga.",
    "Air minum dimasak dulu sebelum diminum.",
)
NOTES = (
    "Kondisi keluarga baik, panen sedikit membantu.",
    "Ibu bercerita tentang harga pakan yang naik.",
    "Rumah sepi, hanya nenek yang ada di rumah.",
    "Anak-anak semangat bercerita tentang sekolah.",
    "Bertemu di beranda sambil menumbuk jagung.",
    "",
)


@dataclass(slots=True)
class PastVisit:
    """A visit, and what it found changed: (subject, facts)."""

    visit: Visit
    changes: list[tuple[object, dict[str, object]]] = field(default_factory=list)


def visits_of(written: Written, helper: User, today: date, rng: random.Random) -> list[PastVisit]:
    """From the enrolment on until today, or until the family left."""
    family = written.family
    if family.enrolled_on is None:
        return []
    last = family.state_since if family.state == State.EXITED else today
    if family.diligence < 0.6:  # this facilitator has not got round to them lately
        last -= timedelta(days=rng.randint(16, 50))
    elif family.diligence < 0.9:
        last -= timedelta(days=rng.randint(3, 22))
    day, past = family.enrolled_on + timedelta(days=rng.randint(2, 6)), []
    while day <= last:
        if rng.random() < 0.55 + family.diligence * 0.4:
            past.append(PastVisit(_visit(written, helper, day, rng)))
        day += timedelta(days=rng.choice((12, 13, 14, 14, 15, 16)))
    return past


def _visit(written: Written, helper: User, day: date, rng: random.Random) -> Visit:
    pk = uuid.UUID(int=rng.getrandbits(128), version=4)
    at = datetime.combine(day, time(rng.randint(8, 16), rng.randrange(60)), tzinfo=WITA)
    received = at + timedelta(minutes=rng.randint(2, 300))
    here = written.family.point if rng.random() < 0.3 else None
    return Visit(
        id=pk,
        household=written.household,
        made_by=helper,
        happened_at=at,
        happened_on=day,
        received_at=received,
        mode=rng.choices((Mode.FACE_TO_FACE, Mode.PHONE, Mode.GROUP), (86, 6, 8))[0],
        met=[_head(written).id],
        topics=rng.sample(list(Topic.values), rng.choice((1, 2, 2))),
        notes=rng.choice(NOTES),
        agreement=rng.choice(AGREEMENTS),
        next_visit_on=day + timedelta(days=14),
        latitude=here[0] if here else None,
        longitude=here[1] if here else None,
        accuracy_m=15 if here else None,
        content_hash=hashlib.sha256(pk.bytes).hexdigest(),
        check_asked_at=received,
        flags_checked_at=received + timedelta(seconds=1),
    )


def _head(written: Written) -> Member:
    return written.members[0][1]


def spread(written: Written, past: list[PastVisit]) -> None:
    """Hang every change of the family's facts on the visit nearest to its day."""
    if not past:
        return
    for person, member in written.members:
        for change in person.changes:
            _hang(change, member, past)
    for change in written.family.house_changes:
        _hang(change, written.household.dwelling, past)


def _hang(change: Change, subject: object, past: list[PastVisit]) -> None:
    nearest = min(past, key=lambda one: abs((one.visit.happened_on - change.on).days))
    if "needs_care" in change.facts and (change.on - nearest.visit.happened_on).days > 4:
        return  # nobody was there to hear of it
    facts = dict(change.facts)
    if "jkn_checked_on" in facts:
        facts["jkn_checked_on"] = nearest.visit.happened_on
    nearest.changes.append((subject, facts))
