"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# Staff sign in where everyone does, so that one set of limits and checks covers both.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "quizzes.views.errors.bad_request"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("quizzes.urls")),
]
