"""What responses to a question may say, so that it can be counted who says what."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that a response may say: an option, a word in a gap, a thing in its group.

    Responses that mean the same have it under the same ``key``, which no other alternative of
    the question has. ``feedback`` is the author's remark on it.
    """

    key: str
    text: str
    right: bool
    feedback: str = ""
    place: str = ""
    """Where in the question it was said, as inline Markdown; "" where there is one place only."""
    bare: bool = False
    """Whether ``text`` is to be shown as it is: learners typed it, or it came of what they did."""

    def within(self, key: str, place: str) -> Alternative:
        """The same as an alternative of a question that has this one's as a part."""
        return replace(self, key=f"{key} {self.key}", place=place)
