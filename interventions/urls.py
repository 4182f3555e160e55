from django.urls import URLPattern, path

from interventions.views.conflicts import visit_conflict, visit_conflicts
from interventions.views.enrolment import household_enrol, household_state
from interventions.views.photos import visit_photo
from interventions.views.plans import plan_adjust
from interventions.views.templates import template_detail, template_edit, template_list
from interventions.views.visits import visit_amend, visit_create, visit_detail, visit_result

urlpatterns: list[URLPattern] = [
    path("keluarga/<uuid:pk>/daftarkan/", household_enrol, name="household_enrol"),
    path("keluarga/<uuid:pk>/status/", household_state, name="household_state"),
    path("keluarga/<uuid:pk>/rencana/", plan_adjust, name="plan_adjust"),
    path("keluarga/<uuid:pk>/kunjungan/baru/", visit_create, name="visit_create"),
    path("kunjungan/<uuid:pk>/", visit_detail, name="visit_detail"),
    path("kunjungan/<uuid:pk>/hasil/", visit_result, name="visit_result"),
    path("kunjungan/<uuid:pk>/perbaiki/", visit_amend, name="visit_amend"),
    path("kunjungan/foto/<uuid:pk>/", visit_photo, name="visit_photo"),
    path("kunjungan-ganda/", visit_conflicts, name="visit_conflicts"),
    path("kunjungan-ganda/<uuid:pk>/", visit_conflict, name="visit_conflict"),
    path("templat/", template_list, name="template_list"),
    path("templat/<uuid:pk>/", template_detail, name="template_detail"),
    path("templat/<uuid:pk>/ubah/", template_edit, name="template_edit"),
]
