from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.annex.formats import FORMATS
from partnerships.annex.intake import check
from partnerships.annex.models import OF_THE_TEXT, Kind
from partnerships.annex.pictures import FORMATS as PICTURES
from partnerships.base.forms import TextField
from partnerships.base.uploads import UploadField

ACCEPT = ",".join(sorted({f".{each.suffix}" for each in FORMATS.values()} | {".jpeg"}))
BOTH, OWN = "both", "own"
MOST_SIDE = 1600  # points, of pictures that are shown on a page


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

    def __init__(self, *args, kinds: tuple[str, ...], most: str, shown: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = shown
        if shown:
            self.fields["comment"].help_text = _("For a picture: what can be seen in it, for those who do not see it.")
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial["kind"] = kinds[0]
        self.fields["kind"].choices = [(kind, Kind(kind).label) for kind in kinds]
        self.fields["upload"].help_text = _(
            "PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, TXT or CSV, at most %(most)s. Please no lists with names of residents."
        ) % {"most": most}
        if shown or set(kinds) <= set(OF_THE_TEXT):
            del self.fields["readers"]

    def clean_upload(self):
        return check(self.cleaned_data["upload"], most_side=MOST_SIDE if self.shown else None)

    def clean(self):
        data = super().clean()
        data["internal"] = data.pop("readers", OWN) == OWN
        upload = data.get("upload")
        if self.shown and upload and upload.format in PICTURES and not data.get("comment"):
            self.add_error("comment", ValidationError(_("Please say in one sentence what can be seen in the picture.")))
        if data.get("kind") == Kind.RETURNED and not data.get("comment"):
            self.add_error("comment", ValidationError(_("Please say in one sentence what was changed or asked.")))
        return data
