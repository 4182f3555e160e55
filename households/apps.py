from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "households"

    def ready(self) -> None:
        from accounts import audit_words, duties
        from households.audit_words import ACTS, KINDS
        from households.duties import caseload_of

        duties.register(caseload_of)
        audit_words.register(ACTS, KINDS)
