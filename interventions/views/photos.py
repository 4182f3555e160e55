"""A photo leaves its folder only through this door."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Ability
from interventions.access import photo_for
from interventions.services.photos import path_of


@cache_control(private=True, max_age=3600)
@requires(Ability.VIEW_HOUSEHOLDS)
@require_safe
def visit_photo(request: SignedInRequest, pk: UUID) -> FileResponse:
    path = path_of(photo_for(request.user, pk))
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg")
