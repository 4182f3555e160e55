"""What the pages of lists show of a batch. No NIK and no No. KK is among it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, Field, Func, IntegerField, JSONField
from django.http import Http404

from households.imports.decisions import candidate_for
from households.imports.problems import sentence
from households.models import FactDifference, ImportBatch, ImportIssue, StagedHousehold, StagedRow
from households.models.import_staging import Action, IssueKind
from households.models.observation import DifferenceState

NEWEST = 100
EXAMPLES = 5
WAITING = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """One kind of problem in one column: on how many rows, and on which first."""

    column: str
    message: str
    rows: int
    lines: str


@dataclass(frozen=True, slots=True)
class Family:
    """A family of the list, by the name of its head as the list has it."""

    id: UUID
    name: str
    line: int
    rows: int
    known_id: UUID | None


@dataclass(frozen=True, slots=True)
class WaitingFamily:
    family: Family
    reasons: list[str]
    known_ids: list[UUID]  # households that are recorded already
    may_take: bool  # it can be one of them with a new card


@dataclass(frozen=True, slots=True)
class Group:
    """Families of one fate, with a few of them."""

    action: str
    label: str
    count: int
    examples: list[Family]


def newest_batches() -> list[ImportBatch]:
    return list(ImportBatch.objects.select_related("created_by", "village")[:NEWEST])


def batch_for(pk: UUID) -> ImportBatch:
    """One batch, else Http404: whoever may load lists sees them all."""
    batch = ImportBatch.objects.select_related("created_by", "village").filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def refusals(batch: ImportBatch) -> list[Refusal]:
    """What is wrong with the rows that are not loaded, the most frequent first."""
    return sorted(_by_problem(batch, IssueKind.REFUSED), key=lambda found: -found.rows)


def notices(batch: ImportBatch) -> list[Refusal]:
    """What was let pass, and is worth knowing."""
    return _by_problem(batch, IssueKind.NOTICE)


def _by_problem(batch: ImportBatch, kind: IssueKind) -> list[Refusal]:
    found = (
        ImportIssue.objects.filter(batch=batch, kind=kind)
        .values("column", "code")
        .annotate(
            count=Count("line", distinct=True),
            at=_first(ArrayAgg("line", distinct=True), IntegerField(), EXAMPLES + 1),
            one=_first(ArrayAgg("params"), JSONField(), 1),
        )
        .order_by("column", "code")
    )
    return [
        Refusal(row["column"], _sentence_of(**row), row["count"], _lines(row["at"]))
        for row in found
    ]


def _first(values: ArrayAgg, kind: "Field[Any, Any]", size: int) -> Func:
    """A few of a million, not all of them."""
    return Func(values, template=f"(%(expressions)s)[1:{size}]", output_field=ArrayField(kind))


def _sentence_of(code: str, one: list[dict[str, Any]], count: int, **_rest: Any) -> str:
    """What one column allows is the same for all its rows; the row that a problem points at is not,
    and is named where there is but one problem."""
    pointing = {"line": "…"} if count > 1 else {}
    return sentence(code, one[0] | pointing)


def _lines(lines: Iterable[int]) -> str:
    first = sorted(lines)[: EXAMPLES + 1]
    more = ", …" if len(first) > EXAMPLES else ""
    return ", ".join(str(line) for line in first[:EXAMPLES]) + more


def groups(batch: ImportBatch) -> list[Group]:
    """How many families are new, changed, as before or refused, with a few of each. What is loaded
    is no longer staged, so there are examples only before."""
    counts = batch.counts
    return [
        Group(action, str(action.label), counts.get(f"households_{action}", 0), examples)
        for action in (Action.CREATED, Action.UPDATED, Action.UNCHANGED)
        for examples in [_examples(batch, action)]
    ]


def refused_examples(batch: ImportBatch) -> list[Family]:
    return _examples(batch, Action.REFUSED)


def _examples(batch: ImportBatch, action: Action) -> list[Family]:
    return _families(
        StagedHousehold.objects.filter(batch=batch, action=action).order_by("position")[:EXAMPLES]
    )


def _families(staged: Iterable[StagedHousehold]) -> list[Family]:
    households = list(staged)
    heads = StagedRow.objects.filter(
        batch__in={household.batch_id for household in households},
        kk_key__in=[household.kk_key for household in households],
    ).order_by("relation", "line")
    names: dict[UUID | None, str] = {}
    for row in heads.values("kk_key", "name"):
        names.setdefault(row["kk_key"], row["name"] or "")
    return [
        Family(
            household.pk,
            names.get(household.kk_key, ""),
            household.first_line,
            household.rows,
            household.known_id,
        )
        for household in households
    ]


def waiting_families(batch: ImportBatch) -> list[WaitingFamily]:
    """The families that wait for a decision, with the households they may be."""
    staged = list(
        StagedHousehold.objects.filter(batch=batch, action=Action.WAITING).order_by("position")[
            :WAITING
        ]
    )
    issues = _waiting_issues(batch, [household.kk_key for household in staged])
    return [
        WaitingFamily(
            family=family,
            reasons=sorted({sentence(code) for code, _known in issues[household.kk_key]}),
            known_ids=sorted({UUID(known) for _code, known in issues[household.kk_key] if known}),
            may_take=candidate_for(household) is not None,
        )
        for household, family in zip(staged, _families(staged), strict=True)
    ]


def _waiting_issues(batch: ImportBatch, keys: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = {key: [] for key in keys}
    rows = ImportIssue.objects.filter(batch=batch, kind=IssueKind.WAITING, kk_key__in=keys)
    for row in rows:
        if row.kk_key is not None:
            found[row.kk_key].append((row.code, row.params.get("household", "")))
    return found


def open_differences(batch: ImportBatch) -> int:
    """Facts of which the list says something else than was seen in the field."""
    return FactDifference.objects.filter(batch=batch, state=DifferenceState.OPEN).count()
