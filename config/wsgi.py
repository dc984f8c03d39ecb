"""The web application. It refuses to serve what config.checks refuses, also where it is not started by config.serve."""

import os

from django.core.wsgi import get_wsgi_application

from config import checks, warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
checks.refuse_to_start()
warm.warm_up()
