from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.uploads import UploadField


class VerifyForm(forms.Form):
    upload = UploadField(
        label=_("PDF"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("Only its check sum is calculated. The file is not kept."),
    )
