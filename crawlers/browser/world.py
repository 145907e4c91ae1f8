"""What we ourselves run inside a page: in a world of our own, which its scripts cannot reach."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from playwright.async_api import CDPSession, Error

NAME = "offerwatch"
LOOK = 0.5
"""Seconds between two looks at whether an answer still may come."""

SCRIPT = """
(() => {
  let changed = performance.now();
  new MutationObserver(() => { changed = performance.now(); })
    .observe(document, {childList: true, subtree: true, characterData: true});
  const find = (selector) => Document.prototype.querySelector.call(document, selector);
  const hidden = (element) => element.getClientRects().length === 0;
  const leads = (link) => {
    const there = new URL(link.href, document.baseURI), here = new URL(location.href);
    if (there.protocol === "javascript:") { return false; }
    there.hash = here.hash = "";
    return there.href !== here.href || (link.target && link.target !== "_self");
  };
  const TOLD = [
    ["a[href], area[href]", (it) => leads(it) && "is a link to another page"],
    ["a[download]", () => "is a download"],
    ["button, input", (it) => it.form && ["submit", "image"].includes(it.type)
      && "sends a form"],
    ["input, select, textarea", (it) => !["button", "image", "submit"].includes(it.type)
      && "is a field of a form"],
    ["label", (it) => it.control && "belongs to a field of a form"],
  ];
  const refused = (element) => {
    for (const [kind, told] of TOLD) {
      const around = element.closest(kind);
      const reason = around && told(around);
      if (reason) { return reason; }
    }
    return "";
  };
  globalThis.offerwatch = {
    look: () => ({
      still: (performance.now() - changed) / 1000,
      elements: Document.prototype.getElementsByTagName.call(document, "*").length,
    }),
    has: (selector) => find(selector) !== null,
    press: (selector) => {
      const element = find(selector);
      if (!element || element.disabled || hidden(element)) { return "gone"; }
      const reason = refused(element);
      if (!reason) { element.click(); }
      return reason;
    },
    // Up first: what waits for its end to come into sight must have lost sight of it.
    scroll: () => new Promise((done) => {
      scrollTo(0, 0);
      setTimeout(() => done(scrollTo(0, document.documentElement.scrollHeight)), 100);
    }),
    html: (most) => {
      const type = document.doctype;
      const text = (type ? new XMLSerializer().serializeToString(type) : "")
        + document.documentElement.outerHTML;
      return text.length > most ? text.length : text;
    },
  };
})();
"""
"""`press` clicks the element itself, not the point where it is: what lies above stays alone. It
says why it did not, or nothing."""

Answer = TypeVar("Answer")


class Hung(Exception):
    """The page does not answer: a script in it has no end, or it has crashed."""


@dataclass(frozen=True, slots=True)
class Look:
    """`still` are seconds since the document changed, `elements` how many it has."""

    still: float
    elements: int


class World:
    """Our world in the main frame of one page. `waited` says for how many seconds the page's
    requests have been under way, which it is not to blame for; `patience` seconds beside those
    without an answer are too long."""

    def __init__(self, session: CDPSession, waited: Callable[[], float], patience: float) -> None:
        self._session = session
        self._waited = waited
        self._patience = patience
        self._context: int | None = None

    async def enter(self) -> None:
        """Once the document is there."""
        tree = await self.answered(self._session.send("Page.getFrameTree"))
        told = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": NAME}
        made = await self.answered(self._session.send("Page.createIsolatedWorld", told))
        self._context = made["executionContextId"]
        await self._run(SCRIPT)

    async def look(self) -> Look:
        told = await self._ask("look")
        return Look(still=told["still"], elements=told["elements"])

    async def has(self, selector: str) -> bool:
        return bool(await self._ask("has", selector))

    async def press(self, selector: str) -> str:
        """Press what the selector finds: nothing if that was done, `gone` if there is nothing to
        press, else why it is not pressed."""
        return str(await self._ask("press", selector))

    async def scroll(self) -> None:
        await self._ask("scroll")

    async def html(self, most: int) -> str | int:
        """The document as it is now; its length if that is more than `most` characters."""
        found = await self._ask("html", most)
        assert isinstance(found, str | int | float)
        return found if isinstance(found, str) else int(found)

    async def _ask(self, name: str, *arguments: object) -> Any:
        return await self._run(f"offerwatch.{name}({', '.join(map(json.dumps, arguments))})")

    async def _run(self, script: str) -> Any:
        told = {
            "expression": script,
            "contextId": self._context,
            "returnByValue": True,
            "awaitPromise": True,
        }
        found = await self.answered(self._session.send("Runtime.evaluate", told))
        if "exceptionDetails" in found:
            raise Hung("the document went away while it was looked at")
        return found["result"].get("value")

    async def answered(self, asked: Awaitable[Answer]) -> Answer:
        """What the page answers. Raises `Hung` where that takes too long, but for the time that
        it waits for requests of its own: those have an end."""
        task = asyncio.ensure_future(asked)
        task.add_done_callback(_looked_at)
        begun = monotonic() - self._waited()
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=LOOK)
                if monotonic() - self._waited() - begun > self._patience and not task.done():
                    raise Hung("a script in the page has no end")
            return task.result()
        except Error as error:
            raise Hung("the page crashed or went away") from error
        finally:
            task.cancel()


def _looked_at(task: "asyncio.Future[Any]") -> None:
    """An answer that comes after the page was given up is nobody's, and no error either."""
    if not task.cancelled():
        task.exception()
