"""What stands between two names: an arrow, a dash, a list, a bracket."""

import re
from enum import StrEnum

from parsers.words import cut

WIDEST = 24
"""Characters between two names that still belong to one string of places."""


class Gap(StrEnum):
    """How two neighbouring names hang together. `BACK` is an arrow from the second to the first;
    `INSIDE` a comma or a bracket, by which the second may be what holds the first."""

    ARROW = "arrow"
    BACK = "back"
    DASH = "dash"
    LIST = "list"
    INSIDE = "inside"
    TOUCH = "touch"
    WORDS = "words"


_ARROWS = (
    "["
    "\u2192\u21d2\u21e8\u21e2\u21b7\u21aa\u21a6\u279c\u279d\u279e\u279f\u2794-\u27be"
    "\u27a1\u27f6\u27f9\u2b95\u2b46\u25b6\u25ba\u25b7\u25b8\u23e9\u23ed\u00bb\u203a\u21dd"
    "\u2b0e\u2b0f\U0001f449\U0001f51c\u2933\u2934\u2935\u21c4\u2194\u21c6\u21cc\u2708"
    "\U0001f6a2\U0001f6a4\U0001f6f6\u26f5\U0001f6e5\u26f4\U0001f30a\U0001f69a\U0001f69b"
    "\U0001f697\U0001f695\U0001f68c\U0001f690\U0001f6eb\U0001f6ec\U0001f682\U0001f686"
    "\U0001f698\U0001f696\U0001f68d\U0001f6b6\U0001f463\U0001f680\U0001f6e9"
    "]"
)
_JUNK = r"[^\w\n,;:.]"
_SIGNS = (
    (Gap.ARROW, re.compile(rf"{_JUNK}*(?:{_ARROWS}|[-=~]{{1,4}}>|>{{1,3}}){_JUNK}*")),
    (
        Gap.BACK,
        re.compile(rf"{_JUNK}*(?:[\u2190\u21d0\u2b05\u25c0\u25c4\u23ea]|<[-=]{{1,3}}){_JUNK}*"),
    ),
    (Gap.DASH, re.compile(r"[^\S\n]*[-~_\u2212]{1,3}[^\S\n]*")),
    (Gap.INSIDE, re.compile(r"[^\S\n]?[,(،、][^\S\n]?")),
    (
        Gap.LIST,
        re.compile(
            r"[^\S\n]*(?:[,;/&+|،、]|,?\s?(?:and|or|et|ou|y|o|e|und|oder|sowie|i|lub|oraz|a|alebo|nebo"
            r"|или|и|та|й|або|чи|ve|veya|ya da|و|أو|یا|و|او|dhe|ose|si|sau|iyo|ama|û|yan|va|və"
            r"|और|या|এবং|ও|বা|እና|ን|ወይም|和|或|及|与|và|hoặc|dan|και|en|of|ja))[^\S\n]*"
        ),
    ),
    (Gap.TOUCH, re.compile(r"[^\S\n]{0,3}[(\[]?[^\S\n]?")),
)


_AND = "و"


def gap(between: str, follow: str = "") -> Gap | None:
    """What the folded text between two names says; `None` where they stand apart. `follow` is how
    the second begins where that is no part of its name: Arabic `wa` makes a list."""
    if follow == _AND and between.isspace():
        return Gap.LIST
    if len(between) > WIDEST:
        return None
    for kind, pattern in _SIGNS:
        if pattern.fullmatch(between):
            return kind
    return None if "\n" in between or "." in between else Gap.WORDS


_ARTICLES = frozenset({"the", "l'", "l", "la", "le", "les", "el", "los", "las", "den", "die", "il"})


def single(between: str) -> bool:
    """Whether one word is all that stands between two names, but for an article behind it."""
    first, *rest = between.split() or [""]
    one_word = first[:1].isalpha() and cut(first) == [first]
    return one_word and len(rest) < 2 and _ARTICLES.issuperset(rest)
