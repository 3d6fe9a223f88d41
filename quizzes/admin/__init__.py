"""The authors' side: Django's admin over the actions."""

from . import content, people, question

__all__ = ["content", "people", "question"]
