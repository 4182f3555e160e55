from django import forms
from django.utils.translation import gettext_lazy


class HouseSearchForm(forms.Form):
    """Look among the neighbours for the family of the same house."""

    name = forms.CharField(
        label=gettext_lazy("Cari nama keluarga di desa ini"), required=False, max_length=80
    )
