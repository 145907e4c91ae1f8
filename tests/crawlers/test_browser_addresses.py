"""What pages in a browser try to reach, by every door that a browser has: servers that count see
nothing of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.browser.found import chromium
from index.query.tree import Everything
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS
from tests.crawlers.traps import Traps, targets, traps
from tests.crawlers.web import Answer, Web

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><meta charset=utf-8>%s<h1>Ad</h1><p class=text>Pickers wanted.</p>
<script>
const targets = %s;
const put = (tag, told) => document.body.append(Object.assign(document.createElement(tag), told));
const quietly = (work) => {
  try { const done = work(); if (done && done.catch) done.catch(() => {}); } catch (error) {}
};
let tried = 0;
for (const url of targets) { %s; tried += 1; }
document.querySelector(".text").append(" Tried " + tried + ".");
</script>"""

ASKING = """
quietly(() => fetch(url)); quietly(() => fetch(url, {method: "POST", mode: "no-cors", body: "x"}));
quietly(() => { const asked = new XMLHttpRequest(); asked.open("GET", url); asked.send(); });
quietly(() => import(url)); put("script", {src: url});
"""
SHOWING = """
put("iframe", {src: url}); put("object", {data: url}); put("embed", {src: url});
put("img", {src: url}); put("video", {src: url}); put("audio", {src: url, autoplay: true});
put("link", {rel: "stylesheet", href: url}); put("link", {rel: "manifest", href: url});
put("link", {rel: "icon", href: url});
"""
HINTING = """
for (const rel of ["prefetch", "prerender", "preconnect", "dns-prefetch", "preload",
                   "modulepreload"])
  put("link", {rel, href: url, as: "fetch"});
quietly(() => put("script", {type: "speculationrules",
  textContent: JSON.stringify({prerender: [{urls: [url], eagerness: "immediate"}],
                               prefetch: [{urls: [url], eagerness: "immediate"}]})}));
"""
SPEAKING = """
const host = new URL(url, "http://x/").host;
quietly(() => new WebSocket("ws://" + host + "/")); quietly(() => new EventSource(url));
quietly(() => navigator.sendBeacon(url, "x")); quietly(() => new WebTransport("https://" + host));
quietly(() => { const call = new RTCPeerConnection({iceServers: [
    {urls: "stun:" + host},
    {urls: "turn:" + host + "?transport=tcp", username: "u", credential: "p"}]});
  call.createDataChannel("x");
  call.createOffer().then((offer) => call.setLocalDescription(offer)).then(() =>
    call.addIceCandidate({sdpMid: "0", candidate: "candidate:1 1 udp 1 " +
      host.replace(/:\\d+$/, "") + " " + new URL(url, "http://x/").port + " typ host"})); });
quietly(() => { const code = "const s = new WebSocket('ws://" + host + "'); fetch('" + url + "')";
  new Worker(URL.createObjectURL(new Blob([code])));
  new SharedWorker(URL.createObjectURL(new Blob([code]))); });
quietly(() => navigator.serviceWorker.register("/worker.js?" + encodeURIComponent(url)));
"""
OPENING = """
quietly(() => window.open(url)); quietly(() => window.open(url, "_blank", "noopener"));
quietly(() => { const link = Object.assign(document.createElement("a"),
  {href: url, target: "_blank", ping: url}); document.body.append(link); link.click(); });
quietly(() => { const form = Object.assign(document.createElement("form"),
  {action: url, method: "POST", target: "_blank"}); document.body.append(form); form.submit(); });
quietly(() => { const link = Object.assign(document.createElement("a"),
  {href: url, download: "x"}); document.body.append(link); link.click(); });
"""
MOVING = """
quietly(() => { location.href = url; }); quietly(() => { location.replace(url); });
quietly(() => { const form = Object.assign(document.createElement("form"), {action: url});
  document.body.append(form); form.submit(); });
put("meta", {httpEquiv: "refresh", content: "0; url=" + url});
put("iframe", {srcdoc: "<me" + "ta http-equiv=refresh content='0; url=" + url + "'>"});
"""
DOORS = {
    "asking": ASKING, "showing": SHOWING, "hinting": HINTING, "speaking": SPEAKING,
    "opening": OPENING, "moving": MOVING,
}  # fmt: skip


@pytest.fixture
def trap() -> Iterator[Traps]:
    with traps() as made:
        yield made


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Chromium itself notes whom it connects to."""
    log, program = tmp_path / "network.json", tmp_path / "chromium"
    program.write_text(f'#!/bin/sh\nexec {chromium()} --log-net-log={log} "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("OFFERWATCH_CHROMIUM", str(program))
    return log


def board(web: Web, urls: list[str], head: str = "") -> None:
    """A listing and an ad for each of the doors."""
    links = "".join(f'<a class=ad href="/ads/{name}">x</a>' for name in DOORS)
    web.routes["/"] = Answer(links)
    for name, work in DOORS.items():
        web.routes[f"/ads/{name}"] = Answer(PAGE % (head, json.dumps(urls), work))


def texts(desk: Desk) -> set[str | None]:
    with desk.store() as store:
        return {known.offer.text for known in store.index.search(Everything()).offers}


def test_no_door_leads_anywhere(desk: Desk, web: Web, trap: Traps, noted: Path) -> None:
    urls = list(targets(trap.port).values())
    board(web, urls)
    desk.site("board", web.url("/"), "render = true\n" + FIELDS)
    done = desk.crawl("board")
    print(f"{len(DOORS)} pages, {len(urls)} addresses on each, {trap}")
    assert set(trap.counts.values()) == {0}, trap
    assert "Traceback" not in done.stderr, done.stderr
    assert texts(desk) == {f"Pickers wanted. Tried {len(urls)}."}, done.stderr
    assert set(web.asked) == {"/robots.txt", "/", *(f"/ads/{name}" for name in DOORS)}
    tries, sent = network(noted)
    assert {"10.0.0.8", "169.254.169.254", "100.64.0.1", "[fe80::1]"} <= tries
    assert sent == []


SENT = {"TCP_CONNECT", "TCP_CONNECT_ATTEMPT", "SOCKET_BYTES_SENT", "UDP_BYTES_SENT"}
"""What Chromium's log calls whatever leaves its sockets. It also notes an UDP socket that is made
to ask the kernel for a route, which sends nothing."""


def network(log: Path) -> tuple[set[str], list[object]]:
    """Hosts for which Chromium wanted a connection, and everything that its sockets sent."""
    head, _, rest = log.read_text().partition('"events": [')
    known = json.loads(head.rstrip().rstrip(",") + "}")["constants"]["logEventTypes"]
    assert known.keys() >= SENT
    names = {number: name for name, number in known.items()}
    tries: set[str] = set()
    sent: list[object] = []
    # Killed like all browsers are in the end, it may have broken off in its last line.
    for line in rest.splitlines()[1:-1]:
        event = json.loads(line.rstrip(","))
        told = event.get("params", {})
        if names[event["type"]] in SENT:
            sent.append(told)
        if found := re.match(r"(?:\w+/)*http://([^ ]+):\d+ ", told.get("group_id", "")):
            tries.add(found[1])
    return tries, sent
