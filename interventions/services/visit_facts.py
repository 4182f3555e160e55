"""The facts that were said at a visit, each recorded for its subject and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import User
from households.facts import FACTS
from households.models import Dwelling, FactDifference, Household, Member, Observation
from households.services.facts import as_json, record_facts, source_of, subject_kind
from interventions.models import Visit
from interventions.visit_content import FactAnswer

Subject = Member | Household | Dwelling


class AnswerRefused(Exception):
    """An answer is about nobody of this household, or is no fact of its subject."""


@dataclass(frozen=True, slots=True)
class _Said:
    subject: Subject
    answers: list[FactAnswer]


def record_answers(
    *, actor: User, visit: Visit, household: Household, answers: Iterable[FactAnswer]
) -> None:
    """Record the answers as seen on the day of the visit.

    A visit may arrive late: an answer that a newer observation has overtaken does not replace it,
    it is kept as a difference to decide. Raises AnswerRefused.
    """
    for said in _by_subject(household, answers):
        newer = _facts_seen_later(said.subject.pk, visit)
        overtaken = [answer for answer in said.answers if answer.name in newer]
        current = [answer for answer in said.answers if answer.name not in newer]
        if current:
            record_facts(
                actor=actor,
                subject=said.subject,
                values={answer.name: answer.value for answer in current},
                observed_on=visit.happened_on,
                wrong=frozenset(answer.name for answer in current if answer.was_wrong),
                visit_id=visit.pk,
            )
        for answer in overtaken:
            _keep_difference(actor, visit, household, said.subject, answer)


def _by_subject(household: Household, answers: Iterable[FactAnswer]) -> list[_Said]:
    subjects: dict[UUID, Subject] = {
        household.pk: household,
        household.dwelling_id: household.dwelling,
    }
    subjects |= {member.pk: member for member in household.members.all()}
    said: dict[UUID, _Said] = {}
    for answer in answers:
        subject = subjects.get(answer.subject_id)
        fact = FACTS.get(answer.name)
        if subject is None or fact is None or fact.subject != subject_kind(subject):
            raise AnswerRefused(_("Ada jawaban tentang orang yang bukan anggota keluarga ini."))
        said.setdefault(answer.subject_id, _Said(subject, [])).answers.append(answer)
    return list(said.values())


def _facts_seen_later(subject_id: UUID, visit: Visit) -> set[str]:
    later = Observation.objects.filter(subject_id=subject_id, observed_on__gt=visit.happened_on)
    return {name for values in later.values_list("values", flat=True) for name in values}


def _keep_difference(
    actor: User, visit: Visit, household: Household, subject: Subject, answer: FactAnswer
) -> None:
    current: Any = getattr(subject, answer.name)
    if current == answer.value:
        return
    FactDifference.objects.get_or_create(
        household=household,
        subject_kind=subject_kind(subject),
        subject_id=subject.pk,
        fact=answer.name,
        proposed_value=as_json(answer.value),
        proposed_observed_on=visit.happened_on,
        defaults={
            "current_value": as_json(current),
            "proposed_source": source_of(actor),
            "created_at": clock.now(),
        },
    )
