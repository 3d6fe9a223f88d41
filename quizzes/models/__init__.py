"""The tables. QuerySets stand above their model and hold the gates to it."""

from .assignment import Assignment, Exemption, Override, allowance
from .attempt import Answer, Attempt, AttemptItem, AttemptQuerySet, first_seed, of_learners
from .bank import ASKED, Question, QuestionVersion, Tag
from .calendar import CalendarLink
from .classroom import Classroom, ClassTeacher, Enrolment
from .content import Course, Lesson, Status
from .figures import QuestionFigures, Seen
from .intake import ArticleDraft, DraftPicture
from .job import Job
from .mark import Mark, Regrade, as_try, latest_in_force, marked
from .message import Mailing, Message
from .notice import Notice
from .people import Learner, User
from .picture import Picture
from .prepared import Prepared
from .problem import Problem
from .projection import Projection, Shown, Vote
from .quiz import Quiz, QuizPart
from .reading import Reading, latest_of_each
from .review import Comment, UnsavedForm

__all__ = [
    "ASKED",
    "Answer",
    "ArticleDraft",
    "Assignment",
    "Attempt",
    "AttemptItem",
    "AttemptQuerySet",
    "CalendarLink",
    "ClassTeacher",
    "Classroom",
    "Comment",
    "Course",
    "DraftPicture",
    "Enrolment",
    "Exemption",
    "Job",
    "Learner",
    "Lesson",
    "Mailing",
    "Mark",
    "Message",
    "Notice",
    "Override",
    "Picture",
    "Prepared",
    "Problem",
    "Projection",
    "Question",
    "QuestionFigures",
    "QuestionVersion",
    "Quiz",
    "QuizPart",
    "Reading",
    "Regrade",
    "Seen",
    "Shown",
    "Status",
    "Tag",
    "UnsavedForm",
    "User",
    "Vote",
    "allowance",
    "as_try",
    "first_seed",
    "latest_in_force",
    "latest_of_each",
    "marked",
    "of_learners",
]
