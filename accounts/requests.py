"""What a page reads of its request: what was posted, where a long list goes on."""

from django.http import HttpRequest, QueryDict

AFTER = "setelah"


def posted(request: HttpRequest) -> QueryDict | None:
    """What binds a form: the body of a POST, an empty one too; else nothing."""
    return request.POST if request.method == "POST" else None


def next_page(request: HttpRequest, key: str) -> str:
    """This page's own address with the key after which the next one begins; '' on the last."""
    if not key:
        return ""
    query = request.GET.copy()
    query[AFTER] = key
    return f"?{query.urlencode()}"


def page_key(request: HttpRequest) -> str:
    return request.GET.get(AFTER, "")
