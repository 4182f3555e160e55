"""Every address of the product. Paths are Indonesian, names are English."""

from django.urls import URLPattern, URLResolver, include, path

from desaberdaya.styleguide.views import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("akun/", include("accounts.account_urls")),
    path("", include("accounts.urls")),
    path("", include("households.urls")),
    path("", include("entitlements.urls")),
    path("", include("interventions.urls")),
    path("gaya/", styleguide, name="styleguide"),
    path("", include("desaberdaya.pages.urls")),
]
