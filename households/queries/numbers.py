"""A number as a screen may show it without a reason: most of its digits hidden."""

from households import sealed
from households.identifiers import masked
from households.models import Household, Member


def masked_nik(member: Member) -> str:
    """'' where there is none."""
    if member.nik_sealed is None:
        return ""
    return masked(sealed.unseal(member.nik_sealed, column=sealed.NIK, row=member.pk))


def masked_kk(household: Household) -> str:
    """'' where there is none."""
    if household.kk_sealed is None:
        return ""
    return masked(sealed.unseal(household.kk_sealed, column=sealed.KK, row=household.pk))
