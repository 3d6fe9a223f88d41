"""Rosters of classes, as programs and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange.roster import MOST_ENTRIES, Entry, read_roster
from quizzes.exchange.spec import ExchangeError


def entries(text):
    roster = read_roster(text.encode())
    assert roster.faults == []
    return [(each.name, each.email, each.number) for each in roster.entries]


def faults(text):
    return [str(each) for each in read_roster(text.encode()).faults]


def test_a_table_with_a_header():
    text = "Number,Name,E-mail\n17,Ada Lovelace,ada@example.com\n18,Émile,\n"
    assert entries(text) == [("Ada Lovelace", "ada@example.com", "17"), ("Émile", "", "18")]


def test_first_and_last_names_are_joined():
    assert entries("Prénom;Nom de famille\nMarie;Curie\n") == [("Marie Curie", "", "")]
    assert entries("Last name\tFirst name\nCurie\tMarie\n") == [("Marie Curie", "", "")]


def test_lines_of_names():
    assert entries("Ada\n\n  Grace   Hopper \n") == [("Ada", "", ""), ("Grace Hopper", "", "")]


def test_a_table_without_a_header_has_names_first_and_addresses_where_there_is_an_at():
    assert entries("Ada;ada@example.com\nGrace;\n")[0] == ("Ada", "ada@example.com", "")
    assert entries("ada@example.com,Ada\n") == [("Ada", "ada@example.com", "")]


def test_a_comma_within_quotation_marks_stays():
    assert entries('name,email\n"Lovelace, Ada",ada@example.com\n')[0][0] == "Lovelace, Ada"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding(encoding):
    roster = read_roster("name\nÉmile Zola\nAnaïs\n".encode(encoding))
    assert [each.name for each in roster.entries] == ["Émile Zola", "Anaïs"]


def test_an_entry_says_where_it_stands():
    assert read_roster(b"name\n\nAda\n").entries == [Entry("line 3", "Ada")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,email\n,ada@example.com\n", "line 2: there is no name."),
        ("name,email\nAda,ada at home\n", "line 2: “ada at home” is no e-mail address."),
        ("name,number\nAda,1\nGrace,1\n", "line 3: Grace stands in line 2 already."),
        (
            "name,email\nAda,a@example.com\nGrace,A@example.com\n",
            "line 3: Grace stands in line 2 already.",
        ),
        ("Ada\nada\n", "line 2: ada stands in line 1 already."),
        (f"{'x' * 151}\n", f"line 1: “{'x' * 30}…” is too long."),
    ],
)
def test_a_line_at_fault_is_named(text, fault):
    assert faults(text) == [fault]


def test_two_people_of_one_name_are_told_by_their_numbers():
    assert len(entries("name,number\nAda,1\nAda,2\n")) == 2


def test_too_many_lines_are_refused():
    with pytest.raises(ExchangeError, match="more than 2000 lines"):
        read_roster("\n".join(f"Learner {at}" for at in range(MOST_ENTRIES + 1)).encode())


@pytest.mark.parametrize("data", [b"", b" \n ", b"\x00" * 40, b"\x89PNG\r\n\x1a\n" + b"\x01" * 60])
def test_what_is_no_roster_is_refused(data):
    with pytest.raises(ExchangeError, match=r"\w+ \w+"):
        read_roster(data)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        roster = read_roster(text.encode("utf-8", "replace"))
    except ExchangeError:
        return
    assert all(each.name for each in roster.entries)
