"""Articles made up for the tests, and short ways to read them."""

from quizzes.articles import Article, read_article

MILL_TEXT = """\
Imagine this: a village gets its flour from one old mill, and one wet morning the wheel stops. \
The baker has two days of flour left and forty loaves to bake before dawn.
Table of Contents

The Wheel That Stopped Turning
The wheel had run for ninety years without a new axle. Nobody in the village could remember a \
day on which it stood still.
According to the parish book, the axle was cut from an oak by the churchyard.
Why Slow-Ground Flour Matters
| Question | What the Baker Says |
|---|---|
| Taste | Slow stones keep the germ, which tastes of nuts |
| Keeping | Two weeks in a dry loft, no longer |
| Price | A third more than flour from the town |
| Supply | One mill, one wheel, no spare axle |
Those four lines decide what the village eats. A town mill grinds faster, but its flour is \
hot when it leaves the rollers.
What Was the Miller Hiding in the Loft?
The miller had kept a second axle under the sacks since his father's time. It was too short by \
the width of a hand.
So why did he never say a word?
The New Baking Plan
The baker drew up a plan for the days without a wheel. Every house was to send what it had.
The Morning Order:
- Rye first: it needs the longest rest
- Wheat second: from the town if it must be
- Buns last: only on market days
- Ovens: lit one hour later
A neighbour called it the quietest revolution she had ever eaten.
The Irony Nobody's Laughing About
The town bought its own stones from this very mill long ago. Now the village buys the town's \
flour back.

The Bigger Field
Three more mills stand on the same river. Each of them waits for an axle of its own.
What This Means for the Village Bakery
A bakery that knows one mill only is a bakery with one wheel. For the children this means dark \
bread for a while.
The wheel will turn again in spring, they say.
"""


def read(text: str, filename: str = "", **options: str) -> Article:
    """The article of a text in UTF-8."""
    return read_article(text.encode(), filename=filename, **options)


def titles(article: Article) -> list[str]:
    """The titles of an article's sections."""
    return [section.title for section in article.sections]


def html(text: str, filename: str = "a.html", **options: str) -> str:
    """The HTML of all sections of a text."""
    return "\n".join(section.html for section in read(text, filename, **options).sections)
