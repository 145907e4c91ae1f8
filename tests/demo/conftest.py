"""The demo's web, served for one test."""

from collections.abc import Iterator

import pytest

from demo.web import DemoWeb


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as served:
        yield served
