from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "households"

    def ready(self) -> None:
        from accounts import duties
        from households.duties import caseload_of

        duties.register(caseload_of)
