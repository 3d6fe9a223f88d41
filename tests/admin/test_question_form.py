"""The author's form for what a question asks: fields for each kind, and text beside them."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.kinds import kinds
from quizzes.models import Question
from tests.admin.page import OPTIONS, address, controls, pressed, shown, words
from tests.factories import NOW, LessonFactory, QuestionFactory, UserFactory, choice_spec
from tests.kinds.specs import specimens
from tests.queries import counted

pytestmark = pytest.mark.django_db

ADD = "/admin/quizzes/question/add/"
SPECIMENS = specimens()


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def question(db):
    return QuestionFactory(spec=choice_spec())


@pytest.mark.parametrize(("kind", "spec"), SPECIMENS.values(), ids=SPECIMENS)
def test_a_page_that_is_saved_as_it_was_shown_makes_no_version(author, kind, spec):
    question = QuestionFactory(kind=kind, spec=spec)
    question.lesson.body = f"<p>{spec.get('quote', '')}</p>"
    question.lesson.save()
    assert author.post(address(question), shown(author, question)).status_code == 302
    assert question.versions.count() == 1


@pytest.mark.parametrize(("kind", "spec"), SPECIMENS.values(), ids=SPECIMENS)
def test_text_and_fields_say_the_same(author, kind, spec):
    question = QuestionFactory(kind=kind, spec=spec)
    as_text = pressed(author, question, "text")
    assert json.loads(as_text["spec"][0]) == spec
    again = controls(author.post(address(question), as_text | {"do": "fields"}))
    assert again == shown(author, question)


@pytest.mark.parametrize("kind", sorted(kinds))
def test_a_new_form_of_every_kind_says_what_is_missing(author, kind):
    page = author.get(f"{ADD}?kind={kind}")
    assert page.context["adminform"].form.content.kind == kind
    assert ("For instance:" in words(page)) is kinds[kind].asked or kind == "statement"
    lesson = LessonFactory()
    sent = controls(page) | {"course": lesson.course.pk, "lesson": lesson.pk, "uid": "q"}
    sent["status"] = "published"
    response = author.post(ADD, sent)
    assert "The question has no stem." in words(response)
    assert not Question.objects.exists()


def test_a_changed_field_makes_a_new_version_and_leaves_the_rest(author, question):
    sent = shown(author, question) | {"content-stem-prose": "What moves?", "note": "plainer"}
    author.post(address(question), sent)
    question.refresh_from_db()
    assert question.current.number == 2
    assert question.current.spec == choice_spec("What moves?")


def test_a_new_question_is_written_in_fields_alone(author):
    lesson = LessonFactory(body="<p>The rotor turns.</p>")
    sent = controls(author.get(ADD)) | {
        "course": lesson.course.pk,
        "lesson": lesson.pk,
        "uid": "q",
        "content-stem-prose": "What turns?",
        "content-explanation-prose": "It moves.",
        "content-quote-prose": "The rotor turns",
        f"{OPTIONS}-1-text-prose": "The rotor",
        f"{OPTIONS}-1-correct-flag": "on",
        f"{OPTIONS}-1-feedback-prose": "Yes.",
        f"{OPTIONS}-2-text-prose": "The stator",
        f"{OPTIONS}-2-feedback-prose": "It stands.",
    }
    assert author.post(ADD, sent).status_code == 302
    first, second = Question.objects.get().current.spec["options"]
    assert first == {"id": "1", "text": "The rotor", "correct": True, "feedback": "Yes."}
    assert (second["id"], second["correct"]) == ("2", False)


def test_a_button_saves_nothing(author, question):
    sent = shown(author, question) | {"content-stem-prose": "", "do": f"add:{OPTIONS}"}
    page = author.post(address(question), sent)
    assert "Please correct" not in words(page)
    assert question.versions.count() == 1
    assert not page.wsgi_request.session.get("_messages")


def test_an_entry_is_added_where_the_author_goes_on_and_everything_typed_stays(author, question):
    sent = shown(author, question) | {"content-stem-prose": "Typed", "do": f"add:{OPTIONS}"}
    page = author.post(address(question), sent)
    again = controls(page)
    assert again["content-stem-prose"] == ["Typed"]
    assert again[OPTIONS] == ["1", "2", "3", "4"]
    assert again[f"{OPTIONS}-4-id"] == ["1"]
    [focus] = re.findall(r'name="([^"]*)"[^>]* autofocus', page.content.decode())
    assert focus == f"{OPTIONS}-4-text-prose"


def test_a_new_entry_gets_no_id_that_an_earlier_version_had(author, question):
    spec = choice_spec()
    older = [*spec["options"], {**spec["options"][1], "id": "1", "text": "Other"}]
    for options in (older, spec["options"]):
        changed = choice_spec() | {"options": options}
        revise(question, "single_choice", changed, by=None, now=NOW)
    assert pressed(author, question, f"add:{OPTIONS}")[f"{OPTIONS}-4-id"] == ["2"]


def test_an_entry_is_removed_with_all_it_has(author, question):
    again = pressed(author, question, f"remove:{OPTIONS}-1")
    assert again[OPTIONS] == ["2", "3"]
    assert not [name for name in again if name.startswith(f"{OPTIONS}-1")]


def test_an_entry_that_moves_keeps_its_id(author, question):
    again = pressed(author, question, f"down:{OPTIONS}-1")
    author.post(address(question), again)
    question.refresh_from_db()
    before, after = choice_spec()["options"], question.current.spec["options"]
    assert after == [before[1], before[0], before[2]]


def test_a_reference_is_chosen_by_the_words_of_the_other_list(author):
    page = author.get(address(QuestionFactory(kind="matching", spec=kinds["matching"].example())))
    text = page.content.decode()
    assert '<option value="turns" selected>2. Follows the field</option>' in text
    assert "1. Stands still and makes the field" in text


def test_an_empty_target_can_be_told_from_others(author):
    assert "2. (no text yet)" in words(author.get(f"{ADD}?kind=matching"))


def test_a_reference_to_an_entry_that_is_gone_is_told_and_refused(author):
    question = QuestionFactory(kind="matching", spec=kinds["matching"].example())
    again = pressed(author, question, "remove:content-choices-several-2")
    page = author.post(address(question), again)
    assert "turns (there is none)" in words(page)
    assert "Entry 2 of “prompts” needs the id of its “choice”." in words(page)


def test_another_kind_keeps_what_it_has_in_common_and_puts_no_example_in(author, question):
    again = pressed(author, question, "kind", kind="numeric")
    assert again["content-stem-prose"] == ["What turns?"]
    assert again["content-answer-number"] == [""]
    sent = again | {"content-answer-number": "3"}
    author.post(address(question), sent)
    question.refresh_from_db()
    common = {name: choice_spec()[name] for name in ("stem", "explanation", "quote")}
    assert question.current.spec == common | {"answer": 3}


def test_options_go_over_to_a_kind_that_has_options_too(author, question):
    again = pressed(author, question, "kind", kind="multiple_choice")
    author.post(address(question), again)
    question.refresh_from_db()
    assert question.current.kind == "multiple_choice"
    assert question.current.spec == choice_spec()


def test_who_chose_another_kind_by_mistake_gets_everything_back(author, question):
    away = pressed(author, question, "kind", kind="hotspot")
    back = author.post(address(question), away | {"kind": "single_choice", "do": "kind"})
    before = shown(author, question)
    assert {name: controls(back)[name] for name in before} == before


def test_fields_follow_what_is_chosen_in_an_entry(author):
    question = QuestionFactory(kind="gaps", spec=kinds["gaps"].example())
    gap = "content-gaps-several-1"
    again = pressed(author, question, f"case:{gap}-kind-cases", **{f"{gap}-kind-cases": "numeric"})
    assert again[f"{gap}-answer-number"] == [""]
    assert again[f"{gap}-feedback-prose"] == [
        "70% is the share of mining; 85% is that of refining."
    ]


def test_gaps_say_what_to_write_in_the_text(author):
    question = QuestionFactory(kind="gaps", spec=kinds["gaps"].example())
    assert "Gap 2: [[refined]]" in words(author.get(address(question)))


def test_a_part_has_the_fields_of_its_kind(author):
    question = QuestionFactory(kind="parts", spec=kinds["parts"].example())
    sent = shown(author, question)
    assert sent["content-parts-several-1-answer-number"] == ["2.5"]
    assert sent["content-parts-several-2-answer-choice"] == ["true"]
    assert not [name for name in sent if "reasons" in name]


def test_what_cannot_be_read_stays_typed_with_a_message_beside_it(author):
    question = QuestionFactory(kind="numeric", spec=kinds["numeric"].example())
    name = "content-answer-number"
    page = author.post(address(question), shown(author, question) | {name: "ninety"})
    assert controls(page)[name] == ["ninety"]
    assert "Something cannot be read" in words(page)
    row = page.content.decode().split(f'id="{name}-error"')[1]
    assert "cannot be read as a number" in row.split("</ul>")[0]
    assert question.versions.count() == 1


def test_it_is_not_lost_in_text_either(author):
    question = QuestionFactory(kind="numeric", spec=kinds["numeric"].example())
    as_text = pressed(author, question, "text", **{"content-answer-number": "ninety"})
    assert json.loads(as_text["spec"][0])["answer"] == "ninety"
    again = controls(author.post(address(question), as_text | {"do": "fields"}))
    assert again["content-answer-number"] == ["ninety"]


def test_reasons_against_the_content_are_said_and_everything_typed_stays(author, question):
    sent = shown(author, question) | {f"{OPTIONS}-1-text-prose": " ", "content-hint-line": "Typed"}
    page = author.post(address(question), sent)
    assert "Option 1 has no text." in words(page)
    assert controls(page)["content-hint-line"] == ["Typed"]
    assert controls(page)[f"{OPTIONS}-1-text-prose"] == [" "]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ('{"stem": ', "This is not valid JSON: look at line 1"),
        ('{"explenation": "x"}', "look at “explenation”"),
        ('{"options": {"a": 1}}', "look at “options”"),
        ('{"stem": 5}', "look at “stem”"),
        ('{"\\ud800": 5}', "look at “?”"),
        ('{"stem": "\\ud800"}', "look at “stem”"),
        ('{"options": [' + "{}," * 20_000 + "{}]}", "look at “options”"),
    ],
)
def test_text_that_no_field_can_show_stays_text_with_a_reason(author, question, typed, reason):
    as_text = pressed(author, question, "text") | {"spec": typed, "do": "fields"}
    page = author.post(address(question), as_text)
    assert reason in words(page)
    assert controls(page)["spec"] == [typed]


def test_stored_content_that_no_field_can_show_is_shown_as_text(author):
    spec = kinds["statement"].example() | {"stem": "one\r\ntwo"}
    question = QuestionFactory(kind="statement", spec=spec)
    assert json.loads(shown(author, question)["spec"][0]) == spec


def test_text_has_an_example_beside_it_and_not_in_it(author):
    page = author.post(ADD, controls(author.get(ADD + "?kind=essay")) | {"do": "text"})
    assert controls(page)["spec"] == ["{}"]
    assert "Why may Renault gain" in words(page)


def test_another_kind_leaves_the_text_as_it_is(author, question):
    as_text = pressed(author, question, "text")
    sent = as_text | {"kind": "essay", "do": "kind"}
    page = author.post(address(question), sent)
    assert controls(page)["spec"] == as_text["spec"]
    assert "Why may Renault gain" in words(page)


def test_a_question_of_an_unknown_kind_is_shown_as_text_only(author):
    riddle = QuestionFactory(kind="riddle", spec={"prompt": "Write."})
    page = author.get(address(riddle))
    assert json.loads(controls(page)["spec"][0]) == {"prompt": "Write."}
    assert "As fields" not in words(page)


def test_back_to_the_unknown_kind_what_was_written_is_text(author):
    riddle = QuestionFactory(kind="riddle", spec={"stem": "Write."})
    fields = pressed(author, riddle, "fields", kind="statement")
    assert fields["content-stem-prose"] == ["Write."]
    back = author.post(address(riddle), fields | {"kind": "riddle", "do": "kind"})
    assert json.loads(controls(back)["spec"][0]) == {"stem": "Write."}


def test_a_key_that_was_changed_in_fields_cannot_pass_for_a_typing_error(author, question):
    sent = shown(author, question) | {"typo_only": "on", f"{OPTIONS}-2-correct-flag": "on"}
    del sent[f"{OPTIONS}-1-correct-flag"]
    assert "not a typing error" in words(author.post(address(question), sent))


def test_a_mended_typing_error_in_fields_can(author, question):
    sent = shown(author, question) | {"typo_only": "on", "content-stem-prose": "What turns round?"}
    assert author.post(address(question), sent).status_code == 302
    assert question.versions.count() == 2


def test_fields_from_before_another_authors_save_undo_nothing(author, question):
    stale = shown(author, question)
    author.post(address(question), stale | {"content-stem-prose": "What moves?"})
    page = author.post(address(question), stale | {"content-hint-line": "Mine"})
    assert "saved version 2 at" in words(page)
    assert controls(page)["content-hint-line"] == ["Mine"]
    question.refresh_from_db()
    assert question.current.number == 2


def test_a_question_can_be_retired_though_its_quote_is_gone(author, question):
    question.lesson.body = "<p>Rewritten.</p>"
    question.lesson.save()
    sent = shown(author, question) | {"status": "retired"}
    assert author.post(address(question), sent).status_code == 302


def test_who_may_only_look_sees_the_content_and_no_form(client, question):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    page = client.get(address(question))
    assert "What turns?" in words(page)
    assert "content-stem-prose" not in page.content.decode()
    sent = {"do": f"add:{OPTIONS}", "kind": "single_choice"}
    assert client.post(address(question), sent).status_code == 403


def test_the_page_asks_as_often_for_twelve_options_as_for_two(author):
    found = []
    for size in (2, 12):
        options = [
            {"id": str(n), "text": str(n), "correct": n == 0, "feedback": "x"} for n in range(size)
        ]
        question = QuestionFactory(spec=choice_spec() | {"options": options})
        author.get(address(question))
        for do in ("zzz", f"remove:{OPTIONS}-1"):
            sent = shown(author, question) | {"do": do}
            with counted() as queries:
                author.post(address(question), sent)
            found.append(len(queries))
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"position": 77}, "Changed Position."),
        ({"content-hint-line": "Look."}, "Changed Content."),
    ],
)
def test_the_log_says_what_changed(author, question, changes, entry):
    author.post(address(question), shown(author, question) | changes)
    page = author.get(reverse("admin:quizzes_question_history", args=[question.pk]))
    assert entry in words(page)
