import re
from collections import Counter

import pytest

from .samples import MILL_TEXT, html, read, titles


@pytest.fixture(scope="module")
def mill():
    return read(MILL_TEXT, "mill.txt")


def test_headings_are_found_without_mark_up_and_without_blank_lines(mill):
    assert titles(mill) == [
        "Imagine this: a village gets its flour from one old mill",
        "The Wheel That Stopped Turning",
        "Why Slow-Ground Flour Matters",
        "What Was the Miller Hiding in the Loft?",
        "The New Baking Plan",
        "The Irony Nobody's Laughing About",
        "The Bigger Field",
        "What This Means for the Village Bakery",
    ]


def test_the_same_text_without_a_file_name_is_read_the_same_way(mill):
    assert read(MILL_TEXT) == mill


def test_a_pipe_table_in_text_keeps_its_head_and_rows(mill):
    section = mill.sections[2]
    head, body = section.html.split("</thead>")
    assert section.tables == 1
    assert head.count('<th scope="col">') == 2
    assert body.count("<tr>") == 4
    assert "<th" not in body


def test_a_line_ending_in_a_colon_is_a_lead_in_to_its_list(mill):
    section = mill.sections[4]
    assert "<p>The Morning Order:</p>\n<ul><li>Rye first" in section.html
    assert section.html.count("<li>") == 4
    assert section.lists == 1


def test_a_question_inside_the_running_text_stays_there(mill):
    assert "<p>So why did he never say a word?</p>" in mill.sections[3].html


def test_a_table_of_contents_line_goes_and_is_reported(mill):
    assert mill.dropped == ("table of contents",)
    assert all("Table of Contents" not in section.text for section in mill.sections)


def test_the_entries_of_a_table_of_contents_go_with_its_title():
    text = "Contents\n1. The Old Oven .... 2\n2. The New Oven .... 5\n\n" + "".join(
        f"{name}\nIt stands in the yard and is lit at four in the morning.\n"
        for name in ("The Old Oven", "The New Oven")
    )
    article = read(text, "a.txt")
    assert titles(article) == ["The Old Oven", "The New Oven"]
    assert article.dropped == ("table of contents",)


def test_each_line_of_text_is_a_paragraph_of_its_own():
    assert html("One loaf is baked.\nTwo are sold.", "a.txt") == (
        "<p>One loaf is baked.</p>\n<p>Two are sold.</p>"
    )


def test_hard_wrapped_lines_are_joined_to_paragraphs():
    line = "the mill by the river grinds rye and wheat all through the week"
    text = "\n".join([f"Then {line}", line, line, line, "and rests.", "", f"So {line}", "it goes."])
    assert html(text, "a.txt").count("<p>") == 2


def test_a_heading_of_a_hard_wrapped_text_stands_on_its_own():
    line = "the mill by the river grinds rye and wheat all through the week"
    text = "\n".join(
        ["The Old Mill", "", *[line] * 4, "it ends.", "", "Its New Owner", *[line] * 3]
    )
    assert titles(read(text, "a.txt")) == ["The Old Mill", "Its New Owner"]


def test_a_question_in_sentence_case_after_a_blank_line_is_a_heading():
    text = "Flour is ground grain.\n\nHow is bread baked?\nIn an oven, and that is all of it.\n"
    assert titles(read(text, "a.txt"))[1:] == ["How is bread baked?"]


def test_a_run_of_short_lines_is_no_run_of_headings():
    text = "We sell these.\nRye Bread\nWheat Bread\nSpelt Bread\nAll of them are fresh today.\n"
    assert len(read(text, "a.txt").sections) == 1


def test_dates_and_addresses_are_no_headings():
    text = "Bread is old.\n12 March 2024\nhttps://bakery.example/Bread\nIt was baked in Egypt.\n"
    assert len(read(text, "a.txt").sections) == 1


def test_numbered_and_nested_lists_in_text_are_kept():
    text = "Do this.\n3. Knead\n4. Rest\n   - an hour\n   - in the warm\n5. Bake\n"
    assert '<ol start="3"><li>Knead</li><li>Rest<ul><li>an hour</li>' in html(text, "a.txt")


def test_hash_signs_and_underlines_mark_headings_in_text_too():
    text = "# Flour\nIt is ground.\n\nOvens and fire\n==============\nThey are hot.\n"
    assert titles(read(text, "a.txt")) == ["Flour", "Ovens and fire"]


def test_a_first_line_with_headings_below_is_the_title():
    text = "A Short History of Bread\n\nThe First Loaf\nIt was flat.\nThe Last Loaf\nIt was not.\n"
    article = read(text, "a.txt")
    assert article.title == "A Short History of Bread"
    assert titles(article) == ["The First Loaf", "The Last Loaf"]


def test_author_date_and_source_at_the_top_are_taken_as_such():
    text = "Bread Today\nBy Ida Miller\nMarch 3, 2024\nSource: https://b.example/x\n\nIt is baked."
    article = read(text, "a.txt")
    assert (article.author, article.date) == ("Ida Miller", "2024-03-03")
    assert article.source_url == "https://b.example/x"
    assert article.sections[0].text == "It is baked."


def test_angle_brackets_in_text_are_shown_and_not_read_as_mark_up():
    assert html("Use <script> or 1 < 2.", "a.txt") == "<p>Use &lt;script&gt; or 1 &lt; 2.</p>"


def test_web_addresses_in_text_become_links():
    assert '<a href="https://b.example/x" rel="noopener">' in html(
        "See https://b.example/x.", "a.txt"
    )


def test_a_table_of_contents_with_one_line_goes_entirely():
    text = "Bread\n\nContents\n- The Mill\n\nThe Mill\nIt grinds rye all day and half the night."
    article = read(text, "a.txt")
    assert titles(article) == ["The Mill"]
    assert article.dropped == ("table of contents",)


def test_the_alignment_of_columns_is_kept():
    made = html("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |\n", "a.txt")
    assert '<td>1</td><td class="centred">2</td><td class="at-end">3</td>' in made


def test_words_are_not_lost(mill):
    kept = " ".join(f"{section.title} {section.text}" for section in mill.sections)
    lost = Counter(re.findall(r"\w+", MILL_TEXT)) - Counter(re.findall(r"\w+", kept))
    assert sorted(lost) == ["Contents", "Table", "of"]
