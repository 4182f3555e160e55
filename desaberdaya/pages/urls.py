from django.urls import URLPattern, path

from desaberdaya.pages.views.caseload import caseload_list, caseload_rows
from desaberdaya.pages.views.desk import desk_household, desk_queue, desk_reveal_nik
from desaberdaya.pages.views.health import health
from desaberdaya.pages.views.home import home
from desaberdaya.pages.views.household import household_detail
from desaberdaya.pages.views.today import today

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("hari-ini/", today, name="today"),
    path("keluarga/<uuid:pk>/", household_detail, name="household_detail"),
    path("dampingan/", caseload_list, name="caseload_list"),
    path("dampingan/rincian/<slug:measure>/", caseload_rows, name="caseload_rows"),
    path("dinas/", desk_queue, name="desk_queue"),
    path("dinas/keluarga/<uuid:pk>/", desk_household, name="desk_household"),
    path("dinas/anggota/<uuid:pk>/nik/", desk_reveal_nik, name="desk_reveal_nik"),
    path("sehat/", health, name="health"),
]
