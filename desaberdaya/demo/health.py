"""JKN and NIK of demo people: each kind lands on one of the rows H1-H13."""

import random
from datetime import date, timedelta

from desaberdaya.demo.people import Change, Facts, Person
from households.codes import JknSegment, JknStatus, NikMissingReason

# What a kind says of one person; `checked` is how many days ago somebody looked.
KINDS: tuple[tuple[Facts, int], ...] = (
    ({"nik": None, "reason": NikMissingReason.NEVER_ISSUED}, 3),
    ({"nik": None, "reason": NikMissingReason.IN_PROCESS}, 1),
    ({"nik": "malformed"}, 1),
    ({"matched": False, "status": JknStatus.UNREGISTERED}, 2),
    ({}, 6),
    ({"status": JknStatus.UNREGISTERED}, 9),
    ({"status": JknStatus.INACTIVE, "segment": JknSegment.PBI_APBN, "needs_care": True}, 2),
    ({"status": JknStatus.INACTIVE, "segment": JknSegment.PBI_APBN}, 7),
    ({"status": JknStatus.INACTIVE, "segment": JknSegment.PBPU_MANDIRI}, 2),
    ({"status": JknStatus.INACTIVE, "segment": JknSegment.PPU}, 2),
    ({"status": JknStatus.ACTIVE, "segment": JknSegment.PBI_APBN, "checked": 70}, 10),
    ({"status": JknStatus.ACTIVE, "segment": JknSegment.PBPU_MANDIRI, "checked": 8}, 2),
    ({"status": JknStatus.ACTIVE, "segment": JknSegment.PBPU_PEMDA, "checked": 11}, 22),
    ({"status": JknStatus.ACTIVE, "segment": JknSegment.PBI_APBN, "checked": 5}, 40),
)


def give_health(person: Person, kind: Facts, rng: random.Random, today: date) -> None:
    """Set NIK and JKN as the kind says; somebody covered now may have been without before."""
    if "nik" in kind:
        person.nik = f"{(person.nik or '')[:12]}0000" if kind["nik"] else None
        person.nik_reason = kind.get("reason", "")
        person.facts["jkn_status"] = JknStatus.UNREGISTERED
        return
    if "matched" in kind or rng.random() < 0.5:
        person.facts["nik_matched"] = kind.get("matched", True)
    if "status" not in kind:
        return
    person.facts |= {"jkn_status": kind["status"], "jkn_segment": kind.get("segment")}
    if kind.get("needs_care"):  # somebody fell ill these days
        person.changes.append(Change(today - timedelta(days=1), {"needs_care": True}))
    _looked_at(person, kind, rng, today)


def _looked_at(person: Person, kind: Facts, rng: random.Random, today: date) -> None:
    ago = int(kind.get("checked", rng.choice((15, 40, 90))))
    last = today - timedelta(days=ago + rng.randrange(6))
    was_active = kind["status"] == JknStatus.ACTIVE
    if was_active and rng.random() < 0.3:  # found without, helped, covered since
        person.facts["jkn_status"] = JknStatus.UNREGISTERED
        person.facts.pop("jkn_segment")
        person.changes.append(
            Change(last, {
                "jkn_status": JknStatus.ACTIVE,
                "jkn_segment": kind["segment"],
                "jkn_checked_on": last,
            })
        )  # fmt: skip
        return
    person.facts["jkn_checked_on"] = last - timedelta(days=91)
    for month in (2, 1, 0):  # the monthly look, of which only the latest counts
        day = last - timedelta(days=30 * month)
        person.changes.append(Change(day, {"jkn_checked_on": day}))
