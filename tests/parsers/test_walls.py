"""Pages that stand in the way of others are recognised, and honest ones left alone."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.page import Page
from parsers.walls import Wall, wall
from tests.parsers.wall_words import LANGUAGES, PHONES, WALLS

HTML = (("Content-Type", "text/html; charset=utf-8"),)
BANNER = (
    "<div>We use cookies. Our partners store and access information on your device. "
    "<button>Accept all</button> <button>Reject all</button> <a href=/p>Privacy policy</a></div>"
)
LOGIN_FORM = (
    "<form action=/login><label>E-mail</label><input type=email name=mail>"
    "<label>Password</label><input type=password name=word><button>Log in</button>"
    "<a href=/forgot>Forgot password?</a></form>"
)
CAPTCHA_FORM = (
    '<form action=/ask><textarea name=q></textarea><div class="g-recaptcha" data-sitekey=k></div>'
    '<script src="https://www.google.com/recaptcha/api.js"></script><button>Send</button></form>'
)
UNSCRIPTED = (
    "<noscript>You need to enable JavaScript to run this app.</noscript><script src=/a.js></script>"
)


def page(
    html: str,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    moved: str | None = None,
) -> Page:
    asked = "https://board.example/ads/1"
    return Page(
        asked=asked,
        url=moved or asked,
        status=status,
        body=html.encode(),
        fetched=datetime(2026, 11, 20, tzinfo=UTC),
        redirects=(moved,) if moved else (),
        headers=(*HTML, *headers),
    )


def kind(html: str, **told: object) -> str | None:
    found = wall(page(html, **told))  # type: ignore[arg-type]
    return found.kind if found else None


def shapes(heading: str, text: str) -> dict[str, str]:
    """The same wall as different sites build it."""
    return {
        "plain": f"<title>{heading}</title><h1>{heading}</h1><p>{text}</p>",
        "under the site's name": f"<title>Board</title><h1>Board</h1><h2>{heading}</h2><p>{text}",
        "with its navigation": (
            f"<title>{heading} | Board</title><nav><a href=/>Home</a> <a href=/help>Help</a></nav>"
            f"<h1>{heading}</h1><p>{text}</p><footer>© Board, Harbour Street 12</footer>"
        ),
        "with a banner": f"<h1>{heading}</h1><p>{text}</p>{BANNER}{UNSCRIPTED}",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", WALLS)
def test_walls_in_many_languages(wanted: str, language: str) -> None:
    heading, text = WALLS[wanted][language]
    found = {shape: kind(html) for shape, html in shapes(heading, text).items()}
    if wanted in {"script", "consent"}:
        # A banner hangs over any page, and a page of nothing else is a wall of its own.
        found.pop("with a banner")
    assert set(found.values()) == {wanted}, found


def honest(heading: str, text: str) -> dict[str, str]:
    return {
        "plain": f"<title>{heading}</title><h1>{heading}</h1><p>{text}</p>",
        "old": f"<title>{heading} - Board</title><table><tr><td><b>{heading}</b><td>{text}</table>",
        "nothing but text": f"<p>{heading}<p>{text}",
        "with a banner": f"{BANNER}<h1>{heading}</h1><p>{text}</p>",
        "with a form to log in": f"{LOGIN_FORM}<h1>{heading}</h1><p>{text}</p>",
        "with a captcha": f"<h1>{heading}</h1><p>{text}</p>{CAPTCHA_FORM}",
        "of a script": f'{UNSCRIPTED}<div id="root"><h1>{heading}</h1><p>{text}</p></div>',
        "with everything": (
            f"<title>{heading}</title>{BANNER}{LOGIN_FORM}{UNSCRIPTED}<h2>{heading}</h2>"
            f"<p>{text}</p>{CAPTCHA_FORM}"
        ),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_ads_that_show_numbers_to_members_are_ads(language: str) -> None:
    found = {shape: wall(page(html)) for shape, html in honest(*PHONES[language]).items()}
    assert set(found.values()) == {None}, found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quoted", WALLS)
def test_ads_that_quote_walls_are_ads(quoted: str, language: str) -> None:
    heading, text = PHONES[language]
    said = WALLS[quoted][language]
    html = f"<h1>{heading}</h1><p>{text}</p><p>{said[0]}</p><p>{said[1]}</p>"
    assert wall(page(html)) is None


ADS = [
    ("Web developer", "Tired of 'Page not found'? So are we. Join us and mend 404s all day."),
    ("Access denied? Locksmith wanted", "You open doors for people who lost their keys."),
    ("Security check officer", "Airport, shifts, training paid. Call us between 9 and 5."),
    ("Security check", "We look for staff at the airport. Shifts, training paid. Call us."),
    ("Human verification specialist", "You check IDs at the entrance of our club, 12 an hour."),
    ("Robot operator", "I am not a robot, but I love them: you run five of them in our hall."),
    ("Parking attendant", "This domain is yours: 200 spaces, and a hut with a heater. Nights."),
    ("Cookie baker", "We use cookies to make people happy. Bakery in the old town, full time."),
    ("JavaScript developer", "Enable JavaScript teams to ship faster. React, Node, no legacy."),
    ("Domain sales agent", "You sell domains by phone. Commission, mornings, a car is a plus."),
    ("Closing time cook", "The kitchen is closed on Mondays, otherwise 5 pm to midnight, meals."),
    ("Driver", "The former position has been filled, this one is new. Vans, weekends free."),
    ("Zwei Fahrer", "Die Stelle ist bereits besetzt gewesen, nun suchen wir wieder. Ab sofort."),
    ("Продавец", "Магазин не найдено лучше в районе! График 2/2, вход со двора, звоните."),
    ("Охоронець", "Вхід на територію, перевірка документів, нічні зміни, ставка договірна."),
    ("登录岛渔工", "包吃住,请先登录船只报到,月薪面议,有意者请联系船长。"),
    ("حارس بوابة", "التحقق الأمني من الزوار وتسجيل الدخول والخروج، راتب جيد وسكن مجاني."),
]


@pytest.mark.parametrize("ad", ADS)
def test_ads_that_sound_like_walls(ad: tuple[str, str]) -> None:
    found = {shape: wall(page(html)) for shape, html in honest(*ad).items()}
    assert set(found.values()) == {None}, found


SERVICES = [
    ("Cloudflare", "", {"headers": (("cf-mitigated", "challenge"),)}),
    ("Cloudflare", "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", {}),
    ("Cloudflare", '<form id="challenge-form">Are you human?</form>', {}),
    ("DataDome", ("<p>Please enable JS and disable any ad blocker</p><script>var dd={}</script>"
     '<script src="https://ct.captcha-delivery.com/c.js"></script>'), {}),
    ("HUMAN (PerimeterX)", "<h1>Before we continue...</h1><div id=px-captcha></div>", {}),
    ("Akamai", '<div id="sec-if-cpt-container"></div><script src="/x.js"></script>', {}),
    ("Imperva", '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9"></iframe>', {}),
    ("DDoS-Guard", ('<title>DDoS-Guard</title><script src="/.well-known/ddos-guard/js-challenge/i">'
     "</script>"), {}),
    ("AWS WAF", "", {"status": 202, "headers": (("x-amzn-waf-action", "challenge"),)}),
    ("AWS WAF", "<script>window.gokuProps={}</script><div id=challenge-container></div>", {}),
    ("Sucuri", "<script>var s={};sucuri_cloudproxy_js='';</script>", {}),
    ("Kasada", "<script>window.KPSDK={};</script>", {}),
    ("F5", '<script>window["bobcmn"] = "101"</script>', {}),
    ("Qrator", '<script src="/__qrator/qauth_utm_v2.js"></script>', {}),
    ("Variti", '<script src="https://static.variti.io/c.js"></script>', {}),
    ("Servicepipe", '<script src="https://servicepipe.ru/static/checkjs/x.js"></script>', {}),
    ("Yandex SmartCaptcha", "<h1>Ой!</h1>", {"moved": "https://board.example/showcaptcha?r=1"}),
    ("Yandex SmartCaptcha", "<form id=checkbox-captcha-form>x</form>", {}),
    ("hCaptcha", '<div class="h-captcha" data-sitekey=k></div>', {}),
    ("reCAPTCHA", '<form><div class="g-recaptcha"></div></form>', {}),
    ("Turnstile", '<div class="cf-turnstile"></div>', {}),
    ("Alibaba", "<script>var arg1='';function x(){document.cookie='acw_sc__v2='}</script>", {}),
    ("58.com", "<p>x</p>", {"moved": "https://callback.58.example/antibot/verifycode?x=1"}),
    ("RiverSecurity", "<script>$_ts=window['$_ts'];</script>", {}),
    ("SafeLine", '<script src="/.safeline/static/challenge.js"></script>', {}),
    ("Vercel", "", {"headers": (("x-vercel-mitigated", "challenge"),), "status": 429}),
    ("Imunify360", '<form id="wsidchk-form"></form>', {}),
    ("ArvanCloud", "<script>__arcsjs={}</script>", {}),
    ("Anubis", '<script id="anubis_challenge" type="application/json">{}</script>', {}),
    ("testcookie", "<script>document.cookie='__test='+slowAES.decrypt(c,2,a,b)</script>", {}),
]  # fmt: skip


@pytest.mark.parametrize(("service", "html", "told"), SERVICES)
def test_the_usual_services(service: str, html: str, told: dict[str, object]) -> None:
    found = wall(page(html, **told))  # type: ignore[arg-type]
    assert found is not None
    assert (found.kind, found.refused) == ("challenge", True)
    assert service in found.told


def test_the_same_services_on_pages_that_they_let_through() -> None:
    """They put their scripts on every page they protect."""
    let_through = (
        '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
        '<script src="https://js.datadome.co/tags.js"></script>'
        '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e"></script>'
        '<script src="https://token.awswaf.com/challenge.js"></script>'
        '<script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/p.js"></script>'
        '<script src="/TSPD/?type=20"></script>'
        '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>'
    )
    for html in honest("Pickers wanted", "Call us").values():
        assert wall(page(let_through + html)) is None


OTHERS = [
    ("login", f"<title>Welcome back</title><h1>Welcome back</h1>{LOGIN_FORM}"),
    ("login", f"<title>Board | Log in</title>{LOGIN_FORM}<p>{'Jobs for everyone. ' * 20}</p>"),
    ("login", "<h1>Night porter wanted</h1><p>Please log in to continue.</p>"),
    ("script", '<title>Night porter - Board</title><div id="root"></div>' + UNSCRIPTED),
    ("script", '<title>Board</title><div id="app"></div><script src="/app.js"></script>'),
    ("script", "<title>Board</title><body><script>boot()</script>"),
    ("challenge", "<script>document.cookie='a=1';location.reload()</script>"),
    ("missing", "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr>nginx"),
    ("missing", "<title>Ошибка</title>Объявление не найдено. <a href=/>К списку</a>"),
    ("missing", "<h1>Driver wanted</h1><p>This ad has been removed.</p>"),
    (
        "missing",
        "<title>Ad not found - Board</title><h1>This ad is no longer available</h1><h2>Others</h2>"
        + "".join(f"<li><a href=/{n}>Driver for line {n}</a> Start now" for n in range(500)),
    ),
    ("parked", ("<title>board.example</title><script src='https://www.sedoparking.com/x.js'>"
     "</script>")),
    ("parked", ("<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this, "
     "the nginx web server is successfully installed and working.")),
    ("parked", ("<title>Account Suspended</title><h1>Account Suspended</h1><p>This account has "
     "been suspended. Contact your hosting provider for more information.")),
    ("region", ("<title>451: Unavailable due to legal reasons</title><h1>451: Unavailable due to "
     "legal reasons</h1><p>We recognize you are attempting to access this website from a country "
     "belonging to the European Economic Area and cannot grant you access.")),
    ("consent", ("<title>Before you continue to Board</title><h1>Before you continue to Board</h1>"
     "<form action=/save><button>Accept all</button></form>")),
    ("consent", f"<title>Board</title>{BANNER}<script src=/a.js></script>"),
    ("script", f'<title>Board</title><div id="root"></div>{BANNER}<script src=/a.js></script>'),
    ("script", f"<title>Board</title>{BANNER}{UNSCRIPTED}<script src=/a.js></script>"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "html"), OTHERS)
def test_other_walls(wanted: str, html: str) -> None:
    assert kind(html) == wanted


def test_a_banner_over_a_page_that_scripts_have_yet_to_fill() -> None:
    """A browser has more to show than it; one that has shown nothing else met a wall."""
    html = f'<div id="app"></div>{BANNER}<script src=/a.js></script>'
    assert wall(page(html)) == Wall("script", "scripts have yet to fill the page below its banner")
    assert wall(replace(page(html), rendered=True)) == Wall("consent", '"we use cookies"')


NO_WALLS = [
    "",
    "x",
    "<h1>Ad</h1>",
    "<title>Driver</title><h1>Driver</h1><p>Wanted",
    "<ul><li><a href=/ads/1>Driver for a bakery</a><li><a href=/ads/2>Cook</a></ul>" + BANNER,
    "<h1>No jobs found</h1><p>Nothing matches your search. Try other words.</p>",
    '{"title": "Access denied", "items": []}',
    '<?xml version="1.0"?><rss><channel><title>404 Not Found</title></channel></rss>',
    '<div id=root></div><script type="application/ld+json">{"@type":"JobPosting","title":"Cook"}'
    "</script>" + UNSCRIPTED,
    "<h1>Driver</h1><p>Wanted</p><pre>window._cf_chl_opt, px-captcha, /__qrator/</pre>",
]  # fmt: skip


@pytest.mark.parametrize("html", NO_WALLS)
def test_no_walls(html: str) -> None:
    assert wall(page(html)) is None


SAID = "We need waitresses for a club in Dubai, 2000 dollars, housing free. Write to Anna, today."
OF_AUTHORS = [
    f"<p>{SAID} <a href='https://chat.example/?text=stormwall'>Write</a>",
    f"<meta name=description content='stormwall: {SAID}'><p>stormwall: {SAID}",
    f"<meta property=og:title content='imunify360'><p>{SAID}",
    f"<p>{SAID} <a href='https://bodis.com/'>More</a> <img src='https://variti.io/a.jpg'>",
    f'<p>imunify360 {SAID}<script>window.state = {{"text": "imunify360 {SAID}"}}</script>',
    f'<p>{SAID}<script type="application/json">{{"text": "/.safeline/"}}</script>',
    f"<link rel=canonical href='/ads/1-skenzo'><p>Skenzo {SAID}",
]


@pytest.mark.parametrize("html", OF_AUTHORS)
def test_no_author_has_his_ad_taken_for_a_wall_by_its_machinery(html: str) -> None:
    """Whoever knows the table could hide from it, and five such ads would end the run."""
    assert wall(page("<h1>Waitress in Dubai</h1>" + html)) is None


@pytest.mark.parametrize(
    "moved",
    [
        "https://www.jobsinjordan.com/ads/1",
        "https://sudan.com/ads/1",
        "https://board.example/ads/1?from=consent.google.com",
        "https://board.example/ads/dan.com/1",
    ],
)
def test_hosts_whose_names_end_like_those_of_walls(moved: str) -> None:
    assert kind(f"<h1>Waitress</h1><p>{SAID}", moved=moved) is None


@pytest.mark.parametrize("moved", ["https://dan.com/buy/x", "https://www.dan.com/buy/x"])
def test_hosts_that_park_domains(moved: str) -> None:
    assert kind(f"<h1>Waitress</h1><p>{SAID}", moved=moved) == "parked"


def test_a_listing_that_leads_on_is_none() -> None:
    html = f"<title>Board</title><a href=/ads/1>1</a>{BANNER}"
    assert wall(page(html), leads=1) is None
    assert wall(page(html)) == Wall("consent", wall(page(html)).told)  # type: ignore[union-attr]


TELEGRAM = {
    "missing": '<div class="tgme_page"><i class="tgme_icon_user"></i><div '
    'class="tgme_page_description">If you have Telegram, you can contact @nobody right away.</div>'
    "</div>",
    "login": '<div class="tgme_page_wrap"><div class="tgme_page"><div class="tgme_page_title">Jobs'
    '</div><div class="tgme_page_extra">1 204 subscribers</div><a class="tgme_action_button_new" '
    'href="tg://resolve?domain=jobs">View in Telegram</a></div></div>',
}


@pytest.mark.parametrize("wanted", TELEGRAM)
def test_telegram(wanted: str) -> None:
    """A channel that is not there, and one that lets nobody look in who is not a member."""
    assert kind(TELEGRAM[wanted], moved="https://t.me/jobs") == wanted


def test_a_channel_with_a_preview_is_none() -> None:
    html = (
        '<div class="tgme_page"><div class="tgme_page_title">Jobs</div><div '
        'class="tgme_page_context_btn"><a href="/s/jobs">Preview channel</a></div></div>'
    )
    assert kind(html) is None


def test_the_reason_names_the_kind_and_quotes_nobody() -> None:
    html = "<h1>Sign in</h1><p>Ann Smith, +44 20 7946 0123: you must log in to see this.</p>"
    found = wall(page(html))
    assert found is not None
    assert found.reason == 'login: a log-in wall was answered ("you must log in to")'


@given(st.text(max_size=200), st.sampled_from(["<h1>", "<title>", "<form>", "<script>", ""]))
def test_nothing_is_raised(text: str, tag: str) -> None:
    html = (tag + text).encode("utf-8", "surrogatepass")
    wall(
        Page(asked="x:", url="x:", status=200, body=html, fetched=datetime(2026, 1, 1, tzinfo=UTC))
    )


def test_no_recorded_page_is_one() -> None:
    """But for those that were recorded because they are."""
    known = {"missing_channel", "not_a_feed", "not_an_ad", "channel_without_preview", "person"}
    found = {}
    for file in sorted((Path(__file__).parent.parent / "pages").rglob("page.*")):
        recorded = page("")
        answer = Page(
            asked=recorded.asked, url=recorded.url, status=200, body=file.read_bytes(),
            fetched=recorded.fetched,
        )  # fmt: skip
        if told := wall(answer):
            found[file.parent.name] = told.kind
    assert set(found) <= known, found
