"""What keeps a server from being had or from running, in words for whoever asked for it."""


class Missing(Exception):
    """A server cannot be had here: a program is not installed or the download failed.

    Says what to do about it.
    """


class NotStarted(Exception):
    """A server was started and did not come up. Says the end of its log."""
