"""Tells an answer that turns us away from one that fails."""

from offers.page import Page

REFUSING = frozenset({401, 403, 407, 429, 451})
"""Statuses that say no, rather than that something is wrong (RFC 9110, RFC 7725, RFC 6585)."""

MARKS = (
    b"/cdn-cgi/challenge-platform/h/", b'id="challenge-form"', b"_cf_chl_opt", b"px-captcha",
    b"_Incapsula_Resource", b"geo.captcha-delivery.com", b"/_sec/cp_challenge/", b"sgcaptcha",
    b"ddos-guard/js-challenge", b"awswaf.com/", b"data-sitekey=",
)  # fmt: skip
"""What pages of the usual challenge and captcha services hold. Read only where a page has nothing
else: forms of honest boards carry captchas too."""


def refusal(page: Page) -> str | None:
    """Why a page without offers or links is none of the site's own, if it is a challenge."""
    if page.header("cf-mitigated"):
        return "a challenge page of the site's protection was answered"
    if any(mark in page.body for mark in MARKS):
        return "a captcha or challenge page was answered"
    return None
