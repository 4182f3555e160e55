from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "interventions"

    def ready(self) -> None:
        from accounts import audit_words
        from interventions.audit_words import ACTS, KINDS

        audit_words.register(ACTS, KINDS)
