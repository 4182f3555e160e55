"""The menu shows each person the pages of their own work."""

from types import SimpleNamespace

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Ability, Role
from desaberdaya.navigation import MENU, MenuItem, menu_for

GUIDE = MenuItem("Gaya", "styleguide", Ability.MANAGE_PEOPLE)


def request_of(role: str, path: str = "/") -> HttpRequest:
    request = HttpRequest()
    request.path = path
    request.user = User(username="contoh", role=role)
    return request


def test_every_row_of_the_menu_leads_to_a_page() -> None:
    assert all(reverse(item.url_name) for item in MENU)


def test_a_page_out_of_reach_is_not_in_the_menu() -> None:
    assert menu_for(request_of(Role.FACILITATOR), (GUIDE,)) == []
    assert [link.label for link in menu_for(request_of(Role.ADMINISTRATOR), (GUIDE,))] == ["Gaya"]


def test_the_page_and_what_lies_under_it_are_marked_as_current() -> None:
    for path, current in (("/gaya/", True), ("/gaya/lagi/", True), ("/lain/", False)):
        links = menu_for(request_of(Role.ADMINISTRATOR, path), (GUIDE,))
        assert [link.is_current for link in links] == [current]


def test_a_row_can_be_kept_from_those_who_do_that_work_elsewhere() -> None:
    item = MenuItem("Gaya", "styleguide", Ability.VIEW_HOUSEHOLDS, Ability.MANAGE_PEOPLE)
    assert menu_for(request_of(Role.ADMINISTRATOR), (item,)) == []
    assert len(menu_for(request_of(Role.FACILITATOR), (item,))) == 1


def test_somebody_signed_out_has_no_menu() -> None:
    request = HttpRequest()
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    assert menu_for(request, (GUIDE,)) == []
