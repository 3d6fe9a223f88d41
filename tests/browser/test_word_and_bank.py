"""An author with a Word file and an old question bank has a published course."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.actions.roles import AUTHORS
from quizzes.models import Course, Question, Status
from tests.articles.files import paragraph, word_file
from tests.factories import LearnerFactory

ARTICLE = word_file(
    paragraph("Motors", "Title"),
    paragraph("Every motor has two parts that matter most."),
    paragraph("The stator", "heading1"),
    paragraph("The stator stands still and carries the winding of copper."),
    paragraph("The rotor", "heading1"),
    paragraph("The rotor turns inside the stator and drives the shaft."),
)
BANK = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="multichoice">
  <name><text>Winding</text></name>
  <questiontext format="html"><text><![CDATA[<p>Which part carries the winding?</p>]]></text>
  </questiontext>
  <generalfeedback format="html"><text><![CDATA[<p>It stands still.</p>]]></text></generalfeedback>
  <single>true</single>
  <answer fraction="100" format="html"><text>The stator</text></answer>
  <answer fraction="0" format="html"><text>The rotor</text></answer>
  <answer fraction="0" format="html"><text>The shaft</text></answer>
</question>
<question type="shortanswer">
  <name><text>Turning</text></name>
  <questiontext format="html"><text>Which part drives the shaft?</text></questiontext>
  <usecase>0</usecase>
  <answer fraction="100"><text>rotor</text></answer>
</question>
<question type="truefalse">
  <name><text>Copper</text></name>
  <questiontext format="html"><text>Gold is a colour of leaves.</text></questiontext>
  <generalfeedback format="html"><text>In autumn.</text></generalfeedback>
  <answer fraction="100"><text>true</text></answer>
  <answer fraction="0"><text>false</text></answer>
</question>
</quiz>
"""


@pytest.fixture
def author(live_server):
    learner = LearnerFactory(user__email="author@example.com", user__is_staff=True)
    learner.user.groups.add(Group.objects.get(name=AUTHORS))
    return learner


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way(open_page, author, no_fault, tmp_path, scripts):
    (tmp_path / "motors.docx").write_bytes(ARTICLE)
    (tmp_path / "bank.xml").write_text(BANK)
    page = open_page(author, java_script_enabled=scripts)
    page.goto(reverse("admin:quizzes_course_article"))
    page.get_by_label("or a file").set_input_files(tmp_path / "motors.docx")
    page.get_by_role("button", name="Look at the lessons").click()
    page.get_by_label("Open it to everyone at once").check()
    page.get_by_role("button", name="Make a course of it").click()
    expect(page.get_by_text("3 lessons added")).to_be_visible()

    page.goto(reverse("admin:quizzes_question_import"))
    page.get_by_label("Course").select_option(label="Motors")
    page.get_by_label("File").set_input_files(tmp_path / "bank.xml")
    page.get_by_label("Format").select_option("moodlexml")
    page.get_by_label("Publish what lacks nothing").check()
    page.get_by_role("button", name="Look first").click()
    page.get_by_role("button", name="Take 3 questions").click()
    expect(page.get_by_text("3 added")).to_be_visible()

    expect(page.get_by_role("heading", name="Complete questions of “Motors”")).to_be_visible()
    if scripts:
        no_fault(page)
    turning = page.get_by_role("group", name="Which part drives the shaft?")
    turning.get_by_label("The rotor: The rotor turns inside").check()
    turning.get_by_label("Why the right answer is right").fill("The shaft sits in the rotor.")
    page.get_by_role("button", name="Save, and publish what lacks nothing").click()
    expect(page.get_by_text("2 questions were changed; 1 newly published.")).to_be_visible()
    expect(page.get_by_role("group", name="Gold is a colour")).to_be_visible()

    learner = open_page(java_script_enabled=scripts)
    learner.goto(Course.objects.get().lessons.get(slug="the-stator").get_absolute_url())
    learner.get_by_role("radio", name="The rotor").check()
    learner.get_by_role("button", name="Check answer").click()
    expect(learner.get_by_text("It stands still.")).to_be_visible()
    placed = Question.objects.filter(lesson__isnull=False, status=Status.PUBLISHED)
    assert set(placed.values_list("lesson__slug", flat=True)) == {"the-stator", "the-rotor"}
