"""Lessons for the finders, and what they make of them."""

from __future__ import annotations

from quizzes.suggestions import suggest


def paragraph(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def table(head, *rows):
    def line(cells, tag):
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line(row, "td") for row in rows)
    return f"<table><thead>{line(head, 'th')}</thead><tbody>{body}</tbody></table>"


def by_stem(html, **options):
    """The suggestions by their stems."""
    return {each.spec["stem"]: each for each in suggest(html, **options)}


def only(html, **options):
    """The one suggestion that there is."""
    found = suggest(html, **options)
    assert len(found) == 1, [each.spec["stem"] for each in found]
    return found[0]
