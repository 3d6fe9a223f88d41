"""The tables. QuerySets stand above their model and hold the gates to it."""

from .attempt import Answer, Attempt, AttemptItem, first_seed
from .bank import ASKED, Question, QuestionVersion, Tag
from .content import Course, Lesson, Status
from .figures import QuestionFigures, Seen
from .mark import Mark, Regrade, latest_in_force
from .people import Learner, User
from .prepared import Prepared
from .problem import Problem
from .quiz import Quiz, QuizPart

__all__ = [
    "ASKED",
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
    "QuestionFigures",
    "QuestionVersion",
    "Quiz",
    "QuizPart",
    "Regrade",
    "Seen",
    "Status",
    "Tag",
    "User",
    "first_seed",
    "latest_in_force",
]
