"""Every component in every state, on one page: for the eyes of developers, and for the tests that look at them."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, MoneyField, TextField
from partnerships.base.meanwhile import News
from partnerships.base.support import QUESTIONS, all_types
from partnerships.base.templatetags.face import LOOKS
from partnerships.base.verdict import YES, no


class Named(Thing):
    """A thing that is called by its name."""

    def __str__(self) -> str:
        return self.name


class SampleForm(forms.Form):
    """One field of every kind."""

    title = TextField(label=_("Title"), help_text=_("A few words that both sides understand."))
    amount = MoneyField(label=_("Amount"))
    day = DateField(label=_("Date"), required=False)
    quarter = forms.ChoiceField(label=_("Quarter"), choices=[("", "–"), ("1", "Lindenhof"), ("2", "Nordfeld")])
    description = TextField(label=_("Description"), lines=3, max_length=2000, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of contribution"),
        choices=[("money", _("Money")), ("room", _("Room")), ("time", _("Staff time"))],
        widget=forms.RadioSelect,
    )
    fields_of_action = forms.MultipleChoiceField(
        label=_("Fields of action"),
        choices=[("a", "Quartiersarbeit"), ("b", "Wohnen im Alter")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label=_("File"), required=False)
    agree = forms.BooleanField(label=_("I have read the agreement."), help_text=_("Without this nothing is sent."))


class SampleFilter(forms.Form):
    """What a list is filtered by."""

    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All"))], required=False)
    since = DateField(label=_("From"), required=False)


def context() -> dict:
    """Everything the page templates/pages/styleguide.html shows."""
    now = clock.now()
    social = Named(pk=1, kind="social", name="Nachbarschaftsverein Klangraum e.V.")
    housing = Named(pk=2, kind="housing", name="Auenstedter Wohnbau GmbH")
    wrong = SampleForm({"title": "", "amount": "zwölf", "kind": "x"}, auto_id="bad_%s")
    wrong.add_error(None, _("The other side has changed the text in the meantime."))
    rows = [
        Thing(title=title, state=state, until=clock.today() + timedelta(days=days), amount=Decimal(amount))
        for title, state, days, amount in (
            ("Stadtteiltreff Lindenhof", "active", 400, "30000"),
            ("Alltagsbegleitung „Eine Stunde Zeit“", "requested", 20, "18500.5"),
            ("Soziale Betreuung Unterkunft Kasernenpark", "offered", 190, "148000"),
        )
    ]
    parties = [{"side": side, "organisation": {"short_name": name}} for side, name in (("social", "Klangraum"), ("housing", "Wohnbau"))]
    return {
        "questions": QUESTIONS,
        "support_types": all_types(),
        "partnerships": [{"pk": 1, "title": "Gute Nachbarschaft im Lindenhof", "binding_parties": parties}],
        "states": sorted(LOOKS),
        "tones": ["ok", "info", "wait", "stop", "mute", "accent"],
        "rows": rows,
        "total": sum(row.amount for row in rows),
        "page": Paginator(range(240), 25).get_page(4),
        "one_page": Paginator(range(3), 25).get_page(1),
        "form": SampleForm(),
        "wrong": wrong,
        "filter": {"form": SampleFilter(auto_id="filter_%s")},
        "yes": YES,
        "refusal": no(_("Only a signatory of your organisation can sign for it.")),
        "entries": [
            Thing(at=now, sentence="Mara Tiedemann hat die Vereinbarung angeboten.", url="#", organisation=social),
            Thing(at=now - timedelta(days=3), sentence="Henrike Voss hat den Wortlaut geändert.", url="", organisation=housing),
            Thing(at=now - timedelta(days=9), sentence="Der Zeitraum ist abgelaufen.", url="", organisation=None),
        ],
        "todos": [
            Thing(
                title="Stadtteiltreff Lindenhof",
                ask="Protokoll freigeben",
                url="#",
                who="",
                days=3,
                due=None,
                overdue=False,
                partnership="Klangraum und Wohnbau",
            ),
            Thing(
                title="Mittelabruf",
                ask="Bitte entscheiden",
                url="#",
                who="Henrike Voss",
                days=12,
                due=clock.today() - timedelta(days=2),
                overdue=True,
                partnership="",
            ),
        ],
        "yeses": [
            {
                "party": Thing(side="social", organisation=social),
                "consent": Thing(said_at=now, person="Jörn Alsleben", function="Vorstand"),
            },
            {"party": Thing(side="social", organisation=Named(name="Sozialwerk Lindenhof gGmbH")), "consent": None},
            {"party": Thing(side="housing", organisation=housing), "consent": None},
        ],
        "meanwhile": [
            News(str(_("Title")), "Stadtteiltreff Lindenhof", kept=True),
            News(str(_("To")), "31.12.2027", taken=True),
        ],
        "tabs": [
            {"label": _("Overview"), "url": "#a", "active": True, "icon": "house"},
            {"label": _("Agreements"), "url": "#b", "count": 3},
            {"label": _("Meetings"), "url": "#c", "count": 0},
        ],
    }
