from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.organisation.models import Organisation, Role
from partnerships.person.models import Person


class OrganisationForm(EditionForm, forms.ModelForm):
    mission = TextField(label=_("What we do, in two sentences"), lines=4, max_length=600, required=False)
    website = forms.URLField(label=_("Website"), assume_scheme="https", required=False, max_length=200)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "short_name",
            "legal_form",
            "register_court",
            "register_no",
            "street",
            "postcode",
            "city",
            "federal_state",
            "email",
            "phone",
            "website",
            "mission",
            "signs",
            "requires_second_factor",
        ]
        field_classes = dict.fromkeys(
            ["name", "short_name", "legal_form", "register_court", "register_no", "street", "postcode", "city", "phone"], TextField
        )


ABOUT = {
    Role.ADMINISTRATOR: _("invites people and gives them their roles; works on nothing in the partnerships"),
    Role.COORDINATOR: _("founds partnerships, negotiates agreements, releases minutes; the first to be asked"),
    Role.STAFF: _("brings in projects, goals, topics and requests, and writes the minutes"),
    Role.APPROVER: _("decides on requests and on what the organisation agrees to"),
    Role.SIGNATORY: _("signs agreements for the organisation"),
    Role.FINANCE: _("notes and confirms what was delivered, and has reports built"),
    Role.ROOMS: _("looks after the rooms that the organisation gives or uses"),
    Role.READER: _("reads everything in the organisation's partnerships and writes nothing"),
}


class RoleChoices(forms.CheckboxSelectMultiple):
    """Each role with what it is for."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_about"
        return option | {"about": ABOUT[Role(value)]}


class RolesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("Roles"), choices=Role.choices, widget=RoleChoices, help_text=_("A person may have several at once."), **kwargs
        )


class InvitationForm(forms.Form):
    name = TextField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    function = TextField(
        label=_("Function"), max_length=120, required=False, help_text=_("For example: executive board, head of social management")
    )
    roles = RolesField()
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=[("de", _("German")), ("en", _("English"))], initial="de")


class MemberForm(EditionForm):
    function = TextField(
        label=_("Function"), max_length=120, required=False, help_text=_("For example: executive board, head of social management")
    )
    roles = RolesField()
    ends_on = DateField(label=_("Member until"), required=False, help_text=_("Leave empty if there is no planned end."))


class JoinForm(forms.Form):
    """A new person's name and password."""

    name = TextField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Several words in a row are easy to remember and hard to guess."),
    )
    password_again = forms.CharField(
        label=_("Password, once more"), strip=False, max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        data = super().clean()
        password = data.get("password")
        if password and "password_again" in data and password != data["password_again"]:
            self.add_error("password_again", _("The two passwords are not the same."))
        if password:
            try:
                validate_password(password, Person(email=self.email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data
