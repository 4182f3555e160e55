"""`{% icon "phone" %}`: one of our own symbols, drawn in the colour of the text beside it."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon (hidden from screen readers): the words beside it say what it means.

    `name` is the id of a symbol in static/icons/sprite.svg.
    """
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )
