"""The public page behind a one-time link, and the choice of language."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as set_language_cookie

from accounts.access import signed_in
from accounts.forms.sign_in import FirstPasswordForm
from accounts.queries.people import link_of
from accounts.requests import posted
from accounts.services.account import choose_language
from accounts.services.links import LinkNotUsable, LinkState, redeem_link, state_of
from accounts.sign_in import sign_in

STATUS_OF = {LinkState.UNKNOWN: 404, LinkState.USED: 410, LinkState.EXPIRED: 410}


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password", "again")
def person_activate(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of(token)
    state = state_of(link)
    if link is None or state is not LinkState.READY:
        return _not_usable(request, state)
    form = FirstPasswordForm(posted(request), user=link.user)
    if request.method == "POST" and form.is_valid():
        try:
            person = redeem_link(token=token, password=form.cleaned_data["password"])
        except LinkNotUsable as refusal:
            return _not_usable(request, refusal.state)
        logout(request)  # whoever was signed in on this device
        return sign_in(request, person)
    return render(request, "accounts/person_activate.html", {"form": form, "person": link.user})


def _not_usable(request: HttpRequest, state: LinkState) -> HttpResponse:
    context = {"state": state.value}
    return render(request, "accounts/person_link_void.html", context, status=STATUS_OF[state])


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if user is not None:
        choose_language(user=user, language=request.POST.get("language", ""))
    return set_language_cookie(request)
