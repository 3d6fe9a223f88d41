"""Articles brought in through the browser: read, put together, made lessons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from ..actions import article_draft as actions
from ..actions.article import Imported
from ..actions.article_draft import Piece
from ..actions.reimport import ArticleRefused
from ..articles import Article, ArticleError, read_article
from ..articles.edit import Block, blocks_of
from ..forms.article import ArticleFactsForm, ArticleSourceForm
from ..models import ArticleDraft, Course, User
from ..outside.fetch import FetchRefused, fetch

SAVE = "save"
WORDS = {
    "added": gettext_lazy("new lesson"),
    "changed": gettext_lazy("brought up to date"),
    "unchanged": gettext_lazy("stays as it is"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A section on the page: what it is, what would become of it, where it can be parted."""

    piece: Piece
    becomes: Promise | None
    blocks: list[Block]


class ArticlePages(admin.ModelAdmin):
    """A page to bring an article in, and one on which it is put together."""

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take whatever is left."""
        wrap = self.admin_site.admin_view
        return [
            path("article/", wrap(self.bring_article_in), name="quizzes_course_article"),
            path("article/<int:pk>/", wrap(self.put_together), name="quizzes_course_draft"),
            path(
                "article/<int:pk>/drop/",
                wrap(require_POST(self.drop_draft)),
                name="quizzes_course_drop_draft",
            ),
            *super().get_urls(),
        ]

    def bring_article_in(self, request: HttpRequest) -> HttpResponse:
        """Read a text, a file or a page, and keep it as a draft."""
        author = self._author(request)
        posted = request.method == "POST"
        form = ArticleSourceForm(request.POST, request.FILES) if posted else ArticleSourceForm()
        if form.is_valid():
            try:
                article = _article_in(form.cleaned_data)
                draft = actions.keep(article, by=author, now=timezone.now())
            except (ArticleError, ArticleRefused, FetchRefused) as error:
                form.add_error(None, str(error))
            else:
                return HttpResponseRedirect(_address(draft.pk))
        context = {
            "title": _("Bring an article in"),
            "form": form,
            "drafts": ArticleDraft.objects.of(author).defer("sections", "losses")[:50],
        }
        status = 422 if form.errors else 200
        return self._article_page(request, "bring_in", context, status)

    def put_together(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Rename, join, part and leave out sections; then save them as lessons."""
        author = self._author(request)
        draft = ArticleDraft.objects.of(author).filter(pk=pk).first()
        if draft is None:
            messages.info(request, _("This article is no longer here: it was saved or dropped."))
            return HttpResponseRedirect(reverse("admin:quizzes_course_changelist"))
        if request.method != "POST":
            return self._draft_page(request, draft, ArticleFactsForm(initial=_initial(draft)))
        form = ArticleFactsForm(request.POST)
        if not form.is_valid():
            return self._draft_page(request, draft, form)
        do, *places = request.POST.get("do", "").split(" ")
        numbers = [int(each) if each.isdecimal() and len(each) < 9 else -1 for each in places]
        at, block = (*numbers, -1, -1)[:2]
        done = actions.change(
            draft,
            seen=_number(request.POST.get("revision")),
            title=form.cleaned_data["title"],
            facts=form.facts(),
            titles=request.POST.getlist("section"),
            do="" if do in (SAVE, "keep") else do,
            at=at,
            block=block,
            now=timezone.now(),
        )
        if not done:
            messages.warning(
                request,
                _("Nothing was done: the article had changed meanwhile. Here is how it is now."),
            )
        elif do == SAVE:
            return self._save(request, draft, form)
        course = form.cleaned_data["course"]
        chosen = f"?course={course.pk if course else ''}"
        return HttpResponseRedirect(f"{_address(pk)}{chosen}#section-{max(at, 0)}")

    def drop_draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw a draft away."""
        ArticleDraft.objects.of(self._author(request)).filter(pk=pk).delete()
        messages.success(request, _("The article was dropped. Courses are as they were."))
        return HttpResponseRedirect(reverse("admin:quizzes_course_article"))

    def _author(self, request: HttpRequest) -> User:
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        assert isinstance(request.user, User)
        return request.user

    def _save(
        self, request: HttpRequest, draft: ArticleDraft, form: ArticleFactsForm
    ) -> HttpResponse:
        course: Course | None = form.cleaned_data["course"]
        try:
            imported = actions.save(
                draft,
                course_slug=course.slug if course else "",
                publish=form.cleaned_data["publish"],
                by=self._author(request),
                now=timezone.now(),
            )
        except ArticleRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(_address(draft.pk))
        _tell(request, imported)
        url = reverse("admin:quizzes_lesson_changelist")
        return HttpResponseRedirect(f"{url}?course__id__exact={imported.course.pk}")

    def _draft_page(
        self, request: HttpRequest, draft: ArticleDraft, form: ArticleFactsForm
    ) -> HttpResponse:
        pieces = actions.pieces_of(draft)
        course = _chosen(request, form, pieces, draft)
        if not form.is_bound:
            form.initial["course"] = course
        kept = [each.section for each in pieces if not each.dropped]
        outcome = actions.foreseen(kept, course)
        words = iter(outcome.becomes)
        rows = [
            Row(each, None if each.dropped else WORDS[next(words)], blocks_of(each.section))
            for each in pieces
        ]
        context = {
            "title": _("From article to lessons"),
            "form": form,
            "draft": draft,
            "rows": rows,
            "first_kept": next((at for at, each in enumerate(pieces) if not each.dropped), -1),
            "kept": len(kept),
            "course": course,
            "pictures": draft.pictures.count(),
            "stays": outcome.stays,
        }
        return self._article_page(request, "draft", context, 422 if form.errors else 200)

    def _article_page(
        self, request: HttpRequest, name: str, context: dict[str, Any], status: int
    ) -> HttpResponse:
        site = self.admin_site.each_context(request)
        template = f"admin/quizzes/course/{name}.html"
        return TemplateResponse(
            request, template, {**site, "opts": self.opts, **context}, status=status
        )


def _article_in(given: dict[str, Any]) -> Article:
    """Raises ArticleError and FetchRefused."""
    if given["url"]:
        page = fetch(given["url"])
        return read_article(page.raw, filename=page.filename, base_url=page.url)
    if given["file"]:
        return read_article(given["file"].read(), filename=given["file"].name)
    return read_article(given["text"].encode())


def _initial(draft: ArticleDraft) -> dict[str, Any]:
    return {"title": draft.title, **draft.facts}


def _chosen(
    request: HttpRequest, form: ArticleFactsForm, pieces: list[Piece], draft: ArticleDraft
) -> Course | None:
    """The course that the author chose; before they have, the one that seems to be meant."""
    given = form.data if form.is_bound else request.GET
    if "course" in given:
        return Course.objects.filter(pk=_number(given["course"])).first()
    if all(each.dropped for each in pieces):
        return None
    return actions.likely_course(actions.article_of(draft))


def _number(typed: str | None) -> int:
    """A number in a field that only this page fills; 0 for anything else."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 16 else 0


def _address(pk: int) -> str:
    return reverse("admin:quizzes_course_draft", args=[pk])


def _tell(request: HttpRequest, imported: Imported) -> None:
    """What saving did, and what the author may have to see to."""
    counts = dict.fromkeys(("added", "changed", "unchanged", "kept"), 0)
    for each in imported.changes:
        counts[each.what] += 1
    words = _(
        "“%(course)s”: %(added)d lessons added, %(changed)d changed, %(unchanged)d unchanged,"
        " %(kept)d kept though the article lacks them."
    )
    messages.success(request, words % {**counts, "course": imported.course})
    if imported.new_pictures:
        kept = ngettext(
            "%(number)d picture is kept with it.",
            "%(number)d pictures are kept with it.",
            imported.new_pictures,
        )
        messages.success(request, kept % {"number": imported.new_pictures})
    for each in imported.changes:
        for uid in each.lost_quotes:
            lost = _("“%(lesson)s”: the quote of its question %(uid)s is no longer in the text.")
            messages.warning(request, lost % {"lesson": each.lesson, "uid": uid})
