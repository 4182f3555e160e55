"""How dates, money and ages are written: "Senin, 24 Nov", "Rp 7.000.000", "3 hari lalu"."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from desaberdaya.house import STATE_WORDS, PartState

register = template.Library()


def _local_day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return clock.local_date(value) if timezone.is_aware(value) else value.date()


@register.filter
def day(value: date | datetime | None) -> str:
    """A date with its weekday: "Senin, 24 Nov"; with the year when it is not this year's."""
    if value is None:
        return ""
    local = _local_day(value)
    this_year = local.year == clock.today().year
    return date_format(local, "l, j M" if this_year else "l, j M Y", use_l10n=False)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """A date for a table: "24 Nov 2026"."""
    return date_format(_local_day(value), "j M Y", use_l10n=False) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in WITA: "Senin, 24 Nov, 14.05"."""
    if value is None:
        return ""
    local = value.astimezone(clock.WITA) if timezone.is_aware(value) else value
    return f"{day(local)}, {local:%H.%M}"


@register.filter
def rupiah(value: int | None) -> str:
    """Whole rupiah with Indonesian separators in every language: "Rp 7.000.000"."""
    if value is None:
        return ""
    sign = "−" if value < 0 else ""
    return f"{sign}Rp {abs(int(value)):,}".replace(",", ".")


@register.filter
def ago(value: date | datetime | None) -> str:
    """How far a day lies from today: "hari ini", "kemarin", "12 hari lalu", "5 bulan lalu"."""
    if value is None:
        return ""
    days = (clock.today() - _local_day(value)).days
    if days < 0:
        return until(value)
    if days == 0:
        return _("hari ini")
    if days == 1:
        return _("kemarin")
    return _("%(span)s lalu") % {"span": span(days)}


@register.filter
def until(value: date | datetime | None) -> str:
    """How long until a day: "hari ini", "besok", "dalam 5 hari"; a day that is past says so."""
    if value is None:
        return ""
    days = (_local_day(value) - clock.today()).days
    if days < 0:
        return _("lewat %(span)s") % {"span": span(-days)}
    if days == 0:
        return _("hari ini")
    if days == 1:
        return _("besok")
    return _("dalam %(span)s") % {"span": span(days)}


@register.filter
def span(days: int) -> str:
    """A number of days in the unit that one would say it in: days, months, years."""
    if days < 60:
        return ngettext("%(n)d hari", "%(n)d hari", days) % {"n": days}
    if days < 730:
        months = days // 30
        return ngettext("%(n)d bulan", "%(n)d bulan", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)d tahun", "%(n)d tahun", years) % {"n": years}


@register.filter
def state_word(state: str) -> str:
    """The word of an outcome or of a part's state: "MISSING" and "missing" are both "belum"."""
    return str(STATE_WORDS[PartState(str(state).lower())])
