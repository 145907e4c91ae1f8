"""The releases of Elasticsearch that can be had and were tried."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Release:
    """One release. `least_java` is the oldest major version of Java that it runs on, and `sha256`
    the digest of its archive as it was tried."""

    version: str
    least_java: int
    sha256: str


RELEASES = {
    release.version: release
    for release in (
        Release("8.19.21", 17, "215d5f3dbf0609a149f6218a9e47b6ae2df34ebbff3c5754e35f15a5e5393c8a"),
        Release("9.2.0", 21, "bf44938a0490ba2a303d39c9cb64b38963dd08c812ce93e10816e878585bcb6b"),
    )
}
"""By version, the newest last. `least_java` is what `org.elasticsearch.tools.java_version_checker`
of each asks for."""
