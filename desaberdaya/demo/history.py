"""Let the months pass: facts change, and the worker's own sweep finds what each month brings."""

from datetime import date

from accounts.models import User
from desaberdaya.demo.rows import Written


def let_months_pass(families: list[Written], actor: User, today: date) -> None:
    return
