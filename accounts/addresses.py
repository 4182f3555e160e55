"""The address of the next page of a filtered list: the filters stay in the address bar."""

from django.http import HttpRequest

AFTER = "setelah"


def next_page(request: HttpRequest, key: str) -> str:
    """This page's own address with the key after which the next one begins; '' on the last."""
    if not key:
        return ""
    query = request.GET.copy()
    query[AFTER] = key
    return f"?{query.urlencode()}"


def page_key(request: HttpRequest) -> str:
    return request.GET.get(AFTER, "")
