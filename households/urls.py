from django.urls import URLPattern, path

from households.views.caseload import caseload_reassign
from households.views.differences import difference_decide, difference_list
from households.views.dwelling import dwelling_share
from households.views.facts import dwelling_edit, household_edit, member_edit
from households.views.families import household_propose, household_verify, member_add
from households.views.history import household_history
from households.views.identifiers import (
    household_kk,
    household_reveal_kk,
    member_nik,
    member_reveal_nik,
)
from households.views.imports import (
    import_confirm,
    import_create,
    import_decide,
    import_detail,
    import_discard,
    import_go_on,
    import_list,
    import_report,
    import_undo,
)
from households.views.listing import household_list, identifier_search

urlpatterns: list[URLPattern] = [
    path("keluarga/", household_list, name="household_list"),
    path("keluarga/cari-nomor/", identifier_search, name="identifier_search"),
    path("keluarga/usul/", household_propose, name="household_propose"),
    path("keluarga/<uuid:pk>/ubah/", household_edit, name="household_edit"),
    path("keluarga/<uuid:pk>/verifikasi/", household_verify, name="household_verify"),
    path("keluarga/<uuid:pk>/riwayat/", household_history, name="household_history"),
    path("keluarga/<uuid:pk>/kk/", household_reveal_kk, name="household_reveal_kk"),
    path("keluarga/<uuid:pk>/kk/ubah/", household_kk, name="household_kk"),
    path("keluarga/<uuid:pk>/rumah/", dwelling_edit, name="dwelling_edit"),
    path("keluarga/<uuid:pk>/rumah/bersama/", dwelling_share, name="dwelling_share"),
    path("keluarga/<uuid:pk>/anggota/tambah/", member_add, name="member_add"),
    path("anggota/<uuid:pk>/", member_edit, name="member_edit"),
    path("anggota/<uuid:pk>/nik/", member_reveal_nik, name="member_reveal_nik"),
    path("anggota/<uuid:pk>/nik/ubah/", member_nik, name="member_nik"),
    path("perbedaan/", difference_list, name="difference_list"),
    path("perbedaan/<uuid:pk>/", difference_decide, name="difference_decide"),
    path("alih-dampingan/", caseload_reassign, name="caseload_reassign"),
    path("daftar/", import_list, name="import_list"),
    path("daftar/baru/", import_create, name="import_create"),
    path("daftar/<uuid:pk>/", import_detail, name="import_detail"),
    path("daftar/<uuid:pk>/terapkan/", import_confirm, name="import_confirm"),
    path("daftar/<uuid:pk>/tinggalkan/", import_discard, name="import_discard"),
    path("daftar/<uuid:pk>/lanjutkan/", import_go_on, name="import_go_on"),
    path("daftar/<uuid:pk>/batalkan/", import_undo, name="import_undo"),
    path("daftar/<uuid:pk>/putuskan/", import_decide, name="import_decide"),
    path("daftar/<uuid:pk>/perbaiki/", import_report, name="import_report"),
]
