"""Record what a family answered when its consent was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import clock
from accounts.audit import record_audit
from accounts.models import User
from households.ages import age_on
from households.models import Consent, Household, Member
from interventions.consent_texts import CURRENT

ADULT_AT = 18


class ConsentRefused(Exception):
    """The consent cannot be taken so; the message says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class ConsentInput:
    """One answer: for what, yes or no, by which member, how, on which day."""

    purpose: str
    given: bool
    given_by: UUID
    how: str
    given_on: date
    as_guardian: bool = False


@transaction.atomic
def record_consents(
    *, actor: User, household: Household, consents: Iterable[ConsentInput]
) -> list[Consent]:
    """Append the answers under the wording in force; the same answer of the same day is kept once.

    Raises ConsentRefused when a person outside the household or a child is named as giver.
    """
    recorded = [_record(actor, household, consent) for consent in consents]
    for consent in recorded:
        record_audit(
            actor=actor,
            action="consent.recorded",
            subject=household,
            purpose=consent.purpose,
            given=consent.given,
        )
    return recorded


def _record(actor: User, household: Household, consent: ConsentInput) -> Consent:
    giver = Member.objects.filter(household=household, pk=consent.given_by).first()
    if giver is None:
        raise ConsentRefused(_("Yang memberi persetujuan harus anggota keluarga ini."))
    age = age_on(giver.birth_date, consent.given_on)
    if age is not None and age < ADULT_AT:
        raise ConsentRefused(
            _("%(name)s belum dewasa; persetujuan diberikan orang tua atau wali.")
            % {"name": giver.name}
        )
    return Consent.objects.get_or_create(
        household=household,
        purpose=consent.purpose,
        text_version=CURRENT[consent.purpose].version,
        given=consent.given,
        given_by=giver,
        as_guardian=consent.as_guardian,
        how=consent.how,
        given_on=consent.given_on,
        defaults={"recorded_at": clock.now(), "recorded_by": actor},
    )[0]
