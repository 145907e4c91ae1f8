"""Why a page could not be read, named for what its site's keeper does about it."""


class NotRead(Exception):
    """A page could not be read, and nothing of it was guessed."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class LayoutChanged(NotRead):
    """The page no longer looks the way its reader or its site file expects."""

    def __init__(self, url: str, selector: str, found: int) -> None:
        many = "nothing" if not found else f"{found} elements where one was expected"
        super().__init__(url, f"the layout has changed: {selector!r} matched {many}")
        self.selector = selector
        self.found = found


class Unreadable(NotRead):
    """The page is not what it should be at all: no markup, no JSON, damaged, or hostile."""


class Missing(NotRead):
    """The page says that what it should show does not exist."""
