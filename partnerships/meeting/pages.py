"""What the pages of meetings and of their parts share: the way in, the form's page, the way back."""

from uuid import UUID

from django.urls import reverse

from partnerships.base.pages import render_page
from partnerships.meeting import reading
from partnerships.meeting.models import Meeting

FORM = "partnerships/meeting/form.html"


def meeting_of(request, pk) -> Meeting:
    return reading.meeting_or_404(request.user, pk)


def part_of(request, model, pk):
    return reading.part_or_404(model)(request.user, pk)


def form_page(request, form, back_url: str, *, template: str = FORM, **context):
    context = {"form": form, "back_url": back_url} | context
    return render_page(request, template, context, status=422 if form.errors else 200)


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def way_back(meeting, anchor: str) -> str:
    """To where one works at the meeting now: the page being written, or the meeting's own."""
    if meeting.state == Meeting.State.MINUTES:
        return f"{reverse('meeting_minutes', args=[meeting.pk])}#{anchor}"
    return f"{meeting.get_absolute_url()}#{anchor}"


def tabs_of(request, name: str, choices, default: str = "") -> list[dict]:
    """Links that change one parameter of the list's address and keep the others."""
    query, tabs = request.GET.copy(), []
    query.pop("page", None)
    for value, label in choices:
        query[name] = value
        tabs.append({"label": label, "url": f"?{query.urlencode()}", "active": request.GET.get(name, default) == value})
    return tabs
