"""The lesson page, and the answer to one question."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from .models import Answer, Lesson, Question


@login_required
def lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The text and its questions."""
    found = get_object_or_404(Lesson, pk=lesson_id)
    questions = found.questions.all()
    return render(request, "bare/lesson.html", {"lesson": found, "questions": questions})


@require_POST
@login_required
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Keep the answer and say whether it is right."""
    question = get_object_or_404(Question, pk=question_id)
    options = {option["id"]: option for option in question.options}
    chosen = options.get(request.POST.get("response", ""))
    if chosen is None:
        return HttpResponseBadRequest("There is no such option.")
    Answer.objects.create(
        user=request.user, question=question, option=chosen["id"], correct=chosen["correct"]
    )
    return render(request, "bare/feedback.html", {"question": question, "chosen": chosen})
