"""A page as a still: shown in a browser of the operator's, which then asks nobody for anything."""

import re
import sys
import webbrowser
from html import escape
from pathlib import Path
from string import Template
from tempfile import NamedTemporaryFile

from scrapy.http import Response, TextResponse

LINK = re.compile(r"<(?=link\b)", re.IGNORECASE)
"""What a browser connects for before any policy is asked (`rel=preconnect`)."""

FRAME = Template("""\
<!doctype html>
<meta charset="utf-8">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<title>$url</title>
<style>
 html, body, iframe { margin: 0; width: 100%; height: 100%; border: 0; }
 body { display: flex; flex-direction: column; font: 14px sans-serif; }
 p { margin: .4em; }
</style>
<p>$url, without its pictures and scripts; nothing here asks the site again.</p>
<iframe sandbox srcdoc="$page"></iframe>
""")
"""The page stands in a frame that runs, loads, sends and follows nothing: an empty `sandbox` stops
scripts, forms, links out of the frame and reloading, and the policy is inherited."""


def still(text: str, url: str) -> str:
    """A document that shows a page."""
    return FRAME.substitute(url=escape(url), page=escape(LINK.sub("<x-", text)))


def show(response: Response | None) -> bool:
    """Open an answer in the operator's browser; whether there was anything to show."""
    if not isinstance(response, TextResponse):
        print("there is no text to show", file=sys.stderr)
        return False
    with NamedTemporaryFile(
        "w", encoding="utf-8", errors="replace", prefix="page-", suffix=".html", delete=False
    ) as file:
        file.write(still(response.text, response.url))
    opened = webbrowser.open(Path(file.name).as_uri())
    print(f"{'opened' if opened else 'open it in a browser:'} {file.name}", file=sys.stderr)
    return True
