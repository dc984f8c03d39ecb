"""What a quarter is, and one key figure of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhoods.quarter.models import Figure
from partnerships.base import clock
from partnerships.base.forms import DateField, NumberField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.names import by_name
from partnerships.partnership.models import Partnership

FEWEST = 5  # people in a group that may be counted


class AboutForm(forms.Form):
    name = TextField(label=_("Name"), max_length=120)
    city = TextField(label=_("Town"), max_length=80)
    description = TextField(
        label=_("Description"),
        lines=6,
        max_length=4000,
        required=False,
        help_text=_(
            "What the quarter is like: buildings, places to meet, who is active there. Please give no details about individual people."
        ),
    )
    streets = TextField(label=_("Streets"), lines=3, max_length=4000, required=False, help_text=_("Which streets belong to it."))


class AddForm(AboutForm):
    partnerships = forms.ModelMultipleChoiceField(
        label=_("Partnerships that work here"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Partnership.objects.worked_on_by(person).exclude(state=Partnership.State.ENDED).order_by(*by_name("title"))
        self.fields["partnerships"].queryset = rows.with_parties() if self.is_bound else rows  # only titles are shown


class EditForm(EditionForm, AboutForm):
    pass


class FigureForm(forms.Form):
    key = forms.ChoiceField(label=_("Key figure"), choices=Figure.Key)
    label = TextField(label=_("Name of the figure"), max_length=120, required=False, help_text=_("Only for “Other”."))
    value = NumberField(label=_("Value"), help_text=_("For example 1.480 or 8,9. Please give no details about individual people."))
    unit = TextField(
        label=_("Unit"),
        max_length=20,
        required=False,
        # xgettext:no-python-format
        help_text=_("Left empty, it is the usual one: % for shares, €/m² for rents."),
    )
    reference_date = DateField(label=_("Reference date"), help_text=_("The day the value is true for."))
    source = TextField(label=_("Source"), max_length=200, help_text=_("For example: residents' register, company's own statistics"))
    level = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[
            (Figure.Level.PARTNERS, _("Partners: the organisations we share a partnership in this quarter with")),
            (Figure.Level.PUBLIC, _("Public: observers, too")),
            (Figure.Level.INTERNAL, _("Internal: only our own organisation")),
        ],
        initial=Figure.Level.PARTNERS,
        widget=forms.RadioSelect,
    )

    def clean_reference_date(self):
        day = self.cleaned_data["reference_date"]
        if day > clock.today():
            raise forms.ValidationError(_("The reference date cannot be in the future."), code="future")
        return day

    def clean(self):
        data = super().clean()
        if data.get("key") != Figure.Key.OTHER:
            data["label"] = ""
        if data.get("key") == Figure.Key.RESIDENTS and data.get("value") is not None and 0 < data["value"] < FEWEST:
            self.add_error(
                "value",
                forms.ValidationError(
                    _("Groups of fewer than %(fewest)s people must not be entered: individual people could be recognised."),
                    code="few",
                    params={"fewest": FEWEST},
                ),
            )
        return data


class EditFigureForm(EditionForm, FigureForm):
    pass
