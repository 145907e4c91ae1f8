"""An authority of one's own and what it certifies, by the program openssl."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from demo.elasticsearch.missing import Missing

_OPTIONS = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Offerwatch demo
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""
"""RFC 5280, 4.2: what strict readers of certificates ask for."""

_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
_NEW = ("-config", "options", *_CURVE)
_SIGN = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "options")
_FOR = ("-days", "3650", "-extensions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """PEM texts: the authority, and a server's certificate and key. It is good for loopback."""

    authority: str
    certificate: str
    key: str = field(repr=False)


def make() -> Certificates:
    """Certificates of a new authority, whose own key nobody keeps; `Missing` without openssl."""
    program = shutil.which("openssl")
    if not program:
        raise Missing(
            "certificates are made by openssl. On Debian, as root: apt-get install openssl"
        )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "options").write_text(_OPTIONS, "ascii")
        for step in _STEPS:
            subprocess.run([program, *step], cwd=folder, check=True, capture_output=True)
        texts = {
            name: (folder / name).read_text("ascii") for name in ("ca.pem", "it.pem", "it.key")
        }
    return Certificates(authority=texts["ca.pem"], certificate=texts["it.pem"], key=texts["it.key"])


_STEPS = (
    ("req", "-x509", *_NEW, "-keyout", "ca.key", "-out", "ca.pem", *_FOR, "authority"),
    ("req", "-new", *_NEW, "-keyout", "it.key", "-out", "it.csr"),
    ("x509", "-req", "-in", "it.csr", *_SIGN, "-out", "it.pem", *_FOR, "server"),
)
