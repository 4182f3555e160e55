"""The pages of django-allauth that make sense here: nobody signs up, nobody has mail.

A forgotten password is an administrator's one-time link (`person_activate`).
"""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("sesi/", include("allauth.usersessions.urls")),
    path("pengaman/", include("allauth.mfa.urls")),
]
