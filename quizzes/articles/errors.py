"""What can go wrong with an article."""


class ArticleError(ValueError):
    """An article that cannot become lessons; the message is one sentence for the user."""


class ArchiveError(ArticleError):
    """An archive that is damaged, too large unpacked, or reaches outside of itself."""
