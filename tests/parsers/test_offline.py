"""Parsers ask no network, not even for the models and lists of their libraries."""

import socket
from typing import NoReturn

import pytest

from offers.ad import Ad
from parsers import detectors
from parsers import language as languages
from parsers.contacts import mails
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.wording import Wording


@pytest.fixture
def _unplugged(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a parser asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    detectors._detector.cache_clear()
    mails._suffixes.cache_clear()


@pytest.mark.usefixtures("_unplugged")
def test_models_and_lists_are_packaged() -> None:
    wording = Wording.of(
        Ad(url="u", text="name (at) example (dot) org, em li karkeran digerin bo karê")
    )
    assert languages.language(wording) is not None
    assert detectors.by_fasttext("em li karkeran digerin bo karê li Elmanyayê")
    assert [found.value for found in contacts(wording, Hints())] == ["name@example.org"]
