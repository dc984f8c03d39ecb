from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField
from partnerships.export.models import Export
from partnerships.partnership.choices import WORKED_ON
from partnerships.partnership.models import Partnership
from projects.report.exports import PARTS


class ReportForm(forms.Form):
    partnership = forms.ModelChoiceField(queryset=Partnership.objects.none(), label=_("Partnership"), empty_label=_("Please choose"))
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"))
    parts = forms.MultipleChoiceField(
        label=_("What it contains"), choices=PARTS, widget=forms.CheckboxSelectMultiple, initial=[key for key, _label in PARTS]
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("pdf", _("PDF – to read, print and send")),
            ("xlsx", _("Excel (XLSX) – to calculate on")),
            ("csv", _("CSV – for other programs; several parts come as a ZIP file")),
        ],
        widget=forms.RadioSelect,
        initial=Export.Format.PDF,
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["partnership"]
        field.queryset = WORKED_ON.of(person)
        field.choices = [("", field.empty_label), *WORKED_ON.names_of(person)]
        first = clock.today().replace(month=1, day=1)
        self.fields["starts_on"].initial = first
        self.fields["ends_on"].initial = first.replace(month=12, day=31)

    def clean(self):
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end:
            if end < start:
                self.add_error("ends_on", _("The end must not be before the start."))
            elif (end - start).days > 3660:
                self.add_error("ends_on", _("Please choose a period of ten years at most."))
        return data
