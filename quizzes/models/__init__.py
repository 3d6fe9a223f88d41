"""The tables. QuerySets stand above their model and hold the gates to it."""

from .attempt import Answer, Attempt, AttemptItem, Mark
from .bank import Question, QuestionVersion
from .content import Course, Lesson, Status
from .people import Learner, User

__all__ = [
    "Answer",
    "Attempt",
    "AttemptItem",
    "Course",
    "Learner",
    "Lesson",
    "Mark",
    "Question",
    "QuestionVersion",
    "Status",
    "User",
]
