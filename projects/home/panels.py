"""What of this floor may be started from a decision."""

from django.utils.translation import gettext as _

from partnerships.register.starts import Start, at, starts


@starts
def of_the_top_floor(decision, person) -> list[Start]:
    here = {"partnership": decision.partnership_id}
    return [
        Start(_("Ask for a contribution, or offer one"), at("contribution_create", decision, **here), "arrow-left-right"),
        Start(_("Propose a goal"), at("goal_create", decision, **here), "bullseye"),
        Start(_("Bring in a project"), at("project_create", decision, **here), "kanban"),
    ]
