"""By what signs the furniture of a page is known: names, titles and addresses."""

from __future__ import annotations

import re


def _named(*names: str, tail: str = "") -> re.Pattern[str]:
    """Finds one of the names as a whole part of a class or id: "share" in "post-share-bar"."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(names)}){tail}(?![a-z0-9])")


PARTS = (
    r"(?:[_-]*(?:articles?|bar|block|box|cards?|container|content|entries|grid|inner|items?|links?"
    r"|list|module|news|panel|posts?|reading|section|stories|story|teasers?|widget|wrap(?:per)?))*"
    r"(?=\s|$)"
)
CLASSES = {
    "share": _named(
        r"(?:social|share|sharing)[_-]?(?:bar|buttons?|icons?|links?|list|media|share|tools)?",
        "sharedaddy", "addtoany", "addthis", "a2a", "shareaholic",
    ),
    "byline": _named(
        "by-?line", "date-?line", "(?:post|entry|article|story)[_-]*(?:meta|info|date)",
        "posted-on", "pub(?:lish(?:ed)?)?-?date", "timestamp", "published",
    ),
    "related": _named(
        "related", "recommended", "recommendations", "read-?(?:more|next|also)", "more-stories",
        "also-like", "most-(?:read|popular)", "trending", tail=PARTS,
    ),
    "newsletter": _named(
        "newsletter", "subscribe", "sign-?up", "mailing-list", "email-capture", "mc_embed_signup"
    ),
    "cookies": _named(
        "cookies?", "cookie-?(?:banner|consent|notice)", "consent", "gdpr", "onetrust",
        "cybotcookiebotdialog", "role-(?:alert)?dialog",
    ),
}  # fmt: skip
"""In an element's classes and id, in lower case."""
LABELS = {
    "share": re.compile(r"(?:share|sharing)(?: (?:this|the|it|on|via|article|page|post|story))*"),
    "byline": re.compile(r"byline|about this article"),
    "related": re.compile(
        r"(?:related|more|recommended|latest|most[- ]read|popular)"
        r" (?:articles?|posts?|stories|news|reading|content|links)"
        r"|(?:keep reading|read more|read next|read also|also read)|recommended(?: for you)?"
        r"|related|most read|trending(?: now)?|(?:you (?:may|might) also|you may) (?:like|enjoy)"
        r"|(?:you may|you might) also be interested in|more (?:from|on|in) .{1,60}"
    ),
    "newsletter": re.compile(
        r".{0,60}\bnewsletter\b.{0,60}|(?:subscribe|sign up|stay (?:up to date|informed))\b.{0,60}"
        r"|.{0,60}\b(?:in|to) your inbox\b.{0,30}|join our .{0,60}"
    ),
    "cookies": re.compile(r".{0,60}\b(?:cookies?|privacy|consent)\b.{0,60}"),
}
"""A title or ARIA label as a whole, in lower case."""
SHARING = re.compile(
    r"(?:facebook\.com/(?:sharer|share|dialog/(?:share|feed))|(?:twitter|x)\.com/(?:intent|share)"
    r"|linkedin\.com/(?:share|sharing|cws/share)|pinterest\.[a-z.]+/pin/create"
    r"|reddit\.com/submit|wa\.me/\?|(?:api|web)\.whatsapp\.com/send|(?:t|telegram)\.me/share"
    r"|tumblr\.com/(?:widgets/)?share|getpocket\.com/(?:save|edit)|bsky\.app/intent"
    r"|threads\.net/intent|news\.ycombinator\.com/submitlink|xing\.com/spi/shares"
    r"|flipboard\.com/bookmarklet)|^(?:whatsapp|fb-messenger|tg)://|^mailto:\?",
    re.IGNORECASE,
)
"""Addresses that send a page on; ``mailto:`` only without anyone to write to."""
NETWORK_WORDS = re.compile(
    r"shares?|sharing|tweet|pin|post|send|copy|print|e|e?mail|link|save|follow|us|like|on|to|via"
    r"|by|this|the|it|with|article|page|story|facebook|twitter|x|linkedin|pinterest|reddit"
    r"|whatsapp|telegram|bluesky|mastodon|threads|instagram|youtube|tumblr|pocket|flipboard|xing"
    r"|messenger|rss|click|opens?|in|a|new|window|tab|friend|teilen|auf|drucken|partager|sur|imprimer|compartir|en|condividi|su",
    re.IGNORECASE,
)
"""The words that sharing buttons are made of."""
BYLINE = re.compile(
    r"(?:by|words by|written by|published|posted|updated|last updated)\b.*|.*\d+ min(?:ute)?s?\b.*",
    re.IGNORECASE,
)
BYLINE_WORDS = re.compile(
    r"by|words|written|published|posted|updated|last|first|on|and|at|date|min|minutes?|read",
    re.IGNORECASE,
)
"""What a byline says besides its names and dates."""
SIGNING_UP = re.compile(r"newsletter|subscri|sign up|inbox|mailing list", re.IGNORECASE)
COOKIES = re.compile(
    r"\b(?:use|uses|using|accept|reject|allow|manage|essential) (?:\w+ ){0,3}cookies"
    r"|\bconsent\b|\bprivacy\b",
    re.IGNORECASE,
)
READ_MORE = re.compile(
    r"(?:read (?:more|next|also)|also read|related(?: articles?)?|more on this)\s*:", re.IGNORECASE
)
"""How a line that leads to another article begins."""
