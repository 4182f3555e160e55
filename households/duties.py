"""What a facilitator still carries: shown where their account is deactivated."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from accounts.duties import Duty
from accounts.models import User
from households.access import assigned_on


def caseload_of(user: User) -> Duty | None:
    """The households assigned to this person today, and the page that hands them over."""
    count = assigned_on(clock.today()).filter(facilitator=user).count()
    if not count:
        return None
    words = ngettext(
        "Masih mendampingi %(count)d keluarga.", "Masih mendampingi %(count)d keluarga.", count
    )
    return Duty(
        text=words % {"count": count},
        url=f"{reverse('caseload_reassign')}?from={user.pk}",
        action=_("Alihkan dampingannya"),
    )
