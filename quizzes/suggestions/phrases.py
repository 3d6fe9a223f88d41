"""What questions say around the words of a lesson, in the lesson's own language.

These become part of the lesson's questions, so they follow its language and not that of the
author's screen. For a language that is not here the sentence with its gap stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "number": "Which number is missing? “{text}”",
        "year": "Which year is missing? “{text}”",
        "percentage": "Which percentage is missing? “{text}”",
        "amount": "Which amount is missing? “{text}”",
        "elsewhere": "The text gives {value} here: “{text}”",
        "cell": "According to the table, what is “{column}” for “{row}”?",
        "about": "What does the text say about “{row}”?",
        "other_row": "That is said of “{row}”.",
        "match": "According to the text, what belongs to what?",
        "gap": "Fill the gap.",
    },
    "fr": {
        "number": "Quel nombre manque ? « {text} »",
        "year": "Quelle année manque ? « {text} »",
        "percentage": "Quel pourcentage manque ? « {text} »",
        "amount": "Quelle quantité manque ? « {text} »",
        "elsewhere": "Le texte donne {value} ici : « {text} »",
        "cell": "D’après le tableau, que vaut « {column} » pour « {row} » ?",
        "about": "Que dit le texte au sujet de « {row} » ?",
        "other_row": "C’est dit de « {row} ».",
        "match": "D’après le texte, qu’est-ce qui va ensemble ?",
        "gap": "Complétez la phrase.",
    },
}
NEUTRAL: Mapping[str, str] = {
    "number": "“{text}”",
    "year": "“{text}”",
    "percentage": "“{text}”",
    "amount": "“{text}”",
    "elsewhere": "{value}: “{text}”",
    "cell": "{row} – {column}?",
    "about": "{row}?",
    "other_row": "{row}",
    "match": "… – …",
    "gap": "____",
}


def phrase(language: str, name: str, **words: str) -> str:
    """A phrase with its words filled in, as plain text."""
    return PHRASES.get(language, NEUTRAL)[name].format_map(words)
