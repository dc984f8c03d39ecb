"""The main navigation: names of pages, in order. Upper floors are named by strings only."""

from django.utils.translation import gettext_lazy as _

MAIN = (
    ("home", _("Overview"), "house"),
    ("partnership_list", _("Partnerships"), "people"),
    ("agreement_list", _("Agreements"), "file-earmark-text"),
    ("contribution_list", _("Contributions"), "arrow-left-right"),
    ("project_list", _("Projects"), "kanban"),
    ("goal_list", _("Goals"), "bullseye"),
    ("meeting_list", _("Meetings"), "calendar-event"),
    ("quarter_list", _("Quarters"), "geo-alt"),
    ("report_list", _("Reports"), "file-earmark-bar-graph"),
)

# what is reached from one of these pages, though its address begins otherwise
BELOW = {
    "home": ("/waiting/", "/lately/"),
    "partnership_list": ("/parties/",),
    "agreement_list": ("/agreement-templates/", "/motions/", "/wind-up/"),
    "contribution_list": (
        *("/ledger/", "/deliveries/", "/corrections/", "/hours/", "/pots/", "/bookings/", "/changes/"),
        *("/receipts/", "/proofs/", "/reclaims/"),
        *("/calls/", "/schedules/", "/payment-files/", "/certificates/", "/bank-accounts/"),
    ),
    "meeting_list": ("/tasks/", "/decisions/", "/topics/", "/addenda/"),
    "quarter_list": ("/figures/",),
    "report_list": ("/exports/",),
}
