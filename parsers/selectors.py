"""Is this a selector? Site files ask before a page is there to try it on."""

import re

from parsers.dom import fragment, is_xpath

SCRAPY = ("::text", "::attr(")
STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
CALLS = re.compile(r"([\w:-]+)\s*\(")
STRANGE = re.compile(r"\$[\w-]*|(?<![\w:-])[\w-]+:(?!:)[\w*-]*")

_XPATH = """
last position count id local-name namespace-uri name string concat starts-with contains
substring-before substring-after substring string-length normalize-space translate boolean not
true false lang number sum floor ceiling round
comment text processing-instruction node
and or div mod
"""
XPATH = frozenset(_XPATH.split())
"""What may stand before a bracket: functions, node tests and operators of XPath 1.0."""


def check(selector: str) -> str | None:
    """What is wrong with a CSS selector or an XPath, or `None` if a reader can use it.

    An XPath begins with `/`, `./` or `(`. Tried on the engines that read pages.
    """
    if not selector.strip():
        return "an empty selector matches nothing"
    if not is_xpath(selector) and any(sign in selector for sign in SCRAPY):
        return f"{selector!r}: take the text by the plain selector, others by the key `attribute`"
    try:
        fragment("<p>", "about:blank").all(selector)
    except ValueError as error:
        return str(error)
    return _unknown(selector) if is_xpath(selector) else None


def _unknown(selector: str) -> str | None:
    """What libxml2 finds out only once it comes to a matching element."""
    bare = STRINGS.sub("''", selector)
    for name in CALLS.findall(bare):
        called = name.rpartition("::")[2]
        if called and called not in XPATH:
            return f"{selector!r} is no XPath 1.0: there is no function {called}()"
    if found := STRANGE.search(bare):
        return f"{selector!r} is no XPath for pages: {found[0]!r} means nothing here"
    return None
