from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.base import clock
from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.meeting.forms import NO_NAMES, AboutForm
from partnerships.meeting.models import Item
from partnerships.meeting.shapes import Thing
from partnerships.meeting.things import key_of, thing_of


class WordsForm(AboutForm):
    title = TextField(label=_("Topic"), max_length=200)
    note = TextField(label=_("What should be talked about?"), lines=3, max_length=2000, required=False, help_text=NO_NAMES)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Item.Purpose, initial=Item.Purpose.CONSULTATION)
    minutes = forms.IntegerField(
        label=pgettext_lazy("time", "Minutes"),
        min_value=1,
        max_value=480,
        initial=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("title", "note", "purpose", "minutes", "about")

    def __init__(self, *args, things, now: Thing | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_things(things, now)


class StoreForm(WordsForm):
    partnership = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def words(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "partnership"} | self.about_what()


class EditForm(EditionForm, WordsForm):
    def words(self) -> dict:
        return super().words() | self.about_what()

    @staticmethod
    def initial_of(topic) -> dict:
        about = thing_of(topic)
        names = ("title", "note", "purpose", "minutes", "edition")
        return {name: getattr(topic, name) for name in names} | {"about": key_of(about) if about else ""}


class TakeForm(forms.Form):
    meeting = forms.ChoiceField(label=_("Into which meeting?"), widget=forms.RadioSelect)

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        self.fields["meeting"].choices = [(key, _named(meeting)) for key, meeting in self.meetings.items()]

    def chosen(self):
        return self.meetings[self.cleaned_data["meeting"]]


def _named(meeting) -> str:
    begins = meeting.starts_at.astimezone(clock.BERLIN)
    return f"{meeting} – {date_format(begins, 'SHORT_DATETIME_FORMAT')}"
