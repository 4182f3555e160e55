from django.urls import URLPattern, path

from entitlements import views

urlpatterns: list[URLPattern] = [
    path("bendera/<uuid:pk>/", views.flag_detail, name="flag_detail"),
    path("aturan/", views.rule_list, name="rule_list"),
]
