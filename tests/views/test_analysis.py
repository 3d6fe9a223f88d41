"""The page that says how an assignment and its questions did: what it shows, and to whom."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from lxml import html

from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.models import Attempt, Enrolment
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    QuestionFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted
from tests.sat import GOLDEN, UNMARKED, questions_of, sit, worked

pytestmark = pytest.mark.django_db
DECIDED = ["1111"] * 5 + ["11bb"] * 4 + ["bbbc"] * 4


def browser(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def teacher_of(assignment):
    return browser(assignment.classroom.teachers.get(role="teacher").user)


def analysis(assignment, query=""):
    return reverse("assignment_analysis", args=[assignment.pk]) + query


def over_time(assignment, question):
    return reverse("assignment_question", args=[assignment.pk, question.pk])


def shown(assignment, query=""):
    response = teacher_of(assignment).get(analysis(assignment, query))
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(node):
    return " ".join(node.text_content().split())


def table(page, name):
    """The rows of the table of that class, as words of their cells."""
    rows = page.xpath(f"//table[contains(@class, '{name}')]/tbody/tr")
    return [[words(cell) for cell in row] for row in rows]


def figures(page):
    """Those of the whole by their name."""
    names = page.xpath("//dl[contains(@class, 'whole')]//dt")
    return {words(name): words(name.getnext()) for name in names}


def cards(page):
    return page.xpath("//article")


def test_the_golden_case_to_the_printed_digit():
    page = shown(worked(GOLDEN))
    items = table(page, "items")
    assert [row[2] for row in items] == (
        "45.7 28.6 12.2 72.8 48.6 49.1 58.9 45.9 26.0 39.9".split()
    )
    assert [row[1] for row in items[:3]] == ["88.9", "88.9", "88.9"]
    assert {row[5] for row in items} == {"○ too few to judge"}
    whole = figures(page)
    assert whole["Reliability (Cronbach’s alpha)"] == "76.65%"
    assert whole["Error ratio"] == "48.33%"
    assert whole["Spread (standard deviation)"] == "2.449"
    assert whole["Standard error"] == "1.184"
    assert "nothing is judged by them" in words(page)


def test_each_bar_has_its_row_in_the_table():
    page = shown(worked(DECIDED))
    card = cards(page)[2]
    bars = [words(text) for text in card.xpath(".//svg/text")]
    assert bars == ["A ✓", "5 · 38%", "B", "8 · 62%", "C", "0 · 0%", "–", "0 · 0%"]
    rows = [[words(cell) for cell in row] for row in card.xpath(".//tbody/tr")]
    assert rows == [
        ["A", "The rotor ✓ right", "5", "38%", "5", "0"],
        ["B", "The stator", "8", "62%", "0", "4"],
        ["C", "The housing", "0", "0%", "0", "0"],
        ["–", "no answer", "0", "0%", "–", "–"],
    ]
    lengths = [int(bar.get("width")) for bar in card.xpath(".//rect")]
    assert lengths == [77, 123, 1, 1]


def test_a_drawing_says_what_it_is_and_has_no_style_of_its_own():
    page = shown(worked(DECIDED))
    drawings = page.xpath("//svg")
    assert len(drawings) == 4
    names = [node.get("id") for node in page.xpath("//*[@id]")]
    assert len(names) == len(set(names))
    for drawing in drawings:
        for name in drawing.get("aria-labelledby").split():
            assert words(page.get_element_by_id(name))
        assert drawing.get("role") == "img"
    assert not page.xpath("//main//*[@style]")


def test_sentences_say_what_to_do():
    text = words(shown(worked(["111b"] * 6 + ["11b1"] * 2 + ["bbb1"] * 5)))
    assert "! Strong learners choose B: check the key." in text
    assert "! check the key" in text
    assert "Nobody chooses C" in text


def test_too_few_are_not_judged_and_have_their_bars():
    page = shown(worked(DECIDED[::2]))
    assert "○ too few to judge" in words(page)
    assert "Nobody chooses" not in words(page)
    assert len(page.xpath("//svg")) == 4


def test_the_table_is_sorted_by_facility_or_discrimination():
    assignment = worked(DECIDED)
    orders = {
        query: [row[0][0] for row in table(shown(assignment, f"?sort={query}"), "items")]
        for query in ("", "number", "-number", "facility", "-facility", "nonsense", "-")
    }
    assert orders[""] == orders["number"] == orders["nonsense"] == orders["-"] == list("1234")
    assert orders["-number"] == list("4321")
    assert orders["facility"] == list("3412")
    assert orders["-facility"] == list("1234")
    page = shown(assignment, "?sort=-discrimination")
    heads = page.xpath("//table[contains(@class, 'items')]/thead//th[@aria-sort]")
    assert [(words(head), head.get("aria-sort")) for head in heads] == [
        ("Discrimination ↓", "descending")
    ]
    assert heads[0].xpath(".//a/@href") == ["?sort=discrimination#questions"]


def test_what_has_no_such_figure_comes_last():
    assignment = worked(["1b1", "1b0", "110"])
    first = [row[0][0] for row in table(shown(assignment, "?sort=-discrimination"), "items")]
    assert first[-1] == "1"
    second = [row[0][0] for row in table(shown(assignment, "?sort=discrimination"), "items")]
    assert second[-1] == "1"


def test_what_the_class_misunderstands_with_the_sentence_to_teach_again():
    assignment = worked(DECIDED)
    page = shown(assignment)
    [first, *rest] = page.xpath("//ol[@class='misunderstood']/li")
    assert "Question 3 · 8 of 13 learners" in words(first)
    assert "The stator" in words(first)
    assert "REMARK it stays." in words(first)
    assert "“The rotor turns inside the stator.”" in words(first)
    lesson = assignment.questions[2].lesson
    question = assignment.questions[2].pk
    assert first.xpath(".//a/@href") == [f"{lesson.get_absolute_url()}?says={question}#says"]
    assert len(rest) == 4


def test_the_link_leads_to_the_sentence_for_those_who_teach_it_only():
    assignment = worked(DECIDED)
    question = assignment.questions[0]
    address = f"{question.lesson.get_absolute_url()}?says={question.pk}"
    assert 'id="says"' in teacher_of(assignment).get(address).content.decode()
    learner = EnrolmentFactory(classroom=assignment.classroom).learner
    other = ClassroomFactory(led_by=UserFactory()).teachers.get().user
    for client in (browser(learner.user), browser(other), Client()):
        assert "<mark" not in client.get(address).content.decode()


def test_single_slips_are_not_paraded():
    page = shown(worked(["11"] * 10 + ["1b"]))
    assert not page.xpath("//ol[@class='misunderstood']")
    assert "Single slips are not listed." in words(page)


def test_no_learner_is_named():
    assignment = worked(DECIDED)
    Enrolment.objects.update(name="Zelda SECRET", email="secret@example.com")
    for address in (analysis(assignment), over_time(assignment, assignment.questions[0])):
        text = teacher_of(assignment).get(address).content.decode()
        assert "SECRET" not in text
        assert "secret@" not in text


def test_what_learners_typed_is_shown_as_it_is():
    spec = {"stem": "What turns?", "explanation": "x", "quote": "", "accepted": ["rotor"]}
    question = QuestionFactory(kind="short_text", spec=spec)
    assignment = AssignmentFactory(asks=[question])
    for _ in range(3):
        sit(assignment, {question: "![x](https://spy.example/p.png) <b>b</b> *c*"})
    text = teacher_of(assignment).get(analysis(assignment)).content.decode()
    main = text.split("<main")[1]
    assert "<img" not in main
    assert "<b>b</b>" not in main
    assert "*c*" in main


def test_what_is_left_out_is_said():
    asks = questions_of(2)
    assignment = AssignmentFactory(asks=asks, shuffle_options=True)
    sit(assignment, {asks[0]: "a", asks[1]: "b"})
    sit(assignment, {asks[0]: "a"}, marks={asks[0]: UNMARKED})
    text = words(shown(assignment))
    assert "1 answer waits for a person to mark it." in text
    assert "Learners had different questions" in text
    assert "Learners saw the options shuffled." in text
    assert "Of 1 learner whose work is marked completely." in text


def test_practice_says_that_there_are_no_marks():
    asks = questions_of(1)
    assignment = AssignmentFactory(asks=asks, way="practice")
    sit(assignment, {asks[0]: "b"}, marks={asks[0]: UNMARKED})
    page = shown(assignment)
    assert "This is practice" in words(page)
    assert "○ no marks" in words(page)
    assert figures(page) == {}


def test_before_anybody_handed_in_it_says_so():
    assignment = AssignmentFactory(asks=questions_of(1))
    assert "Nobody has handed in yet." in words(shown(assignment))
    assert len(rows_of_csv(assignment)) == 1


def rows_of_csv(assignment):
    response = teacher_of(assignment).get(analysis(assignment, "?as=csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="know-the-motor-analysis.csv"'
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_as_csv():
    head, first, *rest = rows_of_csv(worked(GOLDEN))
    assert head[:7] == [
        "Question",
        "Identifier",
        "Stem",
        "Points",
        "Learners",
        "Not marked yet",
        "Facility, percent",
    ]
    assert first[2:9] == ["Stem 1", "1.0", "9", "0", "88.9", "45.7", first[8]]
    assert first[9:] == ["too few to judge", "Too few to judge: it takes the marks of 10 learners."]
    assert len(rest) == 9


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_is_a_formula(start):
    stem = f'{start}HYPERLINK("https://spy.example")'
    question = QuestionFactory(spec=choice_spec(stem))
    assignment = AssignmentFactory(asks=[question])
    sit(assignment, {question: "a"})
    assert rows_of_csv(assignment)[1][2] == f"'{stem}"


def test_figures_below_zero_stay_figures_in_the_csv():
    found = rows_of_csv(worked(["111b"] * 6 + ["bbb1"] * 5))
    assert float(found[4][7]) < -90


def test_one_question_over_time():
    assignment = worked(DECIDED)
    teacher = teacher_of(assignment)
    question = assignment.questions[2]
    revise(question, "single_choice", choice_spec("Better?", right="X"), by=None, now=NOW)
    later = AssignmentFactory(asks=[question], classroom__led_by=teacher.user, title="Later on")
    sit(later, {question: "a"})
    page = html.fromstring(teacher.get(over_time(assignment, question)).content.decode())
    rows = [[words(cell) for cell in row] for row in page.xpath("//tbody/tr")]
    assert [[row[0], row[1], row[4], row[5], row[6]] for row in rows] == [
        ["1", "Know the motor", "1", "13", "38.5"],
        ["2", "Later on", "2", "1", "100.0"],
    ]
    assert [words(text) for text in page.xpath("//svg/text")] == ["1", "38%", "2", "100%"]
    assert "Better?" in words(page)


def test_a_question_that_no_learner_had_in_it_is_not_there():
    assignment = worked(["1"])
    hidden = QuestionFactory(spec=choice_spec("SECRET"))
    teacher = teacher_of(assignment)
    sit(assignment, {hidden: "a"}, mode=Attempt.Mode.PREVIEW)
    assert teacher.get(over_time(assignment, hidden)).status_code == 404
    assert teacher.get(over_time(assignment, assignment.questions[0])).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"/assignments/{'9' * 25}/analysis/",
        f"/assignments/{'9' * 25}/questions/1/",
        "/assignments/{pk}/questions/" + "9" * 25 + "/",
        "/assignments/{pk}/questions/0/",
    ],
)
def test_numbers_that_nothing_has_lead_nowhere(address):
    assignment = worked(["1"])
    teacher = teacher_of(assignment)
    assert teacher.get(address.replace("{pk}", str(assignment.pk))).status_code == 404


def test_archived_classes_stay_readable():
    assignment = worked(DECIDED)
    assignment.classroom.archived_at = NOW
    assignment.classroom.save()
    assert len(cards(shown(assignment))) == 4


def test_only_authors_are_led_to_the_form_of_a_question():
    assignment = worked(["1"])
    teacher = teacher_of(assignment)
    form = reverse("admin:quizzes_question_change", args=[assignment.questions[0].pk])
    addresses = [analysis(assignment), over_time(assignment, assignment.questions[0])]
    assert all(form not in teacher.get(each).content.decode() for each in addresses)
    teacher.user.is_staff = True
    teacher.user.save()
    teacher.user.groups.add(Group.objects.get(name=AUTHORS))
    assert all(form in teacher.get(each).content.decode() for each in addresses)


def roles(assignment):
    """Everybody who could try, with what the assignment is to them."""
    learner, gone, author = LearnerFactory(), LearnerFactory(), UserFactory(is_staff=True)
    EnrolmentFactory(classroom=assignment.classroom, learner=learner)
    EnrolmentFactory(classroom=assignment.classroom, learner=gone, removed_at=NOW)
    author.groups.add(Group.objects.get(name=AUTHORS))
    other = ClassroomFactory(led_by=UserFactory())
    AssignmentFactory(classroom=other)
    stranger = EnrolmentFactory(classroom=other)
    guest = Client()
    return {
        "learner": browser(learner.user),
        "taken out": browser(gone.user),
        "another class's teacher": browser(other.teachers.get().user),
        "another class's learner": browser(stranger.learner.user),
        "author": browser(author),
        "admin": browser(UserFactory(is_staff=True, is_superuser=True)),
        "guest": guest,
    }


@pytest.mark.parametrize("name", ["assignment_analysis", "assignment_question", "csv"])
def test_pages_are_for_those_who_teach_the_class(name):
    assignment = worked(["1b", "bb"])
    question = assignment.questions[0]
    revise(question, "single_choice", choice_spec("SECRET", right="Y"), by=None, now=NOW)
    sit(assignment, {question: "a"})
    address = {
        "assignment_analysis": analysis(assignment),
        "assignment_question": over_time(assignment, question),
        "csv": analysis(assignment, "?as=csv"),
    }[name]
    helper = UserFactory()
    assignment.classroom.teachers.create(user=helper, role="assistant")
    for client in (teacher_of(assignment), browser(helper)):
        response = client.get(address)
        assert response.status_code == 200
        assert b"SECRET" in response.content
        assert client.post(address).status_code == 405
    for role, client in roles(assignment).items():
        response = client.get(address)
        assert response.status_code == (302 if role == "guest" else 404), role
        assert b"SECRET" not in response.content, role
        assert client.post(address).status_code in (302, 404, 405), role


def queries(client, address):
    client.get(address)
    with counted() as found:
        client.get(address)
    return len(found)


def test_as_many_queries_for_few_as_for_many():
    small, large = worked(["11"]), worked(["1b1b1b"] * 12 + ["bb1c11"] * 4)
    sizes = [queries(teacher_of(each), analysis(each)) for each in (small, large)]
    assert sizes[0] == sizes[1] <= 12
    over = [
        queries(teacher_of(each), over_time(each, each.questions[0])) for each in (small, large)
    ]
    assert over[0] == over[1] <= 13
