"""Which slices an app has. Each app lists them; here their models and registrations are loaded."""

from importlib import import_module
from importlib.util import find_spec

REGISTRATIONS = ("sentences", "todos", "panels", "places", "exports", "feeds", "tasks", "receivers", "admin")


def load(app: str, slices: tuple[str, ...]) -> None:
    """Import every slice's registrations, once, when the app is ready."""
    for slice_ in slices:
        for part in REGISTRATIONS:
            name = f"{app}.{slice_}.{part}"
            if find_spec(name):
                import_module(name)
