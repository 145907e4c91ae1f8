"""Nothing is collected while tables are made, and what was so before is so after."""

import gc

import pytest

from parsers.loading import loading


def test_collecting_goes_on_afterwards() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_after_an_error() -> None:
    with pytest.raises(LookupError), loading():
        raise LookupError
    assert gc.isenabled()


def test_who_collects_nothing_is_left_alone() -> None:
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
