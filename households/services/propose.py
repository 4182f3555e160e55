"""A facilitator proposes a family that is on no list: it becomes a candidate of their caseload."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import Region, User
from households import names
from households.access import households_for, villages_for
from households.codes import NikMissingReason, Relation
from households.identity import new_id
from households.models import CaseloadAssignment, Dwelling, Household, Member
from households.models.household import Origin
from households.services.enrolment import begin_as_candidate
from households.services.facts import record_facts
from households.services.identifiers import check_kk_is_free, check_nik_is_free, set_kk
from households.services.members import NewMember, add_member

PLACE = ("dusun", "rw", "rt", "address")
ALIKE = 0.5  # of 1: from here on two names may be one person, misspelt


class ProposalRefused(Exception):
    """The family cannot be proposed so; the message says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class Proposal:
    id: UUID  # made where the form was opened: the same form sent twice is one family
    village: Region
    head_name: str
    sex: int
    birth_date: date | None
    reason: str
    place: dict[str, str] = field(default_factory=dict)  # dusun, rw, rt, address
    no_kk: str = ""
    phone: str = ""
    nik: str = ""
    nik_missing_reason: NikMissingReason | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Families that may be the proposed one: those in sight, and how many out of it."""

    in_sight: list[UUID]
    elsewhere: int

    def __bool__(self) -> bool:
        return bool(self.in_sight or self.elsewhere)


def families_alike(*, actor: User, proposal: Proposal) -> Alike:
    """The families of that village with a person of a similar name and no other birth date."""
    people = Member.objects.filter(household__village=proposal.village).annotate(
        likeness=TrigramSimilarity("name_key", names.normalised(proposal.head_name))
    )
    if proposal.birth_date is not None:
        people = people.filter(Q(birth_date=proposal.birth_date) | Q(birth_date=None))
    found = people.filter(likeness__gte=ALIKE).values("household_id")
    families = set(Household.objects.filter(pk__in=found).values_list("pk", flat=True))
    seen = list(households_for(actor).filter(pk__in=families).values_list("pk", flat=True))
    return Alike(seen, len(families) - len(seen))


@transaction.atomic
def propose_household(*, actor: User, proposal: Proposal) -> Household:
    """Make the family, its head and its house, a candidate assigned to the proposer.

    A NIK or No. KK that is recorded anywhere is refused. Raises ProposalRefused,
    IdentifierRefused.
    """
    known = Household.objects.filter(pk=proposal.id).first()
    if known is not None:
        return _same_as(known, actor)
    if not villages_for(actor).filter(pk=proposal.village.pk).exists():
        raise ProposalRefused(_("Pilih desa tempat Anda bertugas."))
    if proposal.no_kk:
        check_kk_is_free(actor, proposal.no_kk)
    if proposal.nik:
        check_nik_is_free(actor, proposal.nik)
    household = _made(actor, proposal)
    add_member(actor=actor, household=household, new=_head(proposal), observed_on=clock.today())
    begin_as_candidate(actor=actor, household=household, on=clock.today(), reason=proposal.reason)
    _assign(actor, household)
    record_audit(
        actor=actor, action="household.proposed", subject=household, reason=proposal.reason
    )
    return household


def _same_as(known: Household, actor: User) -> Household:
    if known.created_by_id != actor.pk or known.origin != Origin.PROPOSED:
        raise ProposalRefused(_("Isian ini sudah dipakai. Buka isian usulan yang baru."))
    return known


def _made(actor: User, proposal: Proposal) -> Household:
    dwelling = Dwelling.objects.create()
    household = Household.objects.create(
        id=proposal.id,
        village=proposal.village,
        dwelling=dwelling,
        origin=Origin.PROPOSED,
        phone=proposal.phone,
        created_at=clock.now(),
        created_by=actor,
    )
    place = {name: value for name, value in proposal.place.items() if value}
    record_facts(actor=actor, subject=dwelling, values=place, observed_on=clock.today())
    if proposal.no_kk:
        set_kk(actor=actor, household=household, no_kk=proposal.no_kk)
    return household


def _head(proposal: Proposal) -> NewMember:
    return NewMember(
        id=new_id(),
        name=proposal.head_name,
        facts={
            "relation": Relation.HEAD.value,
            "sex": proposal.sex,
            "birth_date": proposal.birth_date,
        },
        nik=proposal.nik,
        nik_missing_reason=proposal.nik_missing_reason,
    )


def _assign(actor: User, household: Household) -> None:
    CaseloadAssignment.objects.create(
        household=household,
        facilitator=actor,
        valid_from=clock.today(),
        reason=_("Diusulkan sendiri"),
        assigned_by=actor,
        assigned_at=clock.now(),
    )
