"""What a part of a page says, without some of the parts inside it."""

from collections.abc import Collection

from parsers.boilerplate import Chrome
from parsers.prose import Node, prose


class _Without:
    """Tells what is left out: what belongs to the site, and some parts besides."""

    def __init__(self, root: Node, dropped: Collection[int]) -> None:
        self._chrome = Chrome(root)
        self._dropped = dropped

    def __call__(self, node: Node) -> bool:
        return node.mem_id in self._dropped or self._chrome(node)


def said_without(root: Node, dropped: Collection[int]) -> str:
    """The text of an element in lines and paragraphs; `dropped` are the ids of nodes inside."""
    return prose(root, _Without(root, dropped))
