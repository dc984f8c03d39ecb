"""The minutes as data: what both sides say yes to, and what the PDF of released minutes carries inside."""

from datetime import UTC

from partnerships.meeting.filed import digests_of


def content_of(meeting) -> dict:
    content = {
        "kind": meeting.kind,
        "title": meeting.title,
        "starts_at": meeting.starts_at.astimezone(UTC),
        "ends_at": meeting.ends_at.astimezone(UTC),
        "place": meeting.place,
        "chair": meeting.chair,
        "minute_taker": meeting.minute_taker,
        "remarks": meeting.remarks,
        "participants": [[p.name, str(p.organisation_id or ""), p.presence] for p in meeting.participants.all()],
        "items": [[i.title, i.purpose, str(i.brought_in_by_id), i.result] for i in meeting.items.all()],
        "decisions": [[d.number, *d.wording] for d in meeting.decisions.all()],
        "tasks": [t.promised for t in meeting.tasks.order_by("id")],
        "points": [[p.kind, p.text] for p in meeting.points.order_by("id")],
        "files": digests_of(meeting),
        "views": [[w.passage, str(w.organisation_id), w.view] for w in meeting.wishes.exclude(view="").order_by("id")],
    }
    return {name: value for name, value in content.items() if value or name not in ("points", "views", "files")}
