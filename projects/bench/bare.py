"""The URLs of the portal and one more: the plainest page that this installation can give, as the measure of the others."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from config import urls as portal


def bare(request: HttpRequest) -> HttpResponse:
    get_user_model().objects.filter(pk=request.user.pk).exists()
    return render(request, "base.html")


urlpatterns = [path("bench/bare/", bare, name="bench_bare"), path("", include("config.urls"))]
handler403, handler404, handler429, handler500 = portal.handler403, portal.handler404, portal.handler429, portal.handler500
