from django.apps import AppConfig


class DesaBerdayaConfig(AppConfig):
    name = "desaberdaya"
