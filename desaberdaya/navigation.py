"""The menu as data: a row a page, in the order in which it is shown, for whom it is.

A new page of a role becomes a row here. What a person may not reach is not shown; the guard
itself stands at the page (accounts.access), not in the menu.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Ability
from desaberdaya.house import Words


@dataclass(frozen=True)
class MenuItem:
    label: Words
    url_name: str
    ability: Ability
    # Who can do this works elsewhere and does not need the page in the menu.
    hidden_from: Ability | None = None


@dataclass(frozen=True)
class MenuLink:
    label: Words
    url: str
    is_current: bool


MENU: tuple[MenuItem, ...] = (
    MenuItem(_("Hari ini"), "today", Ability.WORK_CASELOAD),
    MenuItem(_("Antrean"), "desk_queue", Ability.WORK_DESK),
    MenuItem(_("Dampingan"), "caseload_list", Ability.REVIEW_CASELOADS),
    MenuItem(_("Keluarga saya"), "household_list", Ability.WORK_CASELOAD),
    MenuItem(
        pgettext_lazy("menu", "Keluarga"),
        "household_list",
        Ability.VIEW_HOUSEHOLDS,
        hidden_from=Ability.WORK_CASELOAD,
    ),
    MenuItem(_("Perbedaan data"), "difference_list", Ability.DECIDE_DIFFERENCES),
    MenuItem(_("Kunjungan ganda"), "visit_conflicts", Ability.REVIEW_VISITS),
    MenuItem(_("Alih dampingan"), "caseload_reassign", Ability.REASSIGN_CASELOAD),
    MenuItem(pgettext_lazy("menu", "Daftar"), "import_list", Ability.IMPORT_LISTS),
    MenuItem(_("Orang"), "person_list", Ability.MANAGE_PEOPLE),
    MenuItem(pgettext_lazy("menu", "Desa"), "village_list", Ability.MANAGE_VILLAGES),
    MenuItem(_("Templat"), "template_list", Ability.MANAGE_TEMPLATES),
    MenuItem(_("Aturan"), "rule_list", Ability.REVIEW_CASELOADS),
    MenuItem(_("Jejak"), "audit_list", Ability.MANAGE_PEOPLE),
)


def menu_for(request: HttpRequest, menu: tuple[MenuItem, ...] | None = None) -> list[MenuLink]:
    """The links of the person who asks; the one that leads to this page or above it is current."""
    can = getattr(request.user, "can", None) if hasattr(request, "user") else None
    if can is None:
        return []
    items = [
        (item, reverse(item.url_name))
        for item in (MENU if menu is None else menu)
        if can(item.ability) and not (item.hidden_from and can(item.hidden_from))
    ]
    current = _nearest(request.path, [url for _item, url in items])
    return [MenuLink(item.label, url, url == current) for item, url in items]


def _nearest(path: str, urls: list[str]) -> str:
    """The longest of the addresses that the path lies under; "/" only covers itself."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
