"""Weighs what a page is built of, what it says and how much else is on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from offers.page import Page
from parsers.walls.look import NOTHING, Look, opened
from parsers.walls.signs import Sign, is_served, sent
from parsers.walls.voice import FILLER, Voice

SAYS = {
    "login": "a log-in wall",
    "challenge": "a captcha or challenge page",
    "script": "a page that is empty without JavaScript",
    "consent": "a consent wall",
    "missing": "a page that says that what it should show is not there",
    "parked": "a parked domain, or the placeholder of a host",
    "region": "a page that is refused to visitors from here",
}
REFUSALS = frozenset({"login", "challenge", "region"})
"""Kinds by which a site says no to whoever asks, rather than that something is wrong."""

KINDS = ("challenge", "region", "login", "missing", "parked", "script", "consent")
"""Where a page speaks of several, the first counts: banners and hints stand on walls as well."""

BESIDE = {
    "challenge": 1_500, "region": 1_500, "login": 700, "missing": 3_000, "parked": 4_000,
    "script": 300, "consent": 900,
}  # fmt: skip
"""So many characters may stand beside the heading of a wall that say something else."""

BESIDE_SIGNS = 1_500
A_LINE = 24
A_WORD = 12
A_NAME = 5
MOSTLY = 0.6
"""A share of sentences that phrases must make up where a page has more to say."""

NAMED_TWICE = frozenset({"login", "missing", "region"})
"""Kinds that no ad is called by, so that title and heading bear each other out."""

ALONE = frozenset({"login", "challenge", "region", "missing"})
"""Kinds that may be all that an ad's page says under the ad's own heading."""


@dataclass(frozen=True, slots=True)
class Wall:
    """`kind` as in `offers.run.Problem`; `told` is the phrase or the service that told, in our
    words; `refused` if the site says no to whoever asks."""

    kind: str
    told: str

    @property
    def refused(self) -> bool:
        return self.kind in REFUSALS

    @property
    def reason(self) -> str:
        return f"{self.kind}: {SAYS[self.kind]} was answered ({self.told})"


def wall(page: Page, *, leads: int = 0, texts: Sequence[str] = ()) -> Wall | None:
    """What stands in the way of a page, or `None` for a page of the site's own.

    `leads` is how many links its listing's rules found: whatever leads on is no empty page. `texts`
    are those of the ads that the site's rules found on it. They are heard for themselves, since
    rules may fit a wall as well. Never raises.
    """
    if sign := sent(page):
        return _of_sign(sign)
    dom = opened(page)
    if dom is None:
        return None
    look = Look(dom)
    if look.holds_posting or _is_own(look, leads, texts):
        return None
    return heard(look, page, leads)


def heard(look: Look, page: Page, leads: int) -> Wall | None:
    """What a page turns out to be once all of it is heard."""
    if look.is_long or (look.has_subject and look.characters > 2 * BESIDE_SIGNS):
        return next(_of_heading(look, page), None)
    return next(chain(_of_signs(look), _of_heading(look, page), _of_rest(look, page, leads)), None)


def _is_own(look: Look, leads: int, texts: Sequence[str]) -> bool:
    """Whether nothing below can find a wall, told without hearing the whole page: most pages say
    nothing of walls in heading and title, and have links or a text of their own."""
    if any(True for _ in _headings(look)):
        return False
    speaks = look.has_subject and any(map(look.says_else, texts))
    if not leads and not speaks:
        return False
    if look.has_subject and look.characters > 2 * BESIDE_SIGNS:
        return True
    return not is_served(look.dom, by_authors=not speaks)


def _of_sign(sign: Sign) -> Wall:
    return Wall(sign.kind, sign.service)


def _of_heading(look: Look, page: Page) -> Iterator[Wall]:
    """What title or heading say, if something else bears it out and little else is there."""
    for kind, voice, from_title in _headings(look):
        if kind == "missing" and not from_title and _borne_out(kind, look, page, voice):
            yield Wall(kind, _quoted(look, kind, voice))
        if look.is_long or (from_title and look.has_subject):
            continue
        if look.rest <= _beside(kind, look) and _borne_out(kind, look, page, voice):
            yield Wall(kind, _quoted(look, kind, voice))


def _headings(look: Look) -> Iterator[tuple[str, Voice, bool]]:
    if kind := look.heading_voice.kind:
        yield kind, look.heading_voice, False
    if look.title_voice and (kind := look.title_voice.kind):
        yield kind, look.title_voice, True


def _beside(kind: str, look: Look) -> int:
    return BESIDE[kind] * (2 if kind == "login" and look.asks_password else 1)


def _borne_out(kind: str, look: Look, page: Page, voice: Voice) -> bool:
    """An ad may be called "Security check"."""
    title = look.title_voice.kind if look.title_voice else None
    twice = kind in NAMED_TWICE and title == look.heading_voice.kind
    if kind in voice.plainly or twice or page.status >= 400:
        return True
    if look.is_long:
        return False
    return (
        kind in look.body_voice.plainly
        or (kind == "login" and look.asks_password)
        or look.rest <= NOTHING
    )


def _of_signs(look: Look) -> Iterator[Wall]:
    """A service's own page, whatever it says, unless it says much."""
    if look.rest <= BESIDE_SIGNS:
        yield from (_of_sign(sign) for sign in look.signs if sign.sure)


def _of_rest(look: Look, page: Page, leads: int) -> Iterator[Wall]:
    """A page that is little but a wall, whatever its heading."""
    if leads:
        return
    for kind in KINDS:
        if kind in look.body_voice.plainly and _is_all(kind, look):
            if kind == "consent":
                yield from _unfilled(look, page)
            yield Wall(kind, _quoted(look, kind))
    if look.shows_up_to(A_WORD):
        soft = (sign for sign in look.signs if sign.kind == "challenge")
        yield from (_of_sign(sign) for sign in soft)
        yield from chain(_unfilled(look, page), _shell(look))


def _is_all(kind: str, look: Look) -> bool:
    """Whether a page says hardly more than what it says of a wall."""
    body = look.body_voice
    mostly = body.covered[kind] >= MOSTLY * body.spoken[kind]
    if look.has_subject:
        return kind in ALONE and look.rest <= A_WORD and mostly
    if kind in ALONE or kind == "parked":
        return look.rest <= max(A_LINE, body.spoken[kind] // 4) and (mostly or look.rest <= A_NAME)
    # A banner says more than many an ad.
    spare = A_LINE if mostly and kind == "script" else A_NAME
    return look.shows_up_to(spare)


def _shell(look: Look) -> Iterator[Wall]:
    """A page that shows nothing before its scripts have run."""
    if not look.has_scripts:
        return
    if "script" in look.unscripted.plainly:
        yield Wall("script", _quoted(look, "script", look.unscripted))
    elif look.sets_cookie_and_reloads and not look.has_mount:
        yield Wall("challenge", "a script that sets a cookie and asks again")
    elif look.body_voice.spoken.get("consent"):
        yield Wall("consent", "nothing but a banner")
    elif not look.body_voice.spoken.keys() - {FILLER, "script"}:
        yield Wall("script", "nothing is shown before scripts have run")


def _unfilled(look: Look, page: Page) -> Iterator[Wall]:
    """A banner over a page that scripts have yet to fill: what keeps the ads is not the banner, and
    a browser, which leaves banners alone, may show them. If it did not, the banner is the wall."""
    speaks = look.body_voice.spoken.get("consent")
    waits = look.has_mount or "script" in look.unscripted.plainly
    if speaks and not page.rendered and look.has_scripts and waits:
        yield Wall("script", "scripts have yet to fill the page below its banner")


def _quoted(look: Look, kind: str, voice: Voice | None = None) -> str:
    """The plainest phrase that told."""
    voices = [look.body_voice, voice] if voice and not look.is_long else [voice or look.body_voice]
    said = [heard for heard in voices if heard and kind in heard.told]
    plain = [heard for heard in said if kind in heard.plainly]
    return f'"{(plain or said[::-1])[0].told[kind]}"'
