"""For the machine that watches the machines: does the database answer, the broker, the worker?"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desaberdaya.pages.queries.health import vital_signs


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, which takes the database; the rest is told, not judged."""
    signs = vital_signs()
    return JsonResponse(signs, status=200 if signs["database"] else 503)
