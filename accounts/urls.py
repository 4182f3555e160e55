from django.urls import path

from accounts.views import assignments, people, sign_in, traces, villages

urlpatterns = [
    path("bahasa/", sign_in.set_language, name="set_language"),
    path("masuk/tautan/<str:token>/", sign_in.person_activate, name="person_activate"),
    path("orang/", people.person_list, name="person_list"),
    path("orang/undang/", people.person_invite, name="person_invite"),
    path("orang/<uuid:pk>/", people.person_detail, name="person_detail"),
    path("orang/<uuid:pk>/ubah/", people.person_edit, name="person_edit"),
    path("orang/<uuid:pk>/tautan-baru/", people.person_reset, name="person_reset"),
    path("orang/<uuid:pk>/nonaktifkan/", people.person_deactivate, name="person_deactivate"),
    path("orang/<uuid:pk>/aktifkan/", people.person_reactivate, name="person_reactivate"),
    path("orang/<uuid:pk>/akhiri-sesi/", people.person_end_sessions, name="person_end_sessions"),
    path("orang/<uuid:pk>/wilayah/", assignments.person_assign, name="person_assign"),
    path("penugasan/<uuid:pk>/akhiri/", assignments.assignment_end, name="assignment_end"),
    path("wilayah/", villages.village_list, name="village_list"),
    path("wilayah/berkas/", villages.village_import, name="village_import"),
    path("wilayah/<str:code>/", villages.village_edit, name="village_edit"),
    path("jejak/", traces.audit_list, name="audit_list"),
]
