"""What the database itself refuses: changing minutes that were sent to both sides (the yeses are said to exactly this), and
anything at all in released ones. Only the state of a task lives on.

Rows of the minutes lock their meeting (FOR SHARE) before they look at its state, so that a row cannot slip in beside a
release that has not committed yet.
"""

import pgtrigger

_SAY = "RAISE EXCEPTION 'These minutes are final: % on % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"

# the columns that the way from release to released, or back to the minutes, needs
_ON_THE_WAY = "ARRAY['state', 'state_since', 'edition', 'released_at', 'digest_released', 'change_wish', 'change_wished_by_id']"
_OF_A_TASK = (
    "ARRAY['state', 'done_at', 'done_by_id', 'reason', 'until', 'first_until', 'person_id', 'first_person_id', 'postponed_because']"
)
# the day may be put off and the person may leave, yet what the minutes have stays beside it
_PROMISED = "ROW(COALESCE({0}.first_until, {0}.until), COALESCE({0}.first_person_id, {0}.person_id))"

_CLOSED = "EXISTS (SELECT 1 FROM partnerships_meeting WHERE id IN (before_id, after_id) AND state IN ('release', 'released'))"
_ANY_CLOSED = "EXISTS (SELECT 1 FROM partnerships_meeting WHERE state IN ('release', 'released'))"
_LOOK = """
    IF TG_OP <> 'INSERT' THEN before_id := OLD.meeting_id; END IF;
    IF TG_OP <> 'DELETE' THEN after_id := NEW.meeting_id; END IF;
    PERFORM 1 FROM partnerships_meeting WHERE id IN (before_id, after_id) FOR SHARE;
"""
_GO_ON = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
_IDS = [("before_id", "uuid"), ("after_id", "uuid")]


def released_meeting_is_final() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="released_is_final",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
    IF OLD.state = 'released' OR (OLD.state = 'release' AND TG_OP = 'DELETE') THEN {_SAY} END IF;
    IF OLD.state = 'release' AND to_jsonb(NEW) - {_ON_THE_WAY} <> to_jsonb(OLD) - {_ON_THE_WAY} THEN {_SAY} END IF;
    {_GO_ON}
""",
    )


def part_of_minutes_is_final() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="part_is_final",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=_IDS,
        func=f"{_LOOK} IF {_CLOSED} THEN {_SAY} END IF; {_GO_ON}",
    )


def views_are_final() -> pgtrigger.Trigger:
    """What was asked for may be called settled afterwards; a differing view is part of the minutes."""
    return pgtrigger.Trigger(
        name="views_are_final",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=_IDS,
        func=f"""{_LOOK}
    IF {_CLOSED} THEN
        IF TG_OP <> 'UPDATE' THEN {_SAY} END IF;
        IF OLD.view <> '' OR NEW.view <> '' THEN {_SAY} END IF;
    END IF;
    {_GO_ON}
""",
    )


def wording_of_task_is_final() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="wording_is_final",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=_IDS,
        func=f"""{_LOOK}
    IF {_CLOSED} THEN
        IF TG_OP <> 'UPDATE' THEN {_SAY} END IF;
        IF to_jsonb(NEW) - {_OF_A_TASK} <> to_jsonb(OLD) - {_OF_A_TASK} THEN {_SAY} END IF;
        IF {_PROMISED.format("NEW")} IS DISTINCT FROM {_PROMISED.format("OLD")} THEN {_SAY} END IF;
    END IF;
    {_GO_ON}
""",
    )


def not_emptied() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="not_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"IF {_ANY_CLOSED} THEN {_SAY} END IF; RETURN NULL;",
    )
