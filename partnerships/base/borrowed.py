"""Sentences of allauth that we say ourselves: its German says "du", we say "Sie", and "passwordless" needs plain words.

Named here so that makemessages keeps them; our catalogue comes before that of allauth.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("You cannot remove your primary email address."),
    _("Please type your current password."),
    _("You cannot add more than %d email addresses."),
    _("Your primary email address must be verified."),
    _("Be patient, you are sending too many requests."),
    _("You must type the same password each time."),
    _("You must type the same email each time."),
    _("The email address and/or password you specified are not correct."),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, "
        "but imposes additional requirements such as biometrics or PIN protection."
    ),
    _("Master key"),
    _("Backup key"),
    _("Key nr. {number}"),
    _("Incorrect code."),
    _("Code"),
    _("Authenticator code"),
    _("Forgot your password?"),
    _("Remember Me"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
)
