"""A facilitator's phone: it signs in, sends a visit under its own id, and again until it is told
that the visit was kept."""

import http.client
import time
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse

from accounts import clock
from tests.factories import PASSWORD
from tests.resilience.village import FACILITATOR, Family

GIVE_UP = 60  # seconds


@dataclass(frozen=True, slots=True)
class Sent:
    """A visit that was acknowledged; `seconds` its last, successful sending took."""

    id: str
    seconds: float
    attempts: int


@dataclass
class Phone:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> "Phone":
        self.get(reverse("account_login"))
        form = {"login": FACILITATOR, "password": PASSWORD}
        status, _where, _page = self._ask("POST", reverse("account_login"), form)
        assert status == 302, status
        return self

    def get(self, path: str) -> str:
        status, _where, page = self._ask("GET", path)
        assert status == 200, (path, status)
        return page

    def result(self, visit: str) -> str:
        """The page that says what the visit changed."""
        return self.get(reverse("visit_result", args=(visit,)))

    def visit(self, family: Family) -> Sent:
        """Send one visit until it is acknowledged."""
        visit = str(uuid4())
        form = _form(visit, family)
        deadline = time.monotonic() + GIVE_UP
        attempts = 0
        while time.monotonic() < deadline:
            attempts += 1
            started = time.monotonic()
            if self._acknowledged(family, visit, form):
                return Sent(visit, time.monotonic() - started, attempts)
            time.sleep(0.2)
        raise AssertionError(f"{attempts} attempts and no acknowledgement")

    def _acknowledged(self, family: Family, visit: str, form: dict[str, str]) -> bool:
        path = reverse("visit_create", args=(family.household,))
        try:
            status, where, page = self._ask("POST", path, form)
        except (OSError, http.client.HTTPException):
            return False
        # Anything but a server's failure is an answer: a form that comes back is a refusal.
        assert status == 302 or status >= 500, (status, page)
        return where == reverse("visit_result", args=(visit,))

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", ""), page


def _form(visit: str, family: Family) -> dict[str, str]:
    happened = clock.now() - timedelta(minutes=1)
    return {
        "id": visit,
        "happened_on": happened.date().isoformat(),
        "happened_time": happened.strftime("%H:%M"),
        "mode": "face_to_face",
        "met_others": "Tetangga",
        f"fact.{family.head}.jkn_status": "active",
        f"why.{family.head}.jkn_status": "changed",
        f"fact.{family.partner}.jkn_status": "inactive",
        f"why.{family.partner}.jkn_status": "changed",
    }
