"""A batch is taken back whole while nothing was built on it; a family that waits is decided."""

from datetime import date

import pytest

from accounts import clock
from households import sealed
from households.imports.batches import confirm_batch
from households.imports.decisions import DecisionRefused, leave_waiting, take_new_card
from households.imports.undo import UndoRefused, begin_undo, blockers, undo
from households.models import (
    EnrolmentState,
    FactDifference,
    Household,
    ImportBatch,
    Member,
    Observation,
    StagedHousehold,
)
from households.models.import_batch import BatchState
from households.services.facts import record_facts
from households.services.identifiers import set_nik
from interventions.models import MentoringPlan
from tests.cast import Cast
from tests.factories import make_member
from tests.households.imports.conftest import Loader
from tests.households.imports.lists import KK, OTHER_KK, Cells, nik, person
from tests.households.imports.test_again import state_of_everything

FIRST = date(2026, 1, 10)
THIRD_KK = "5201070101260003"


def old() -> list[Cells]:
    return [
        person(nik="5201070101700000", tanggal_lahir="1970-02-03", sekolah="3", air_minum="6"),
        person("Inaq", hubungan="2", tanggal_lahir="1975-02-03", nik=nik(2)),
    ]


def new() -> list[Cells]:
    return [
        person(nik=nik(1), tanggal_lahir="1970-02-03", sekolah="1", air_minum="7", dusun="B"),
        person("Inaq Baru", hubungan="2", tanggal_lahir="1975-02-03", nik=nik(2), nik_padan="ya"),
        person("Anak", hubungan="3", desil="2"),
        person("Amaq Lain", no_kk=THIRD_KK, nik=nik(9), kloset="1"),
    ]


def latest() -> ImportBatch:
    return ImportBatch.objects.latest("created_at")


def undone(cast: Cast, batch: ImportBatch) -> ImportBatch:
    return undo(begin_undo(actor=cast.admin, batch=batch).pk)


def test_an_undo_restores_everything_exactly(cast: Cast, loaded: Loader) -> None:
    loaded(old(), observed=FIRST)
    head = Member.objects.get(relation=1)
    record_facts(actor=cast.sari, subject=head, values={"schooling": 2}, observed_on=FIRST)
    before = state_of_everything(), list(EnrolmentState.objects.values())
    numbers = loaded(new())
    assert (numbers["households_updated"], numbers["members_updated"]) == (1, 2)
    assert FactDifference.objects.count() == 1
    batch = undone(cast, latest())
    assert batch.state == BatchState.UNDONE
    assert (state_of_everything(), list(EnrolmentState.objects.values())) == before
    head.refresh_from_db()
    assert sealed.unseal(head.nik_sealed or b"", column=sealed.NIK, row=head.pk).endswith("0000")
    assert loaded(new())["households_created"] == 1


@pytest.mark.parametrize("built", ["fact", "enrolled", "member", "nik", "renamed", "difference"])
def test_what_was_built_on_stays(cast: Cast, loaded: Loader, built: str) -> None:
    loaded(old(), observed=FIRST)
    wife = Member.objects.get(relation=2)
    if built == "difference":
        record_facts(
            actor=cast.sari, subject=wife, values={"nik_matched": False}, observed_on=FIRST
        )
    loaded(new(), enrol=clock.today() if built == "enrolled" else None)
    batch = latest()
    made = Household.objects.get(members__name="Amaq Lain")
    if built == "fact":
        record_facts(actor=cast.sari, subject=wife, values={"needs_care": True}, observed_on=FIRST)
    elif built == "member":
        make_member(made, "Pendatang")
    elif built == "nik":
        set_nik(actor=cast.admin, member=made.members.get(), nik=nik(77))
    elif built == "renamed":
        Member.objects.filter(household=made).update(name="Betul", name_key="BETUL")
    elif built == "difference":
        FactDifference.objects.update(state="kept")
    before = state_of_everything()
    assert blockers(batch)
    with pytest.raises(UndoRefused, match="Tidak bisa dibatalkan"):
        begin_undo(actor=cast.admin, batch=batch)
    assert state_of_everything() == before
    assert latest().state == BatchState.APPLIED


def test_what_is_built_between_asking_and_undoing_stays_too(cast: Cast, loaded: Loader) -> None:
    loaded(new())
    batch = begin_undo(actor=cast.admin, batch=latest())
    member = Member.objects.get(name="Amaq Lain")
    record_facts(actor=cast.sari, subject=member, values={"needs_care": True}, observed_on=FIRST)
    batch = undo(batch.pk)
    assert batch.state == BatchState.APPLIED
    assert "Tidak bisa dibatalkan" in batch.problem
    assert Member.objects.count() == 4


def test_an_undo_twice_is_one(cast: Cast, loaded: Loader) -> None:
    loaded(new())
    batch = undone(cast, latest())
    assert undone(cast, batch).state == BatchState.UNDONE
    assert not Household.objects.exists()
    assert not Observation.objects.exists()
    assert confirmed_is_refused(cast, batch)


def confirmed_is_refused(cast: Cast, batch: ImportBatch) -> bool:
    from households.imports.batches import BatchRefused

    with pytest.raises(BatchRefused):
        confirm_batch(actor=cast.admin, batch=batch)
    return True


def waiting() -> StagedHousehold:
    return StagedHousehold.objects.get(action="waiting")


def test_a_new_card_is_taken_and_the_rows_loaded(cast: Cast, loaded: Loader) -> None:
    loaded(old(), observed=FIRST)
    household = Household.objects.get()
    before = state_of_everything()
    loaded([row | {"no_kk": OTHER_KK, "sekolah": "1"} for row in old()])
    batch = latest()
    take_new_card(actor=cast.admin, batch=batch, waiting_id=waiting().pk)
    household.refresh_from_db()
    assert household.kk_hash == sealed.keyed_hash(OTHER_KK)
    opened = sealed.unseal(household.kk_sealed or b"", column=sealed.KK, row=household.pk)
    assert opened == OTHER_KK
    assert set(household.members.values_list("schooling", flat=True)) == {1}
    batch.refresh_from_db()
    assert (batch.counts["households_updated"], batch.counts["rejected_households"]) == (1, 0)
    assert batch.state == BatchState.APPLIED
    assert not StagedHousehold.objects.exists()
    undone(cast, batch)
    assert state_of_everything() == before


def test_a_new_card_of_an_enrolling_list_enrols_its_family(cast: Cast, loaded: Loader) -> None:
    from interventions.services.batches import enrol_batch

    loaded(old(), observed=FIRST)
    loaded([row | {"no_kk": OTHER_KK} for row in old()], enrol=FIRST)
    assert not MentoringPlan.objects.exists()
    batch = latest()
    take_new_card(actor=cast.admin, batch=batch, waiting_id=waiting().pk)
    assert latest().state == BatchState.ENROLLING
    enrol_batch(batch.pk)
    assert MentoringPlan.objects.count() == 1
    assert latest().state == BatchState.APPLIED


def test_a_family_that_is_left_is_not_loaded_and_not_asked_again(
    cast: Cast, loaded: Loader
) -> None:
    loaded(old())
    loaded([row | {"no_kk": OTHER_KK} for row in old()])
    batch, left = latest(), waiting()
    for _time in range(2):
        leave_waiting(actor=cast.admin, batch=batch, waiting_id=left.pk)
    with pytest.raises(DecisionRefused):
        take_new_card(actor=cast.admin, batch=batch, waiting_id=left.pk)
    assert Household.objects.get().kk_hash == sealed.keyed_hash(KK)


def test_a_family_of_two_households_cannot_be_taken_for_one(cast: Cast, loaded: Loader) -> None:
    loaded([*old(), person("Amaq Lain", no_kk=THIRD_KK, nik=nik(9))])
    mixed = [
        person("Amaq Lain", no_kk=OTHER_KK, nik=nik(9)),
        person("Inaq", no_kk=OTHER_KK, hubungan="2", nik=nik(2)),
    ]
    assert loaded(mixed)["rejected_households"] == 1
    with pytest.raises(DecisionRefused):
        take_new_card(actor=cast.admin, batch=latest(), waiting_id=waiting().pk)
    assert Household.objects.filter(kk_hash=sealed.keyed_hash(OTHER_KK)).count() == 0
