"""One role table: what each role may do. Which rows it may do it to is scope's matter."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FACILITATOR = "facilitator", _("Pendamping")
    OFFICER = "officer", _("Petugas kabupaten/kota")
    AGENCY = "agency", _("Meja dinas")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("Sistem")


class Agency(models.TextChoices):
    """The agencies that take a part of the house (programme.md, section 9)."""

    EDUCATION = "education", _("Dinas Pendidikan")
    HEALTH = "health", _("Dinas Kesehatan")
    SOCIAL = "social", _("Dinas Sosial")
    PUBLIC_WORKS = "public_works", _("Dinas PUPR/Perkim")


class Ability(StrEnum):
    VIEW_HOUSEHOLDS = "view_households"
    WORK_CASELOAD = "work_caseload"  # propose, verify, enrol, visit
    REVIEW_CASELOADS = "review_caseloads"
    REASSIGN_CASELOAD = "reassign_caseload"
    DECIDE_DIFFERENCES = "decide_differences"
    REVIEW_VISITS = "review_visits"  # visits sent twice with other content
    ADJUST_PLANS = "adjust_plans"  # shift and pause
    WORK_DESK = "work_desk"
    REVEAL_IDENTIFIERS = "reveal_identifiers"
    SEARCH_IDENTIFIERS = "search_identifiers"
    IMPORT_LISTS = "import_lists"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_VILLAGES = "manage_villages"
    MANAGE_TEMPLATES = "manage_templates"
    VIEW_RULES = "view_rules"


ABILITIES: dict[str, frozenset[Ability]] = {
    Role.FACILITATOR: frozenset(
        {
            Ability.VIEW_HOUSEHOLDS,
            Ability.WORK_CASELOAD,
            Ability.ADJUST_PLANS,
            Ability.REVEAL_IDENTIFIERS,
            Ability.SEARCH_IDENTIFIERS,
            Ability.VIEW_RULES,
        }
    ),
    Role.OFFICER: frozenset(
        {
            Ability.VIEW_HOUSEHOLDS,
            Ability.REVIEW_CASELOADS,
            Ability.REASSIGN_CASELOAD,
            Ability.DECIDE_DIFFERENCES,
            Ability.REVIEW_VISITS,
            Ability.ADJUST_PLANS,
            Ability.REVEAL_IDENTIFIERS,
            Ability.SEARCH_IDENTIFIERS,
            Ability.VIEW_RULES,
        }
    ),
    Role.AGENCY: frozenset({Ability.WORK_DESK, Ability.REVEAL_IDENTIFIERS, Ability.VIEW_RULES}),
    Role.ADMINISTRATOR: frozenset(Ability) - {Ability.WORK_CASELOAD, Ability.WORK_DESK},
    # Commands and the worker act under this account; nobody signs in with it.
    Role.SYSTEM: frozenset(Ability),
}


def abilities_of(role: str) -> frozenset[Ability]:
    """What the role may do; an unknown role may do nothing."""
    return ABILITIES.get(role, frozenset())
