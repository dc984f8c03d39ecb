"""The minutes as one form, and what the page's script sends."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.base.meanwhile import SeenForm
from partnerships.base.seen import fingerprint
from partnerships.meeting.forms import NO_NAMES, offer_topics
from partnerships.meeting.minuted import MOST_TEXT
from partnerships.meeting.models import Participant
from partnerships.meeting.shapes import Typed
from partnerships.minutes.models import Point
from partnerships.minutes.pad import DIGITS

MOST_REMARKS = 4000
MOST_UNANSWERED = 5  # texts of one field; minutes.js keeps as many


class LongText(TextField):
    """Many lines; the browser does not cut off what is too long: it would be lost without a word. Line breaks of Word are line breaks."""

    def widget_attrs(self, widget) -> dict:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\x0b", "\n").replace("\x0c", "\n") if text else text


def text_field(key: str, **kwargs) -> LongText:
    return LongText(max_length=MOST_REMARKS if key == "remarks" else MOST_TEXT, required=False, **kwargs)


class MinutesForm(forms.Form):
    """The whole minutes on one page. Each text carries the fingerprint of what its writer saw: topics are written side by side."""

    PRESENCES = [(value, label) for value, label in Participant.Presence.choices if value != Participant.Presence.INVITED]

    def __init__(self, *args, pad, **kwargs):
        super().__init__(*args, **kwargs)
        self.items, self.participants, meeting = pad.items, pad.people, pad.meeting
        for row in self.participants:
            self.fields[f"presence_{row.pk}"] = forms.ChoiceField(
                label=row.name, choices=self.PRESENCES, required=False, widget=forms.RadioSelect, initial=row.presence
            )
            self.fields[f"seen_presence_{row.pk}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=32, initial=row.presence
            )
        for item in self.items:
            self._text(str(item.pk), _("Result: %(topic)s") % {"topic": item.title}, item.result, item.result_fingerprint())
            self._text(f"note_{item.pk}", _("Internal note: %(topic)s") % {"topic": item.title}, item.note, fingerprint(item.note), lines=2)
        self._text("remarks", _("What went well, what did not?"), meeting.remarks, meeting.remarks_fingerprint(), lines=3)
        self.clashes: dict = {}

    def _text(self, key: str, label, value: str, seen: str, *, lines: int = 4) -> None:
        self.fields[f"text_{key}"] = text_field(key, label=label, lines=lines, initial=value)
        self.fields[f"text_{key}"].widget.attrs |= {"data-key": key, "data-digest": seen[:DIGITS], "autocomplete": "off"}
        self.fields[f"seen_{key}"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32, initial=seen)

    def rows(self) -> list[dict]:
        """For the page: every topic with its fields and, where somebody else was quicker, their text."""
        return [self.row(str(item.pk)) | {"item": item, "note": self.row(f"note_{item.pk}")} for item in self.items]

    def remarks(self) -> dict:
        return self.row("remarks")

    def row(self, key: str) -> dict:
        return {"key": key, "text": self[f"text_{key}"], "seen": self[f"seen_{key}"], "clash": self.clashes.get(key)}

    def presences(self) -> list[dict]:
        return [
            {"row": row, "field": self[key], "seen": self[f"seen_{key}"], "theirs": self._theirs(key)}
            for row in self.participants
            for key in [f"presence_{row.pk}"]
        ]

    def _theirs(self, key: str) -> str:
        """What somebody else said of this person in the meantime."""
        return str(Participant.Presence(self.clashes[key].theirs).label) if key in self.clashes else ""

    def typed(self, key: str) -> Typed | None:
        """None for a text that cannot be kept as it is, and for one that this page did not have: its topic was added in the meantime."""
        if f"text_{key}" not in self.data or f"text_{key}" not in self.cleaned_data:
            return None
        return Typed(self.cleaned_data[f"text_{key}"], self.cleaned_data.get(f"seen_{key}", ""))

    def content(self) -> dict:
        """Keyword arguments for write_minutes: everything that is right as it was typed."""
        return {
            "results": {item.pk: self.typed(str(item.pk)) for item in self.items},
            "presences": {row.pk: value for row in self.participants if (value := self.cleaned_data.get(f"presence_{row.pk}"))},
            "seen": {row.pk: saw for row in self.participants if (saw := self.cleaned_data.get(f"seen_presence_{row.pk}"))},
            "remarks": self.typed("remarks"),
        }

    def notes(self) -> dict:
        """For write_notes: what was typed for one's own house, where anything was."""
        typed = {item.pk: self.typed(f"note_{item.pk}") for item in self.items}
        return {pk: each for pk, each in typed.items() if each and fingerprint(each.text) != each.seen}

    def orphans(self) -> list[str]:
        """Texts typed for topics that were removed in the meantime."""
        known = {f"text_{key}" for item in self.items for key in (item.pk, f"note_{item.pk}")} | {"text_remarks"}
        return [text for name, text in self.data.items() if name.startswith("text_") and name not in known and text.strip()]

    def show(self, clashes, texts: dict, people) -> None:
        """Keep what was typed and show what the others wrote; whatever stands there by now (`texts` by key) counts as seen."""
        self.clashes = {clash.key: clash for clash in clashes}
        self.data = self.data.copy()
        for key, text in texts.items():
            if key in self.clashes or self.cleaned_data.get(f"text_{key}") == text:
                self.data[f"seen_{key}"] = fingerprint(text)
        for row in people:
            key = f"presence_{row.pk}"
            self.data[f"seen_{key}"] = row.presence
            if key not in self.clashes and key not in self.errors:
                self.data[key] = row.presence
        if clashes:
            self.add_error(
                None,
                _("Somebody else has written here too. Both versions are shown below: please put them together and save again."),
            )
        if self.orphans():
            self.add_error(None, _("A topic was removed while you were writing. Your text is shown below, so that you can copy it."))
        if self.errors:
            self.add_error(None, _("Everything else is saved."))


class SentForm(forms.Form):
    """What the script sends: {"texts": {key: {"text", "base", "perhaps"}}, "presences": {id: {"value", "seen"}}, "seen": {key: digest}}.

    Keys: the id of a topic, note_<id>, remarks. Whatever cannot be kept as it is stands in `refused`, by key, with its sentence.
    """

    def __init__(self, sent):
        super().__init__()
        sent = sent if isinstance(sent, dict) else {}
        self.refused: dict[str, str] = {}
        self.texts = {key: typed for key, value in _dict(sent.get("texts")).items() if (typed := self._typed(key, _dict(value)))}
        self.presences, self.seen_presences = {}, {}
        for key, value in _dict(sent.get("presences")).items():
            if str(key).isdigit() and _dict(value).get("value") in Participant.Presence.values:
                self.presences[int(key)] = value["value"]
                self.seen_presences[int(key)] = str(value.get("seen") or Participant.Presence.INVITED)
        self.seen = {str(key): str(digest) for key, digest in _dict(sent.get("seen")).items()}

    def _typed(self, key: str, value: dict) -> Typed | None:
        field = text_field(key, strip=False)  # a space or a line just begun stays under the hands of who goes on writing
        try:
            text, base = field.clean(value.get("text")), field.to_python(value.get("base"))
            perhaps = value.get("perhaps") if isinstance(value.get("perhaps"), list) else []
        except ValidationError as error:
            self.refused[key] = " ".join(error.messages)
            return None
        return Typed(_kept(text), fingerprint(base), base, tuple(_kept(field.to_python(each)) for each in perhaps[:MOST_UNANSWERED]))

    def content(self, items) -> dict:
        """Keyword arguments for write_minutes; `items`: the topics there are."""
        return {
            "results": {item.pk: self.texts[str(item.pk)] for item in items if str(item.pk) in self.texts},
            "presences": self.presences,
            "seen": self.seen_presences,
            "remarks": self.texts.get("remarks"),
        }

    def notes(self, items) -> dict:
        return {item.pk: self.texts[f"note_{item.pk}"] for item in items if f"note_{item.pk}" in self.texts}

    def writes(self) -> bool:
        """Is there anything for the minutes themselves?"""
        return bool(self.presences) or any(not key.startswith("note_") for key in self.texts)


def _kept(text: str) -> str:
    return text if text.strip() else ""


def _dict(value) -> dict:
    return value if isinstance(value, dict) else {}


class NoteForm(SeenForm):
    text = LongText(label=_("Internal note"), lines=8, max_length=MOST_TEXT, required=False)

    def typed(self, now: str) -> Typed:
        """The form has shown what is new and carries it as seen."""
        return Typed(self.cleaned_data["text"], fingerprint(now), now)


class PointForm(forms.Form):
    item = forms.ChoiceField(label=_("Topic"), required=False)
    text = TextField(label=_("What is to be kept?"), lines=3, max_length=1000, help_text=NO_NAMES)
    kind = forms.ChoiceField(choices=Point.Kind, widget=forms.HiddenInput)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        offer_topics(self, items)
