from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.annex.forms import ACCEPT
from partnerships.annex.intake import check
from partnerships.base.forms import DateField, TextField
from partnerships.base.uploads import UploadField
from projects.certificate.models import Certificate


class CertificateForm(forms.Form):
    """A paper with its dates and its file."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Certificate.Kind.choices, widget=forms.RadioSelect)
    issued_on = DateField(label=gettext_lazy("Issued on"))
    valid_until = DateField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy(
            "A tax exemption notice counts for five years at most, a first one for three. A proof of insurance names its last day."
        ),
    )
    upload = UploadField(label=gettext_lazy("File"), max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPT}))
    note = TextField(label=gettext_lazy("Note"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = _("PDF or a picture, at most %(most)s. Your partners can read it.") % {
            "most": filesizeformat(settings.UPLOAD_BYTES)
        }

    def clean_upload(self):
        return check(self.cleaned_data["upload"])

    def clean(self):
        data = super().clean()
        if data.get("issued_on") and data.get("valid_until") and data["valid_until"] < data["issued_on"]:
            self.add_error("valid_until", _("The end must not be before the start."))
        return data


class EndForm(forms.Form):
    reason = TextField(label=gettext_lazy("Why does it no longer count?"), max_length=300)
