"""The text of an element as its readers see it: lines, paragraphs, nothing hidden."""

import re
from collections.abc import Callable
from typing import Protocol

LINE = 1
PARAGRAPH = 2

_LINES = """
address article aside center dd details dialog dir div dt fieldset figcaption figure footer form
header hgroup legend li main menu nav optgroup option section summary caption tr thead tbody tfoot
body html
"""
_PARAGRAPHS = "blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul"
BREAKS = dict.fromkeys(_LINES.split(), LINE) | dict.fromkeys(_PARAGRAPHS.split(), PARAGRAPH)
"""What an element does to the flow of lines around it, as browsers draw it (HTML standard, 15.3):
those with a margin of their own part paragraphs."""

CELLS = frozenset({"td", "th"})
_SILENT = """
script style noscript template head title svg math iframe object canvas audio video select
datalist textarea input map
"""
SILENT = frozenset(_SILENT.split())
"""Elements whose text nobody reads."""

HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
KEPT_LINES = re.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
EMOJI = re.compile(r"(?:^|[\s_-])(?:wp-)?(?:emoji|emojione|twemoji|smiley)", re.IGNORECASE)


class Node(Protocol):
    """What a tree must tell of its nodes. `tag` begins with `-` for all that is no element."""

    @property
    def tag(self) -> str | None: ...
    @property
    def first_child(self) -> "Node | None": ...
    @property
    def next(self) -> "Node | None": ...
    @property
    def parent(self) -> "Node | None": ...
    @property
    def mem_id(self) -> int: ...
    @property
    def text_content(self) -> str | None: ...
    @property
    def attributes(self) -> "dict[str, str | None]": ...


class _Flow:
    """Text in the making: white space is folded, breaks are counted until text follows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.breaks = PARAGRAPH
        self.space = False

    def say(self, text: str) -> None:
        words = text.split()
        if not words:
            self.space = self.space or bool(text)
            return
        if self.breaks:
            self.parts.append("\n" * min(self.breaks, PARAGRAPH) if self.parts else "")
        elif self.space or text[0].isspace():
            self.parts.append(" ")
        self.parts.append(" ".join(words))
        self.breaks = 0
        self.space = text[-1].isspace()

    def say_lines(self, text: str) -> None:
        for number, line in enumerate(text.splitlines() or [text]):
            if number:
                self.turn()
            self.say(line)
        if text.endswith("\n"):
            self.turn()

    def turn(self) -> None:
        """A line ends here, though it may be empty."""
        self.breaks += 1

    def part(self, size: int) -> None:
        """A block begins or ends here."""
        self.breaks = max(self.breaks, size)


def prose(root: Node, skip: Callable[[Node], bool] = lambda _: False) -> str:
    """The text under `root`: paragraphs parted by an empty line, lines by a line feed.

    Inline elements do not split words, white space is folded, what is hidden or `skip`ped is
    left out; `root` itself is never skipped. Nesting of any depth is walked without recursion.
    """
    flow = _Flow()
    kept: list[int] = [root.mem_id] if _keeps_lines(root) else []
    node, end = root.first_child, root.mem_id
    while node is not None:
        inner = _enter(node, flow, kept, skip)
        if inner is not None:
            node = inner
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == end:
                return "".join(flow.parts)
            _leave(node, flow, kept)
        node = node.next if node is not None else None
    return "".join(flow.parts)


def _enter(node: Node, flow: _Flow, kept: list[int], skip: Callable[[Node], bool]) -> Node | None:
    """Take in a node; the first of its children if those are to be read."""
    tag = node.tag or "-"
    if tag == "-text":
        (flow.say_lines if kept else flow.say)(node.text_content or "")
        return None
    if tag == "br":
        flow.turn()
    if tag[0] == "-" or tag in SILENT or is_hidden(node) or skip(node):
        return None
    if tag == "img":
        flow.say(_emoji(node))
    if tag == "pre" or _keeps_lines(node):
        kept.append(node.mem_id)
    _edge(tag, flow)
    inner = node.first_child
    if inner is None:
        _leave(node, flow, kept)
    return inner


def _leave(node: Node, flow: _Flow, kept: list[int]) -> None:
    if kept and kept[-1] == node.mem_id:
        kept.pop()
    _edge(node.tag or "-", flow)


def _edge(tag: str, flow: _Flow) -> None:
    if tag in CELLS:
        flow.space = True
    elif size := BREAKS.get(tag):
        flow.part(size)


def is_hidden(node: Node) -> bool:
    """Whether an element says itself that it is not shown; style sheets are not asked."""
    said = node.attributes
    return "hidden" in said or bool(HIDDEN.search(said.get("style") or ""))


def _keeps_lines(node: Node) -> bool:
    return node.tag == "pre" or bool(KEPT_LINES.search(node.attributes.get("style") or ""))


def _emoji(node: Node) -> str:
    """Boards draw emoji as pictures; the sign itself stands beside them."""
    said = node.attributes
    return (said.get("alt") or "") if EMOJI.search(said.get("class") or "") else ""
