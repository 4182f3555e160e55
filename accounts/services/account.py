"""What people do to their own account."""

from django.conf import settings
from django.db import transaction

from accounts.audit import record_audit
from accounts.models import User


@transaction.atomic
def change_own_password(*, user: User, password: str) -> None:
    user.set_password(password)
    user.must_set_password = False
    user.save(update_fields=("password", "must_set_password"))
    record_audit(actor=user, action="person.password_changed", subject=user)


def choose_language(*, user: User, language: str) -> None:
    """Keep the language for the next sign-in; one that is not spoken here changes nothing."""
    if language in dict(settings.LANGUAGES) and language != user.language:
        User.objects.filter(pk=user.pk).update(language=language)
