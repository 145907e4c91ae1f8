"""`offerwatch kibana`: a file for Kibana, and the request by which one is handed over.

No Kibana can run here. What stands in its place takes one request down and answers as the
documentation of the API for saved objects says; that Kibana would do so too is not shown.
"""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from console.exits import Exit
from index.kibana.objects import ndjson
from tests.console.hand import Hand

TAKEN = {"success": True, "successCount": 29, "successResults": []}
CONFLICT = {
    "success": False,
    "successCount": 1,
    "errors": [{"type": "lens", "id": "x", "error": {"type": "missing_references"}}],
}


@dataclass
class Taker:
    """Takes requests down. `status` and `said` are what it answers."""

    status: int = 200
    said: object = field(default_factory=lambda: TAKEN)
    asked: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def taker() -> Iterator[Taker]:
    made = Taker()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append((self.path, dict(self.headers), body))
            answer = json.dumps(made.said).encode()
            self.send_response(made.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        server.shutdown()


def test_a_file_to_import(hand: Hand) -> None:
    file = hand.folder / "kibana.ndjson"
    assert hand("kibana", "export", str(file)).code == Exit.OK
    assert file.read_text("utf-8") == ndjson("offerwatch")
    assert hand("kibana", "export", "-", "--store-name", "watch").out == ndjson("watch")
    assert hand("kibana", "export", "-", "--store-name", "No Name").code == Exit.NO_STORE


def test_objects_are_handed_over_as_a_file(
    hand: Hand, taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "pässword")
    answer = hand("kibana", "import", taker.url, "--user", "anna", "--password-env", "SECRET",
                  "--space", "north east")  # fmt: skip
    assert answer.code == Exit.OK, answer.err
    assert "29 objects" in answer.err
    [(path, headers, body)] = taker.asked
    assert path == "/s/north%20east/api/saved_objects/_import?overwrite=true"
    assert headers["kbn-xsrf"]
    assert b64decode(headers["Authorization"].removeprefix("Basic ")).decode() == "anna:pässword"
    form = message_from_bytes(f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body)
    [part] = [one for one in form.walk() if not one.is_multipart()]
    assert part.get_filename() == "offerwatch.ndjson"
    sent = part.get_payload(decode=True)
    assert sent == ndjson("offerwatch").encode()


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (401, {}, "it wants to know who asks"),
        (403, {}, "may not write saved objects"),
        (404, {}, "there is no Kibana at this address"),
        (302, {}, "refused"),
        (200, {"hello": "world"}, "is no Kibana"),
        (200, [], "is no Kibana"),
        (200, CONFLICT, "lens x: missing_references"),
    ],
)
def test_what_kibana_will_not_do_is_one_line(
    hand: Hand, taker: Taker, status: int, said: object, told: str
) -> None:
    taker.status, taker.said = status, said
    answer = hand("kibana", "import", taker.url)
    assert answer.code == Exit.NO_STORE
    assert told in " ".join(answer.err.split())
    assert len(taker.asked) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["http://kibana.example:5601"],
        ["https://anna:secret@kibana.example"],
        ["kibana.example"],
        ["http://127.0.0.1:1", "--user", "anna"],
        ["http://127.0.0.1:1", "--user", "anna", "--password-env", "NOT_SET_AT_ALL"],
    ],
)
def test_what_is_refused_before_anything_is_sent(hand: Hand, words: list[str]) -> None:
    answer = hand("kibana", "import", *words)
    assert answer.code == Exit.USAGE
    assert "secret@" not in answer.err


def test_nobody_there(hand: Hand) -> None:
    answer = hand("kibana", "import", "http://127.0.0.1:1")
    assert (answer.code, answer.out) == (Exit.NO_STORE, "")
    assert answer.err.splitlines() == [
        "http://127.0.0.1:1: no Kibana answers there (Connection refused)"
    ]


def test_there_is_no_tls_where_it_is_asked_for(hand: Hand, taker: Taker) -> None:
    answer = hand("kibana", "import", taker.url.replace("http:", "https:"))
    assert (answer.code, taker.asked) == (Exit.NO_STORE, [])
    assert "no Kibana answers there (no TLS: " in answer.err
    assert "_ssl.c" not in answer.err
