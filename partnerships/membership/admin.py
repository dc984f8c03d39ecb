"""The operator's desk: organisations, memberships, invitations, people. A site of its own, so that nothing else can slip in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.access import actions as access
from partnerships.base.verdict import Refused
from partnerships.membership import actions
from partnerships.organisation.models import Invitation, Membership, Organisation, Role
from partnerships.person.models import Person


class OperatorSite(AdminSite):
    site_title = site_header = _("Augenhöhe: portal administration")
    index_title = _("Organisations and people")
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        return request.user.is_active and request.user.is_superuser

    def login(self, request, extra_context=None):
        """The portal's own sign-in, with its limits and second factor; whoever is signed in and not the operator is refused."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return secure_admin_login(super().login)(request, extra_context)

    def logout(self, request, extra_context=None):
        return LogoutView.as_view(next_page="account_login")(request)

    def password_change(self, request, extra_context=None):
        """The portal's own, which tells the person by mail."""
        return HttpResponseRedirect(reverse("account_change_password"))


operator = OperatorSite(name="admin")


class SpokenAdmin(ModelAdmin):
    """Changes go through the actions, which ask their rules and write the journal; a refusal is told above the form."""

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (Refused, ValidationError) as error:
            for reason in getattr(error, "messages", None) or [error.reason]:
                self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def log_change(self, request, obj, message):
        """The journal is the log."""

    def log_addition(self, request, obj, message):
        """The journal is the log."""


@admin.register(Organisation, site=operator)
class OrganisationAdmin(SpokenAdmin):
    list_display = ["name", "kind", "city", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "short_name", "city"]

    def save_model(self, request, obj, form, change):
        if change:
            details = {name: form.cleaned_data[name] for name in form.changed_data}
            actions.edit(obj, by=request.user, **details)
        else:
            obj.pk = actions.found(by=request.user, **form.cleaned_data).pk


@admin.register(Invitation, site=operator)
class InvitationAdmin(SpokenAdmin):
    """Here the operator invites an organisation's first administrator; the others are invited by that one."""

    list_display = ["name", "organisation", "email", "state", "expires_at"]
    list_select_related = ["organisation"]
    fields = ["organisation", "name", "email", "function", "language"]
    search_fields = ["name", "email"]
    actions = ["send_again", "withdraw"]

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = actions.invite(by=request.user, roles=[Role.ADMINISTRATOR], **form.cleaned_data).pk

    @admin.action(description=_("Send again with a new link"), permissions=["add"])
    def send_again(self, request, rows):
        self._each(request, rows, actions.send_again)

    @admin.action(description=_("Withdraw"), permissions=["add"])
    def withdraw(self, request, rows):
        self._each(request, rows, actions.withdraw)

    def _each(self, request, rows, verb):
        for invitation in rows.select_related("organisation"):
            try:
                verb(invitation, by=request.user)
            except Refused as refused:
                self.message_user(request, f"{invitation}: {refused.reason}", messages.ERROR)


@admin.register(Membership, site=operator)
class MembershipAdmin(SpokenAdmin):
    """To look at only: roles are the organisation's own business."""

    list_display = ["person", "organisation", "role_names", "starts_on", "ends_on"]
    list_select_related = ["person", "organisation"]
    search_fields = ["person__name", "organisation__name"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Person, site=operator)
class PersonAdmin(SpokenAdmin):
    list_display = ["name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "language", "is_active", "is_superuser", "last_login", "date_joined"]
    readonly_fields = ["name", "email", "language", "is_superuser", "last_login", "date_joined"]

    def has_add_permission(self, request) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        switch = access.reactivate if obj.is_active else access.deactivate
        switch(obj, by=request.user)
