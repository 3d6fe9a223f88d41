"""The tables. QuerySets stand above their model and hold the gates to it."""

from .attempt import Answer, Attempt, AttemptItem, first_seed
from .bank import Question, QuestionVersion
from .content import Course, Lesson, Status
from .mark import Mark, Regrade, latest_in_force
from .people import Learner, User
from .prepared import Prepared
from .problem import Problem

__all__ = [
    "Answer",
    "Attempt",
    "AttemptItem",
    "Course",
    "Learner",
    "Lesson",
    "Mark",
    "Prepared",
    "Problem",
    "Question",
    "QuestionVersion",
    "Regrade",
    "Status",
    "User",
    "first_seed",
    "latest_in_force",
]
