"""The desk's door to a person's NIK: only of whom it has something to do for."""

from uuid import UUID

from django.http import Http404

from accounts.models import User
from desaberdaya.pages.queries.desk import members_for_desk
from households.models import Member


def desk_member_for(user: User, pk: UUID) -> Member:
    """A member within the desk's sight, else Http404."""
    member = members_for_desk(user).filter(pk=pk).first()
    if member is None:
        raise Http404
    return member
