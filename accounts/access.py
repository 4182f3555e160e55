"""May this person do that at all? Out of reach is 403; which rows, each app's access decides."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.roles import Ability

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request behind `requires`: its user is one of ours."""

    user: User


def signed_in(request: HttpRequest) -> User | None:
    """The person who asks, on a page that is open to everybody."""
    return request.user if isinstance(request.user, User) else None


def requires(
    *abilities: Ability,
) -> Callable[[Callable[Concatenate[SignedInRequest, P], HttpResponseBase]], View[P]]:
    """Let in who has one of the abilities; send the signed-out to sign in, the others get 403."""

    def decorate(
        view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
    ) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = cast("User", request.user)
            if not any(user.can(ability) for ability in abilities):
                raise PermissionDenied
            return view(cast("SignedInRequest", request), *args, **kwargs)

        return cast("View[P]", login_required(guarded))

    return decorate
