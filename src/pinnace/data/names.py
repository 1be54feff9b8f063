"""The column names that people give to texts and labels, most telling first; and names of pictures."""

from __future__ import annotations

import re

TEXT = (
    *(
        "text",
        "sentence",
        "review",
        "review_text",
        "text_review",
        "review_body",
        "review_content",
        "reviews",
        "content",
    ),
    *("comment", "comment_text", "message", "tweet", "tweet_text", "post", "document", "utterance", "body", "texts"),
    *("question", "query", "input", "description", "feedback", "sms", "prompt", "texte", "texto", "kommentar"),
)
SHORT_TEXT = ("title", "headline", "summary", "subject", "phrase")  # often beside the real text
LABEL = (
    *("label", "labels", "sentiment", "class", "category", "target", "intent", "topic", "label_text", "label_name"),
    *("polarity", "emotion", "tag", "y", "classification", "categorie", "kategorie", "output", "spam", "toxic"),
)
RATING = ("rating", "ratings", "stars", "star_rating", "score", "overall", "grade")

PICTURES = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif")  # how the names of their files end


def normal(name: str) -> str:
    """``Review Text`` and ``reviewText`` are ``review_text``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\W_]+", "_", spaced).strip("_").casefold()


def is_known(name: str) -> bool:
    return normal(name) in KNOWN


def names_picture(cell: str) -> bool:
    return cell.strip().casefold().endswith(PICTURES) and len(cell) < 1000


KNOWN = frozenset((*TEXT, *SHORT_TEXT, *LABEL, *RATING))
