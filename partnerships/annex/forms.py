from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.annex.formats import FORMATS
from partnerships.annex.intake import check
from partnerships.annex.models import OF_THE_TEXT, Kind
from partnerships.base.forms import TextField
from partnerships.base.uploads import UploadField

ACCEPT = ",".join(sorted({f".{each.suffix}" for each in FORMATS.values()} | {".jpeg"}))
BOTH, OWN = "both", "own"


class AnnexForm(forms.Form):
    """A file and what it is; `cleaned_data["upload"]` is fit to be kept."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"))
    upload = UploadField(label=gettext_lazy("File"), max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPT}))
    comment = TextField(label=gettext_lazy("What should one know about it?"), lines=3, max_length=2000, required=False)
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=[(OWN, gettext_lazy("Only my organisation")), (BOTH, gettext_lazy("Both sides"))],
        widget=forms.RadioSelect,
        initial=OWN,
        help_text=gettext_lazy("A file that belongs to the text stays with you until your side makes its next proposal, and goes with it."),
    )

    def __init__(self, *args, kinds: tuple[str, ...], most: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, Kind(kind).label) for kind in kinds]
        self.fields["upload"].help_text = _(
            "PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, TXT or CSV, at most %(most)s. Please no lists with names of residents."
        ) % {"most": most}
        if set(kinds) <= set(OF_THE_TEXT):
            del self.fields["readers"]

    def clean_upload(self):
        return check(self.cleaned_data["upload"])

    def clean(self):
        data = super().clean()
        data["internal"] = data.pop("readers", OWN) == OWN
        if data.get("kind") == Kind.RETURNED and not data.get("comment"):
            self.add_error("comment", ValidationError(_("Please say in one sentence what was changed or asked.")))
        return data
