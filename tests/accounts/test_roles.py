"""The one role table: who may do what at all."""

import pytest

from accounts.roles import Ability, Role, abilities_of

ADMINISTRATORS_ONLY = {
    Ability.IMPORT_LISTS,
    Ability.MANAGE_PEOPLE,
    Ability.MANAGE_VILLAGES,
    Ability.MANAGE_TEMPLATES,
}


def test_every_role_of_the_table_may_do_something() -> None:
    assert all(abilities_of(role) for role in Role)


def test_a_role_that_is_not_in_the_table_may_do_nothing() -> None:
    assert abilities_of("superuser") == frozenset()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OFFICER, Role.AGENCY])
def test_only_administrators_manage_people_villages_lists_and_templates(role: Role) -> None:
    assert not abilities_of(role) & ADMINISTRATORS_ONLY
    assert abilities_of(Role.ADMINISTRATOR) >= ADMINISTRATORS_ONLY


def test_an_agency_desk_neither_lists_nor_searches_households() -> None:
    assert not abilities_of(Role.AGENCY) & {
        Ability.VIEW_HOUSEHOLDS,
        Ability.SEARCH_IDENTIFIERS,
        Ability.WORK_CASELOAD,
        Ability.REVIEW_CASELOADS,
    }


def test_only_facilitators_work_a_caseload_and_only_desks_a_desk() -> None:
    people = set(Role) - {Role.SYSTEM}
    assert {r for r in people if Ability.WORK_CASELOAD in abilities_of(r)} == {Role.FACILITATOR}
    assert {r for r in people if Ability.WORK_DESK in abilities_of(r)} == {Role.AGENCY}
