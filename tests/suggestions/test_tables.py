"""Tables and lists of terms."""

from .lessons import by_stem, paragraph, suggest, table

PEAKS = table(
    ["Peak", "Height (m)", "Country"],
    ["Etna", "3,357", "Italy"],
    ["Fuji", "3,776", "Japan"],
    ["Cotopaxi", "5,897", "Ecuador"],
)
PARTS = (
    "<ul><li><strong>Rotor:</strong> turns on its shaft.</li>"
    "<li><strong>Stator:</strong> stands still.</li>"
    "<li><strong>Housing:</strong> holds the rest.</li></ul>"
)


def test_a_cell_is_asked_by_its_heads_with_its_columns_other_cells():
    found = by_stem(PEAKS)["According to the table, what is “Height (m)” for “Fuji”?"]
    assert (found.right, found.wrong) == ("3,776", ["3,357", "5,897"])
    assert found.spec["options"][0]["feedback"] == "That is said of “Etna”."
    assert found.claim == "Fuji, Height (m): 3,776"


def test_a_head_that_asks_is_the_stem():
    html = table(
        ["Question", "Answer"],
        ["Who pays for it?", "The firm alone"],
        ["Who builds it?", "A supplier abroad"],
        ["Who drives it?", "Whoever buys it"],
    )
    assert by_stem(html)["Who pays for it?"].right == "The firm alone"


def test_a_short_table_of_numbers_asks_for_the_number():
    html = table(["Metal", "Price"], ["Copper", "9 euros"], ["Iron", "1 euro"])
    found = by_stem(html)["According to the table, what is “Price” for “Copper”?"]
    assert (found.kind, found.spec["answer"]) == ("numeric", 9)


def test_a_list_of_terms_is_matched_and_asked():
    found = suggest(PARTS)
    kinds = [each.kind for each in found if each.finder == "tables"]
    assert kinds == ["matching", "single_choice", "single_choice"]
    assert "Stator" in found[0].spec["quote"]


def test_cells_that_are_alike_tell_nothing():
    html = table(["Part", "Metal"], ["Rotor", "steel"], ["Stator", "steel"], ["Wire", "steel"])
    assert suggest(html) == []


def test_a_table_with_joined_cells_is_passed_over():
    joined = PEAKS.replace("<td>Italy", '<td colspan="2">Italy')
    assert suggest(joined) == []


def test_a_table_without_heads_is_passed_over():
    bare = (
        "<table><tbody><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table>"
    )
    assert suggest(bare) == []


def test_a_formula_is_no_option():
    html = PARTS.replace("stands still", "<math><mi>x</mi></math>")
    assert [
        each for each in suggest(html + paragraph("It is so.")) if each.finder == "tables"
    ] == []
