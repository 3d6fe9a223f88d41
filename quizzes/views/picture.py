"""Pictures of lessons and questions, as files."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import DraftPicture, Picture
from ..models.picture import KINDS

FOR_EVERYONE = "public, max-age=31536000, immutable"
FOR_AUTHORS = "private, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, digest: str, ending: str) -> HttpResponse:
    """A picture, open to everyone once a course that has it is published.

    Before that authors see it; one of an article that is still a draft, its own author only.
    An address names its content, so it may be kept for ever. Who has it already gets no copy.
    """
    found: QuerySet[Picture] | QuerySet[DraftPicture]
    found = everywhere = Picture.objects.filter(digest=digest, ending=ending)
    public = everywhere.open_to(author=False).exists()
    if not public:
        found = _for_author(request, everywhere, digest, ending)
    tag = f'"{digest}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        content = found.values_list("content", flat=True)[:1].get()
        response = HttpResponse(bytes(content), content_type=KINDS[ending])
        response["X-Content-Type-Options"] = "nosniff"
        # Should a browser open it as a page after all, nothing in it may act.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = tag
    response["Cache-Control"] = FOR_EVERYONE if public else FOR_AUTHORS
    return response


def _for_author(
    request: HttpRequest, everywhere: QuerySet[Picture], digest: str, ending: str
) -> QuerySet[Picture] | QuerySet[DraftPicture]:
    """The picture where only authors may see it. Raises Http404."""
    if _is_author(request):
        drafts = DraftPicture.objects.filter(draft__owner=request.user.pk)
        own = drafts.filter(digest=digest, ending=ending)
        for found in (everywhere, own):
            if found.exists():
                return found
    raise Http404(_("There is no such picture."))


def _is_author(request: HttpRequest) -> bool:
    """Whether drafts may be seen; the session is not asked before it matters."""
    user = request.user
    return user.is_active and user.is_staff and user.has_perm("quizzes.view_lesson")
