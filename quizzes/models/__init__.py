"""The tables. QuerySets stand above their model and hold the gates to it."""

from .attempt import Answer, Attempt, AttemptItem, first_seed
from .bank import Question, QuestionVersion, Tag
from .content import Course, Lesson, Status
from .mark import Mark, Regrade, latest_in_force
from .people import Learner, User
from .picture import Picture
from .prepared import Prepared
from .problem import Problem
from .quiz import Quiz, QuizPart

__all__ = [
    "Answer",
    "Attempt",
    "AttemptItem",
    "Course",
    "Learner",
    "Lesson",
    "Mark",
    "Picture",
    "Prepared",
    "Problem",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizPart",
    "Regrade",
    "Status",
    "Tag",
    "User",
    "first_seed",
    "latest_in_force",
]
