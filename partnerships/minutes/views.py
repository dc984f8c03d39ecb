"""Writing together, reading along: pages, and the one address the writing page talks to."""

import json

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.base.seen import fingerprint
from partnerships.base.verdict import Refused, require
from partnerships.meeting.actions import remove_decision
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.meeting.pages import form_page, meeting_of, part_of, uuid_of, way_back
from partnerships.meeting.proposals import members_of
from partnerships.meeting.rules import may_write
from partnerships.meeting.things import things_of
from partnerships.minutes import actions, rules
from partnerships.minutes.forms import MinutesForm, NoteForm, PointForm, SentForm
from partnerships.minutes.models import InternalNote, Point
from partnerships.minutes.pad import DIGITS, Pad, read_pad
from partnerships.once.guard import once
from partnerships.task.actions import remove as remove_task
from partnerships.task.models import Task


def minutes(request, pk):
    """Write the minutes: everything on one page. Its script saves by itself; without it the buttons do."""
    pad = read_pad(request.user, pk)
    require_to_open(request, may_write(request.user, pad.meeting))
    form = MinutesForm(form_data(request), pad=pad)
    if request.method == "POST":
        form.full_clean()
        with refusals_on(form):
            clashes = actions.write_minutes(pad.meeting, by=request.user, **form.content())
            clashes += actions.write_notes(pad.meeting, texts=form.notes(), by=request.user) if form.notes() else []
            pad = read_pad(request.user, pk)
            form.show(clashes, pad.texts(), pad.people)
            if not form.errors:
                messages.success(request, _("Saved at %(time)s.") % {"time": _time()})
                return redirect(_then(request, pad))
    context = {"meeting": pad.meeting, "form": form, "pad": pad, "party": pad.meeting.partnership.party_of(request.user)}
    return render_page(request, "partnerships/minutes/write.html", context, status=422 if form.errors else 200)


def _time() -> str:
    return f"{clock.now().astimezone(clock.BERLIN):%H:%M}"


def _then(request, pad: Pad) -> str:
    """What a button does after saving: leads to an outcome's form or to reading, takes an outcome away; else one writes on."""
    verb, _colon, item = request.POST.get("then", "").partition(":")
    meeting, topic = pad.meeting, next((each for each in pad.items if each.pk == uuid_of(item)), None)
    names = {"decision": "meeting_decision_add", "task": "meeting_task_add", "topic": "meeting_topic_add"}
    query = f"?item={topic.pk}" if topic else ""
    if verb in Point.Kind:
        return f"{reverse('meeting_point_add', args=[meeting.pk])}?kind={verb}{query.replace('?', '&')}"
    if verb in names:
        return reverse(names[verb], args=[meeting.pk]) + query
    if verb == "now" and topic:
        actions.talk_about(topic, by=request.user)
        return f"{reverse('meeting_minutes', args=[meeting.pk])}#topic-{topic.pk}"
    if verb == "pause":
        actions.pause(meeting, by=request.user)
    if verb == "remove":
        _remove(request, *item.partition(":")[::2])
    return meeting.get_absolute_url() if verb == "read" else reverse("meeting_minutes", args=[meeting.pk])


def _remove(request, kind: str, pk: str) -> None:
    kinds = {"point": (Point, actions.remove_point), "decision": (Decision, remove_decision), "task": (Task, remove_task)}
    if kind in kinds:
        model, verb = kinds[kind]
        verb(part_of(request, model, uuid_or_404(pk)), by=request.user)


@post_only
def sync(request, pk):
    """Save what the page sends, answer what is new to it. A refusal is answered with its sentence: what was typed stays in the page."""
    form = SentForm(_sent(request))
    pad, clashes = read_pad(request.user, pk), []
    try:
        require(may_write(request.user, pad.meeting))
        if form.writes():
            clashes += actions.write_minutes(pad.meeting, by=request.user, **form.content(pad.items))
        if notes := form.notes(pad.items):
            clashes += actions.write_notes(pad.meeting, texts=notes, by=request.user)
    except Refused as refused:
        return JsonResponse({"reason": refused.reason}, status=409)
    if form.texts or form.presences:
        pad = read_pad(request.user, pk)
    return JsonResponse(_news(request, pad, form, clashes))


def _sent(request):
    try:
        return json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        return None


def _news(request, pad: Pad, form: SentForm, clashes) -> dict:
    texts, writers = pad.texts(), {str(item.pk): str(item.result_by or "") for item in pad.items}
    digests = {key: fingerprint(text)[:DIGITS] for key, text in texts.items()}
    new = {key for key, digest in digests.items() if key in form.texts or form.seen.get(key) != digest}
    html = {f"out_{pk}": outcomes for pk, outcomes in pad.outcomes().items() if form.seen.get(f"out_{pk}", "") != outcomes.digest}
    labels = dict(Participant.Presence.choices)
    return {
        "saved": _time(),
        "order": pad.order(),
        "texts": {key: {"text": texts[key], "digest": digests[key], "by": writers.get(key, "")} for key in new},
        "clashes": {each.key: {"theirs": str(labels.get(each.theirs, each.theirs)), "by": each.by} for each in clashes},
        "refused": form.refused,
        "gone": [key for key in form.texts if key not in texts],
        "people": {str(each.pk): each.presence for each in pad.people},
        "html": {key: {"digest": outcomes.digest, "html": _shown(request, outcomes)} for key, outcomes in html.items()},
        "times": {str(item.pk): item.clock.spent for item in pad.items if item.clock},
        "now": str(pad.running.pk) if pad.running else "",
    }


def _shown(request, outcomes) -> str:
    return render_to_string("partnerships/minutes/_outcomes.html", {"found": outcomes, "editable": True}, request)


def offers(request, pk):
    """Who and what can be named while one writes: people of the parties and guests after @, things of the partnership after #."""
    meeting = meeting_of(request, pk)
    people = [{"name": each.person.name, "of": str(each.organisation)} for each in members_of(meeting.partnership, request.user)]
    guests = meeting.participants.filter(person=None) if meeting.partnership.party_of(request.user) else ()
    people += [{"name": each.name, "of": _("guest")} for each in guests]
    things = [
        {"name": thing.label, "of": str(thing.kind), "url": thing.url}
        for thing in (things_of(meeting.partnership, request.user) if meeting.partnership.party_of(request.user) else [])
    ]
    return JsonResponse({"people": people, "things": things})


def live(request, pk):
    """For everybody in the room: what is on now and what has been noted, in large letters."""
    pad = read_pad(request.user, pk)
    stamp = pad.stamp()
    if request.htmx and request.GET.get("seen") == stamp:
        return HttpResponse(status=204)
    goes_on = pad.meeting.state in (Meeting.State.PLANNED, Meeting.State.MINUTES)
    context = {"meeting": pad.meeting, "pad": pad, "stamp": stamp, "goes_on": goes_on}
    return render_page(request, "partnerships/minutes/live.html", context, fragment="board")


@post_only
def now(request, pk):
    item = part_of(request, Item, pk)
    actions.talk_about(item, by=request.user)
    return redirect(way_back(item.meeting, f"topic-{item.pk}"))


@post_only
def pause(request, pk):
    meeting = actions.pause(meeting_of(request, pk), by=request.user)
    return redirect(way_back(meeting, "topics"))


@once
def point_add(request, pk):
    """Note an information or an idea for later."""
    meeting = meeting_of(request, pk)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    may = rules.may_note_point(request.user, meeting, kind)
    require_to_open(request, may)
    initial = {"item": request.GET.get("item"), "kind": kind if kind in Point.Kind else Point.Kind.INFORMATION}
    form = PointForm(form_data(request), items=meeting.items.all(), initial=initial)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            item = form.items.get(form.cleaned_data["item"])
            actions.note_point(meeting, by=request.user, **form.cleaned_data | {"item": item})
            return redirect(way_back(meeting, f"topic-{item.pk}" if item else "topics"))
    idea = initial["kind"] == Point.Kind.IDEA
    heading = _("Note an idea for later") if idea else _("Note an information")
    lead = _("It stands in the minutes and goes into the store of topics.") if idea else _("What both sides are to know and take home.")
    context = {"heading": heading, "lead": lead, "thing": meeting, "submit": heading, "once_token": True}
    return form_page(request, form, way_back(meeting, "topics"), **context)


@post_only
def point_remove(request, pk):
    meeting = actions.remove_point(part_of(request, Point, pk), by=request.user)
    messages.success(request, _("The outcome was removed."))
    return redirect(way_back(meeting, "topics"))


def note(request, pk):
    """What one's own house notes for itself beside a topic, at any time."""
    item = part_of(request, Item, pk)
    may = rules.may_keep_notes(request.user, item.meeting)
    require_to_open(request, may)
    party = item.meeting.partnership.party_of(request.user)
    row = InternalNote.objects.visible_to(request.user).filter(item=item, organisation=party and party.organisation_id).first()
    text = row.text if row else ""
    form = NoteForm(form_data(request), initial={"text": text, "seen": fingerprint(text)})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.write_notes(item.meeting, texts={item.pk: form.typed(text)}, by=request.user)
            return redirect(f"{item.meeting.get_absolute_url()}#internal-notes")
    lead = _("Only %(organisation)s reads this.") % {"organisation": party.organisation} if party else ""
    context = {"heading": _("Internal note: %(topic)s") % {"topic": item.title}, "thing": item.meeting, "lead": lead}
    return form_page(request, form, item.meeting.get_absolute_url(), **context)
