"""What was fetched, in words."""

import pytest

from console.fetched import fetched, size


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "0 requests, 0 bytes; 0 pages read"),
        ({"requests": 1, "bytes": 1, "pages": 1}, "1 request, 1 byte; 1 page read"),
        (
            {"requests": 12, "bytes": 43_210, "pages": 9, "not_modified": 2, "not_due": 40},
            "12 requests, 43 kB; 9 pages read, 2 not modified, 40 known ads not due",
        ),
    ],
)
def test_one_line_about_a_run(counts: dict[str, int], said: str) -> None:
    assert fetched(counts) == said


@pytest.mark.parametrize(
    ("bytes_", "said"), [(999, "999 bytes"), (1000, "1 kB"), (2_140_000, "2.1 MB")]
)
def test_sizes(bytes_: int, said: str) -> None:
    assert size(bytes_) == said
