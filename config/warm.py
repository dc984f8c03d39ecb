"""What a web process does once before its first request: read every address and template, then put them out of the collector's sight.

Python's garbage collector goes through everything that lives each time it collects in full; with all of Django loaded that held up some
requests by 100 ms and more. What is loaded now lives as long as the process: frozen, it is never looked at again. What requests make
is nearly all freed without the collector, so it may look less often, too.
"""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

YOUNG_OBJECTS = 10_000  # after so many new ones it looks at the young; Python's own number is 700


def warm_up() -> None:
    """Costs about a second, and saves it the first visitors of each page."""
    reverse("home")
    root = Path(settings.BASE_DIR) / "templates"
    for path in root.rglob("*.html"):
        get_template(str(path.relative_to(root)))
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
