"""Find an act in the traces."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries.traces import TraceFilter


class TraceFilterForm(forms.Form):
    orang = forms.CharField(label=_("Siapa"), required=False, max_length=120)
    tindakan = forms.CharField(label=_("Berbuat apa"), required=False, max_length=60)
    objek = forms.CharField(label=_("Kode objek"), required=False, max_length=40)

    @property
    def wanted(self) -> TraceFilter:
        self.is_valid()
        given = self.cleaned_data
        return TraceFilter(
            actor=given.get("orang", ""),
            action=given.get("tindakan", ""),
            subject=given.get("objek", ""),
        )
