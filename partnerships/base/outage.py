"""Whether an error means that the database is away: then a page says so and asks for a moment's patience, instead of an error of ours."""

from django.db import InterfaceError, OperationalError

# connection lost or refused, shutting down or starting up, too many at once; no code at all: nobody was there to give one
AWAY = ("08", "57P", "53300")
PATIENCE_SECONDS = 30


def database_is_away(error: BaseException | None) -> bool:
    """Whether this error, or what it came from, tells that the database cannot be reached. A deadlock or a time limit is none of these."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            state = getattr(error.__cause__, "sqlstate", None)
            return state is None or state.startswith(AWAY)
        error = error.__cause__ or error.__context__
    return False
