"""The one statement against a plain reading of the tables, over households by the thousand."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection

from entitlements.evaluation import evaluate, rules_on, scope, statement, verdicts
from entitlements.models import Flag
from entitlements.programmes import ROWS
from tests.entitlements.generated import Expected, draw, read

DAYS = (
    date(2026, 11, 24),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2027, 5, 31),
    date(2027, 5, 30),
    date(2027, 1, 1),
    date(2026, 12, 31),
)
HOUSEHOLDS = 450
FLAGGED = {"MISSING", "IN_PROGRESS", "UNKNOWN", "STALE"}


def computed(on: date, of: scope.Scope = scope.EVERYBODY) -> Expected:
    found: Expected = {}
    with connection.cursor() as cursor:
        cursor.execute(statement.outcomes(rules_on(on), of.kind, with_facts=False), of.values)
        for entitlement, subject, _household, word in cursor.fetchall():
            verdict = verdicts.read(word)
            assert (entitlement, subject) not in found
            found[entitlement, subject] = (
                verdict.row.id, verdict.row.outcome.value, verdict.severity
            )  # fmt: skip
    return found


def differences(found: Mapping[Any, object], expected: Mapping[Any, object]) -> list[str]:
    keys = found.keys() | expected.keys()
    return [
        f"{k}: {found.get(k)} != {expected.get(k)}" for k in keys if found.get(k) != expected.get(k)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_statement_reads_every_household_as_the_plain_reading_does(on: date) -> None:
    expected = read(draw(on, HOUSEHOLDS), on)

    assert differences(computed(on), expected) == []

    evaluate(rules_on(on), scope.EVERYBODY)
    flags = {
        (flag.entitlement, flag.subject_id): (flag.row, flag.outcome, flag.severity)
        for flag in Flag.objects.filter(closed_at=None)
    }
    wanted = {key: reading for key, reading in expected.items() if reading[1] in FLAGGED}
    assert differences(flags, wanted) == []


@pytest.mark.django_db
def test_the_generated_households_reach_every_row_of_every_table() -> None:
    reached: Counter[str] = Counter()
    for seed, on in enumerate(DAYS[:4], start=10):
        reached.update(row for row, _, _ in read(draw(on, 250, seed), on).values())
    assert set(ROWS) - set(reached) == set()


@pytest.mark.django_db
def test_the_statement_says_the_same_of_one_of_some_of_a_village_and_of_a_range() -> None:
    on = date(2026, 11, 24)
    homes = draw(on, 60)
    everybody = read(homes, on)

    def of(part: list[int]) -> Expected:
        return read([homes[i] for i in part], on)

    one = homes[3].household.id
    assert differences(computed(on, scope.household(one)), of([3])) == []
    some = [homes[i].household.id for i in (1, 5, 9)]
    assert differences(computed(on, scope.households(some)), of([1, 5, 9])) == []
    village = homes[0].village
    there = [i for i, home in enumerate(homes) if home.village == village]
    assert differences(computed(on, scope.village(village.code)), of(there)) == []
    ids = sorted(home.household.id for home in homes)
    low = scope.id_range(ids[0], ids[30])
    high = scope.id_range(ids[30], max(ids).__class__(int=2**128 - 1))
    assert differences(computed(on, low) | computed(on, high), everybody) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in scope.Kind if kind != "differences"])
def test_every_kind_of_scope_ends_in_the_same_flags(kind: scope.Kind) -> None:
    on = date(2026, 11, 24)
    homes = draw(on, 40)
    rules = rules_on(on)
    for part in _parts(kind, homes):
        evaluate(rules, part)
    flags = Flag.objects.filter(closed_at=None).values_list("entitlement", "subject_id", "row")
    wanted = {(k, s, r[0]) for (k, s), r in read(homes, on).items() if r[1] in FLAGGED}
    assert set(flags) == wanted


def _parts(kind: scope.Kind, homes: list[Any]) -> list[scope.Scope]:
    ids = sorted(home.household.id for home in homes)
    return {
        scope.Kind.EVERYBODY: [scope.EVERYBODY],
        scope.Kind.HOUSEHOLD: [scope.household(pk) for pk in ids],
        scope.Kind.SOME: [scope.households(ids[:20]), scope.households(ids[20:])],
        scope.Kind.VILLAGE: [scope.village(code) for code in {h.village.code for h in homes}],
        scope.Kind.RANGE: [
            scope.id_range(ids[0], ids[13]),
            scope.id_range(ids[13], ids[0].__class__(int=2**128 - 1)),
        ],
    }[kind]
