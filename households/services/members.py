"""The people of a household: one joins, one's facts are recorded, one dies or moves away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households import names
from households.codes import NikMissingReason, Relation
from households.models import Household, Member
from households.nudges import nudge_household
from households.services.facts import Recorded, record_facts
from households.services.identifiers import set_nik


class MemberRefused(Exception):
    """The change to a family is not possible; the message says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who joins; `facts` by their names in FACTS. Either a NIK or why there is none."""

    id: UUID  # made where the form was opened: the same form sent twice is one person
    name: str
    facts: Mapping[str, Any]
    nik: str = ""
    nik_missing_reason: NikMissingReason | None = None


@transaction.atomic
def add_member(*, actor: User, household: Household, new: NewMember, observed_on: date) -> Member:
    """A person joins the household. Raises MemberRefused, IdentifierRefused."""
    Household.objects.select_for_update().get(pk=household.pk)
    known = Member.objects.filter(pk=new.id).first()
    if known is not None:
        return _same_as(known, household)
    _check_one_head(household, new.facts.get("relation"), besides=None)
    member = Member.objects.create(
        id=new.id,
        household=household,
        name=new.name,
        name_key=names.normalised(new.name),
        created_at=clock.now(),
    )
    if new.nik or new.nik_missing_reason:
        member = set_nik(
            actor=actor, member=member, nik=new.nik, missing_reason=new.nik_missing_reason
        )
    given = {name: value for name, value in new.facts.items() if value not in {None, ""}}
    record_facts(actor=actor, subject=member, values=given, observed_on=observed_on)
    record_audit(actor=actor, action="member.added", subject=member)
    nudge_household(household.pk)
    return member


def _same_as(known: Member, household: Household) -> Member:
    if known.household_id != household.pk:
        raise MemberRefused(_("Isian ini sudah dipakai untuk keluarga lain. Buka isian baru."))
    return known


@transaction.atomic
def edit_member(
    *,
    actor: User,
    member: Member,
    values: Mapping[str, Any],
    observed_on: date,
    seen_version: int | None,
    was_wrong: bool = False,
    name: str | None = None,
) -> Recorded:
    """Record facts of a member and, where given, the name as it is spelt properly.

    `was_wrong` says that the former values were errors. Raises MemberRefused, FactsHaveMoved.
    """
    if "relation" in values:
        _check_one_head(member.household, values["relation"], besides=member)
    recorded = record_facts(
        actor=actor,
        subject=member,
        values=values,
        observed_on=observed_on,
        wrong=frozenset(values) if was_wrong else frozenset(),
        seen_version=seen_version,
    )
    if name and name != member.name:
        member.name, member.name_key = name, names.normalised(name)
        member.save(update_fields=["name", "name_key"])
        record_audit(actor=actor, action="member.renamed", subject=member)
    nudge_household(member.household_id)
    return recorded


def _check_one_head(household: Household, relation: int | None, besides: Member | None) -> None:
    if relation != Relation.HEAD:
        return
    heads = Member.objects.filter(household=household, relation=Relation.HEAD)
    others = heads.exclude(pk__in=[besides.pk] if besides else [])
    living = next((head for head in others if head.is_resident), None)
    if living is not None:
        raise MemberRefused(
            _("%(name)s tercatat sebagai kepala keluarga. Ubah hubungannya lebih dulu.")
            % {"name": living.name}
        )
