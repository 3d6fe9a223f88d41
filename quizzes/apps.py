"""The app's entry in INSTALLED_APPS."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.autoreload import file_changed
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    """Registers the app, its system checks and its roles."""

    name = "quizzes"
    verbose_name = _("Courses and questions")

    def ready(self) -> None:
        """Called once the models are loaded; what it imports needs them."""
        from . import checks  # noqa: F401, PLC0415 -- app ready
        from .actions.roles import make_roles  # noqa: PLC0415 -- app ready
        from .reports.kept import forget  # noqa: PLC0415 -- app ready

        post_migrate.connect(make_roles, sender=self, dispatch_uid="quizzes.make_roles")
        # Under runserver an edited template must show at the next request.
        file_changed.connect(forget, dispatch_uid="quizzes.forget")
