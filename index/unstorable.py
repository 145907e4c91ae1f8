"""What cannot be stored says whose it is, the same for every home of the index."""

from collections.abc import Iterator
from contextlib import contextmanager

from index.base import NotStorable
from index.codec import why
from offers.life import Known


@contextmanager
def named(known: Known) -> Iterator[None]:
    """Errors in a value say which offer it is of. Raises `NotStorable`."""
    try:
        yield
    except ValueError as error:
        offer = known.offer
        raise NotStorable(
            f"offer {offer.id} of {offer.url!r} cannot be stored: {why(error)}"
        ) from error
