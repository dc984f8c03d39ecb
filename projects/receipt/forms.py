from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.annex.intake import check
from partnerships.base.forms import DateField, MoneyField, TextField
from partnerships.base.meanwhile import Carried, EditionForm
from partnerships.base.names import by_name
from partnerships.base.uploads import Upload, UploadField
from projects.contribution.forms import MeantMixin
from projects.contribution.models import Contribution
from projects.plan.models import Line
from projects.project.models import Project
from projects.receipt import doubts, photo, rules
from projects.receipt.actions import Entry
from projects.receipt.models import Receipt

PICTURES = "image/jpeg,image/png"
NAMES = ("amount", "day", "payee", "reason", "reference", "line", "project")


class ReceiptForm(MeantMixin):
    """A receipt on one screen, the amount first."""

    amount = MoneyField(label=gettext_lazy("Amount"))
    day = DateField(label=gettext_lazy("When was it paid?"))
    payee = TextField(label=gettext_lazy("Paid to"), max_length=120)
    reason = TextField(label=gettext_lazy("What for?"), max_length=200)
    line = forms.ModelChoiceField(
        label=gettext_lazy("Line of the plan"), queryset=Line.objects.none(), empty_label=gettext_lazy("Please choose")
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=Project.objects.none(), required=False, empty_label=gettext_lazy("No project")
    )
    reference = TextField(label=gettext_lazy("Number on the receipt"), max_length=60, required=False)

    receipt: Receipt | None = None
    field_order = [*NAMES, "meant"]

    def __init__(self, data=None, *args, contribution: Contribution, person, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.contribution, self.person = contribution, person
        lines = (
            Line.objects.visible_to(person)
            .costs()
            .filter(plan__contribution=contribution)
            .select_related("plan")
            .order_by("position", "pk")
        )
        field = self.fields["line"]
        field.queryset = lines
        field.choices = [("", field.empty_label), *((str(line.pk), str(line)) for line in lines)]  # else they are asked for once more
        if not lines:
            del self.fields["line"]
        if contribution.project_id:
            del self.fields["project"]
        else:
            projects = Project.objects.visible_to(person).filter(partnership=contribution.partnership_id)
            self.fields["project"].queryset = projects.order_by(*by_name("title"))
        if not self.is_bound:
            self.ask([])

    def doubts(self):
        data = self.cleaned_data
        if not (plausible := rules.is_plausible_day(self.contribution, data["day"])):
            self.add_error("day", plausible.reason)
            return []
        words = {name: data[name] for name in ("amount", "payee", "reference")}
        return doubts.on_entering(self.contribution, on=data["day"], instead_of=self.receipt, **words)

    def entry(self) -> Entry:
        words = {name: self.cleaned_data.get(name) for name in NAMES}
        return Entry(**words | {"project": words["project"] or self.contribution.project})


class EnterForm(ReceiptForm):
    """With the picture: taken now, or chosen; a sound one is kept when something else has to be asked."""

    photo = UploadField(
        label=gettext_lazy("Take a photo"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": PICTURES, "capture": "environment"}),
    )
    upload = UploadField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("JPEG, PNG or PDF. Pictures are made smaller; place and time of taking are removed."),
        widget=forms.FileInput(attrs={"accept": f"{PICTURES},application/pdf"}),
    )
    kept = Carried()

    field_order = ["amount", "photo", "upload", "day", "payee", "reason", "line", "project", "reference", "meant"]

    def clean_photo(self):
        return self._checked("photo")

    def clean_upload(self):
        return self._checked("upload")

    def _checked(self, name: str):
        upload = self.cleaned_data[name]
        return check(upload, only=photo.FORMATS, most_side=photo.MOST_SIDE) if upload else None

    @property
    def waiting(self):
        """The file that was sent with an earlier try."""
        return photo.kept(self.data.get("kept", ""), self.person) if self.is_bound else None

    @property
    def chosen(self):
        return self.cleaned_data.get("photo") or self.cleaned_data.get("upload") or self.waiting

    def keep(self) -> None:
        """The form comes back: the picture does not have to be taken again."""
        for name in ("photo", "upload"):
            checked, upload = self.cleaned_data.get(name), self.files.get(name)
            if checked and isinstance(upload, Upload):
                self.data = self.data.copy()
                self.data["kept"] = photo.keep(upload, checked, self.person)
        waiting = self.waiting
        if waiting:
            self["upload"].help_text = _("“%(name)s” is here already and need not be chosen again.") % {"name": escape(waiting.name)}


class EditForm(EditionForm, ReceiptForm):
    """The same for one that was entered."""

    def __init__(self, data=None, *, receipt: Receipt, person, **kwargs):
        self.receipt = receipt
        initial = {name: getattr(receipt, name) for name in ("edition", *NAMES)}
        initial |= {"line": receipt.line_id, "project": receipt.project_id}
        super().__init__(data, thing=receipt, initial=initial, contribution=receipt.contribution, person=person, **kwargs)


class FileForm(forms.Form):
    """One more page, or a better picture."""

    upload = UploadField(
        label=gettext_lazy("Photo or file"), max_length=255, widget=forms.FileInput(attrs={"accept": f"{PICTURES},application/pdf"})
    )

    def clean_upload(self):
        return check(self.cleaned_data["upload"], only=photo.FORMATS, most_side=photo.MOST_SIDE)


class StrikeForm(EditionForm):
    watched = ("amount", "payee", "day")

    reason = TextField(label=gettext_lazy("Why is it struck?"), max_length=300)

    def __init__(self, *args, receipt: Receipt, **kwargs):
        super().__init__(*args, thing=receipt, initial={"edition": receipt.edition}, **kwargs)
