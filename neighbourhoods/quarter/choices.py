"""What the menus of lists offer: quarters."""

from neighbourhoods.quarter.models import Quarter
from partnerships.partnership.choices import ForRequest

VISIBLE = ForRequest(Quarter.objects.visible_to)
