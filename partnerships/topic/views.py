from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.annex.models import files_of
from partnerships.annex.page import rows as annex_rows
from partnerships.annex.rules import may_add as may_add_file
from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.journal.models import last_lines
from partnerships.meeting.filed import sort_files
from partnerships.meeting.models import Item, Meeting
from partnerships.meeting.pages import form_page, part_of, uuid_of, way_back
from partnerships.meeting.rules import may_add_topic, may_change_topic
from partnerships.meeting.things import thing_of, things_of
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from partnerships.partnership.reading import to_work_in, worked_on_or_404
from partnerships.topic import actions, reading, rules
from partnerships.topic.filters import TopicFilter
from partnerships.topic.forms import EditForm, StoreForm, TakeForm
from partnerships.topic.models import Topic

MOST_MEETINGS = 12


def store_of(partnership) -> str:
    return f"{reverse('topic_list')}?partnership={partnership.pk}"


def index(request):
    """The topics for later; `meeting` in the address: which agenda they would go onto."""
    data = request.GET.copy()
    data.setdefault("state", Topic.State.OPEN)
    found = TopicFilter(data, Topic.objects.visible_to(request.user).order_by("-created_at"), request=request)
    page = prepared_page_of(request, found.qs, reading.LISTED, values_of(request.user))
    named = uuid_of(request.GET.get("meeting", ""))
    meeting = Meeting.objects.worked_on_by(request.user).filter(pk=named).select_related("partnership").first() if named else None
    for topic in page:
        topic.mine = topic.brought_in_by_id in request.standing.ids and request.standing.writes_for(topic.brought_in_by_id)
    context = {
        "filter": found,
        "page": page,
        "meeting": meeting,
        "may_take": may_add_topic(request.user, meeting) if meeting else None,
        "partnership": request.GET.get("partnership", ""),
    }
    return render_page(request, "partnerships/topic/list.html", context, fragment="rows")


def detail(request, pk):
    """One topic of the store: what it is about, and where it has gone."""
    topic = reading.whole_or_404(request.user, pk)
    may = {"edit": rules.may_edit(request.user, topic), "take": rules.may_take(request.user, topic)}
    return render_page(request, "partnerships/topic/detail.html", {"topic": topic, "may": may, "store": store_of(topic.partnership)})


def item(request, pk):
    """One topic of an agenda: its files, what came of it, and in which meeting."""
    values = values_of(request.user, item=pk)
    topic = reading.ON_AGENDA.one_or_404(values)
    sort_files(topic)
    planned = topic.meeting.state in (Meeting.State.PLANNED, Meeting.State.CANCELLED)
    context = {
        "item": topic,
        "files": annex_rows(files_of(topic, request.user), topic, request.user),
        "decisions": [] if planned else reading.DECISIONS.rows(values),
        "tasks": [] if planned else reading.TASKS.rows(values),
        "may": {"change": may_change_topic(request.user, topic.meeting, topic), "add": may_add_file(request.user, topic)},
        "entries": last_lines(request.user, topic, most=30),
    }
    return render_page(request, "partnerships/topic/item.html", context)


@once
def create(request):
    data = form_data(request)
    chosen = (data or request.GET).get("partnership") or request.GET.get("partnership")
    if not chosen:
        options = to_work_in(request.user)
        return render_page(request, "partnerships/topic/choose.html", {"options": options}, status=422 if data else 200)
    partnership = worked_on_or_404(request.user, uuid_of(chosen))
    may = rules.may_store(request.user, partnership)
    require_to_open(request, may)
    form = StoreForm(data, things=things_of(partnership, request.user), initial={"partnership": partnership.pk})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.store(partnership, by=request.user, **form.words())
            messages.success(request, _("The topic is in the store."))
            return redirect(store_of(partnership))
    context = {"heading": _("Put a topic into the store"), "submit": _("Put it into the store"), "once_token": True}
    return form_page(request, form, store_of(partnership), thing=partnership, **context)


def edit(request, pk):
    topic = reading.topic_or_404(request.user, pk)
    may = rules.may_edit(request.user, topic)
    require_to_open(request, may, instead=store_of(topic.partnership))
    things = things_of(topic.partnership, request.user)
    form = EditForm(form_data(request), thing=topic, initial=EditForm.initial_of(topic), things=things, now=thing_of(topic))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit(topic, edition=form.cleaned_data["edition"], by=request.user, **form.words())
            return redirect(store_of(topic.partnership))
    return form_page(request, form, store_of(topic.partnership), heading=_("Change the topic"), thing=topic.partnership)


@post_only
def drop(request, pk):
    topic = actions.drop(reading.topic_or_404(request.user, pk), by=request.user)
    messages.success(request, _("The topic was dropped."))
    return redirect(store_of(topic.partnership))


def take(request, pk):
    """Onto the agenda of one of the next meetings."""
    topic = reading.topic_or_404(request.user, pk)
    may = rules.may_take(request.user, topic)
    require_to_open(request, may, instead=store_of(topic.partnership))
    coming = Meeting.objects.worked_on_by(request.user).filter(
        partnership=topic.partnership, state__in=[Meeting.State.PLANNED, Meeting.State.MINUTES], ends_at__gte=clock.now()
    )
    rows = [meeting for meeting in coming.order_by("starts_at")[:MOST_MEETINGS] if not meeting.agenda_closed]
    form = TakeForm(form_data(request), meetings=rows, initial={"meeting": str(rows[0].pk) if rows else ""})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            item = actions.take(topic, meeting=form.chosen(), by=request.user)
            messages.success(request, _("The topic is on the agenda."))
            return redirect(way_back(item.meeting, f"item-{item.pk}"))
    context = {"heading": topic.title, "thing": topic.partnership, "submit": _("Put it onto the agenda")}
    if not rows:
        context["lead"] = _("No meeting with an open agenda is planned. Please plan one first.")
    return form_page(request, form, store_of(topic.partnership), **context)


@post_only
def put_aside(request, pk):
    item = part_of(request, Item, pk)
    actions.put_aside(item, by=request.user)
    messages.success(request, _("The topic is in the store."))
    return redirect(way_back(item.meeting, "agenda"))
