"""The doors from a request to what was done for a household: by the household, in sight or 404."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from households.access import household_for, households_for
from households.models import Household
from interventions.models import (
    MentoringPlan,
    PlanTemplate,
    Visit,
    VisitConflict,
    VisitPhoto,
)


def household_to_visit(user: User, pk: UUID, sent_id: str = "") -> tuple[Household, bool]:
    """The household a visit is written down for, and whether that visit was kept before.

    A visit that the person has already sent opens the door again when the household has left their
    sight meanwhile: a resend is answered before anything is refused.
    """
    sent = _as_uuid(sent_id)
    known = sent and Visit.objects.filter(pk=sent, household=pk, made_by=user).exists()
    if not known:
        return household_for(user, pk), False
    household = Household.objects.select_related("village", "dwelling").get(pk=pk)
    return household, True


def visit_for(user: User, pk: UUID) -> Visit:
    """One visit of a household in sight, else Http404."""
    related = ("household__village", "household__dwelling", "made_by")
    visit = Visit.objects.select_related(*related).filter(pk=pk).first()
    if visit is None or not households_for(user).filter(pk=visit.household_id).exists():
        raise Http404
    return visit


def sent_visit_for(user: User, pk: UUID) -> Visit:
    """The same, and also a visit that the person sent for a household out of sight since."""
    visit = Visit.objects.select_related("household", "made_by").filter(pk=pk, made_by=user).first()
    return visit or visit_for(user, pk)


def photo_for(user: User, pk: UUID) -> VisitPhoto:
    """One photo of a visit in sight, else Http404."""
    photo = VisitPhoto.objects.select_related("visit").filter(pk=pk).first()
    if photo is None:
        raise Http404
    visit_for(user, photo.visit_id)
    return photo


def plan_for(user: User, household_pk: UUID) -> MentoringPlan:
    """The plan that a household in sight follows, else Http404."""
    household = household_for(user, household_pk)
    plan = MentoringPlan.objects.filter(household=household, ended_on=None).first()
    if plan is None:
        raise Http404
    return plan


def conflicts_for(user: User) -> QuerySet[VisitConflict]:
    """What was sent twice with other content, of households in sight."""
    return VisitConflict.objects.filter(
        visit__household__in=households_for(user).values("pk")
    ).select_related("visit__household", "visit__made_by", "household", "sent_by", "reviewed_by")


def conflict_for(user: User, pk: UUID) -> VisitConflict:
    conflict = conflicts_for(user).filter(pk=pk).first()
    if conflict is None:
        raise Http404
    return conflict


def template_for(pk: UUID) -> PlanTemplate:
    """One version of the plan template, else Http404; who may see it, its ability decides."""
    template = PlanTemplate.objects.prefetch_related("phases__milestones").filter(pk=pk).first()
    if template is None:
        raise Http404
    return template


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
