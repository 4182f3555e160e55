from django import forms


class DecisionForm(forms.Form):
    """One of two buttons, and the version that the person saw beside them."""

    KEEP, ACCEPT = "keep", "accept"
    decision = forms.ChoiceField(choices=((KEEP, KEEP), (ACCEPT, ACCEPT)))
    seen_version = forms.IntegerField(min_value=0)
