from django.conf import settings
from django.urls import include, path

from partnerships.base import views as base
from partnerships.membership.admin import operator

urlpatterns = [
    path("", include("projects.urls")),
    path("", include("neighbourhoods.urls")),
    path("", include("partnerships.urls")),
    path("account/", include("allauth.urls")),
    path("language/", base.set_language, name="set_language"),
    path("example/", base.practice, name="practice"),
    path("accessibility/", base.accessibility, name="accessibility"),
    path("operator/", operator.urls),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("styleguide/", base.styleguide, name="styleguide"))

handler403 = "partnerships.base.views.forbidden"
handler404 = "partnerships.base.views.not_found"
handler500 = "partnerships.base.views.server_error"
handler429 = "partnerships.base.views.too_often"  # asked for by allauth
