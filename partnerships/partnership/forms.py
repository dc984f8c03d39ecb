"""Founding, describing, inviting, and the words of an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Field, Party


class AboutForm(forms.Form):
    title = TextField(
        label=_("Title"),
        max_length=160,
        help_text=_("What you would like to call the partnership, for example “Good neighbours in Lindenhof”."),
    )
    description = TextField(
        label=_("What it is about"),
        lines=6,
        max_length=4000,
        required=False,
        help_text=_("What you would like to reach together, in a few sentences."),
    )
    fields_of_action = forms.MultipleChoiceField(
        label=_("Fields of action"), choices=Field, required=False, widget=forms.CheckboxSelectMultiple
    )


class FoundForm(AboutForm):
    """Found a partnership: whoever acts for one side invites an organisation of the other."""

    invited = forms.ModelChoiceField(label=_("Whom do you invite?"), queryset=None, empty_label=_("Please choose"))
    message = TextField(label=_("Message to the invited organisation"), lines=4, max_length=2000, required=False)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = {Organisation.Kind.SOCIAL: Organisation.Kind.HOUSING, Organisation.Kind.HOUSING: Organisation.Kind.SOCIAL}
        field = self.fields["invited"]
        field.queryset = Organisation.objects.listed().filter(kind=kinds[organisation.kind])
        field.label_from_instance = _with_town
        field.help_text = _("The other side of the partnership. More organisations and observers can be invited later, by either side.")


class EditForm(EditionForm, AboutForm):
    pass


class InviteForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Whom do you invite?"), queryset=None, empty_label=_("Please choose"))
    message = TextField(label=_("Message to the invited organisation"), lines=4, max_length=2000, required=False)

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        here = [p.organisation_id for p in partnership.party_list() if p.state in (Party.State.ACTIVE, Party.State.INVITED)]
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.listed().exclude(pk__in=here)
        field.label_from_instance = _with_kind
        field.help_text = _("Its kind decides on which side it takes part. A municipality takes part as an observer.")


class AcceptForm(forms.Form):
    answer = TextField(label=_("Your answer"), lines=4, max_length=2000, required=False)


class DeclineForm(forms.Form):
    answer = TextField(
        label=_("Your answer"), lines=4, max_length=2000, help_text=_("A sentence or two, so that the others know where they stand.")
    )


class LeaveForm(forms.Form):
    reason = TextField(label=_("Why?"), lines=4, max_length=2000, required=False)


class EndForm(forms.Form):
    reason = TextField(label=_("Why should the partnership end?"), lines=4, max_length=2000)


class GoOnForm(forms.Form):
    answer = TextField(label=_("Why should the partnership go on?"), lines=4, max_length=2000)


def _with_town(organisation) -> str:
    return f"{organisation.name}, {organisation.city}" if organisation.city else organisation.name


def _with_kind(organisation) -> str:
    return f"{_with_town(organisation)} ({organisation.get_kind_display()})"
