"""One form with every kind of field, to look at."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Siapa yang ditemui?"), help_text=_("Boleh nama panggilan."))
    water = forms.ChoiceField(
        label=_("Dari mana air minum keluarga ini?"),
        choices=(("well", _("Sumur gali")), ("pipe", _("Ledeng")), ("river", _("Sungai"))),
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("Apa saja yang dibicarakan?"),
        choices=(("school", _("Sekolah")), ("work", _("Usaha")), ("saving", _("Tabungan"))),
        widget=forms.CheckboxSelectMultiple,
    )
    village = forms.ChoiceField(
        label=_("Desa"), choices=(("", _("Pilih desa")), ("1", "Desa Rekaan"), ("2", "Desa Misal"))
    )
    amount = forms.IntegerField(label=_("Uang yang ditabung bulan ini"))
    next_visit = forms.DateField(
        label=_("Kunjungan berikutnya"), widget=forms.DateInput(attrs={"type": "date"})
    )
    photo = forms.FileField(label=_("Foto"), required=False)
    note = forms.CharField(label=_("Catatan"), widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("Keluarga setuju titik lokasi dicatat"))


class SampleFilter(forms.Form):
    q = forms.CharField(label=_("Nama"), required=False)
    state = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=(("", _("Semua")), ("late", _("Lewat waktu")))
    )
