"""An open workspace says what time it is, opens its store and keeps its ledger."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from index.access import NONE, Access
from index.base import StoreError
from workspace import NoWorkspace
from workspace.folder import Workspace
from workspace.lock import Busy
from workspace.passwords import NoPassword
from workspace.settings import CrawlSettings, MailSettings, Settings
from workspace.store import ElasticSettings

Write = Callable[..., Workspace]

EVERYTHING = """\
store = "sqlite:///sub/offers.db"
contact = "https://unseen.example/bot"
timezone = "Europe/Kyiv"
keep_days = 30
clock = 2026-11-02T10:00:00+02:00
[mail]
host = "Mail.Example.org"
port = 2525
sender = "w@example.org"
tls = "tls"
user = "w"
password_env = "WATCH_MAIL"
[crawl]
run_minutes = 2.5
at_once = 3
[captures]
folder = "kept/pages"
"""
CONTACT = 'contact = "mailto:w@example.org"\n'
MAIL = CONTACT + '[mail]\nhost = "mail.example.org"\nsender = "w@example.org"\n'


def test_every_key_arrives(write: Write, tmp_path: Path) -> None:
    assert write(settings=EVERYTHING).settings == Settings(
        store="sqlite:///sub/offers.db",
        elasticsearch=ElasticSettings(plain=NONE),
        contact="https://unseen.example/bot",
        zone=ZoneInfo("Europe/Kyiv"),
        keep_days=30,
        clock=datetime(2026, 11, 2, 8, tzinfo=UTC),
        mail=MailSettings(
            host="mail.example.org",
            port=2525,
            sender="w@example.org",
            tls="tls",
            user="w",
            password_env="WATCH_MAIL",
            password_file=None,
        ),
        crawl=CrawlSettings(run_time=timedelta(minutes=2.5), at_once=3),
        captures=tmp_path / "kept" / "pages",
    )


def test_defaults(write: Write, tmp_path: Path) -> None:
    assert write(settings=CONTACT).settings == Settings(
        store="sqlite:///offerwatch.db",
        elasticsearch=ElasticSettings(plain=NONE),
        contact="mailto:w@example.org",
        zone=ZoneInfo("UTC"),
        keep_days=365,
        clock=None,
        mail=None,
        crawl=CrawlSettings(run_time=timedelta(minutes=60), at_once=2),
        captures=tmp_path / "captures",
    )


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("tls", 465)])
def test_port_of_mail(write: Write, tls: str, port: int) -> None:
    mail = write(settings=f'{MAIL}tls = "{tls}"\n').settings.mail
    assert mail
    assert (mail.tls, mail.port, mail.password()) == (tls, port, None)


def test_mail_in_the_open_on_loopback(write: Write) -> None:
    settings = CONTACT + '[mail]\nhost = "127.0.0.1"\nsender = "w@example.org"\ntls = "none"\n'
    mail = write(settings=settings).settings.mail
    assert mail
    assert (mail.host, mail.tls, mail.port) == ("127.0.0.1", "none", 25)


def test_password_from_the_environment(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = write(settings=MAIL + 'user = "w"\npassword_env = "WATCH_MAIL"\n').settings.mail
    assert mail
    monkeypatch.setenv("WATCH_MAIL", "hunter2")
    assert mail.password() == "hunter2"
    assert "hunter2" not in repr(mail)
    monkeypatch.delenv("WATCH_MAIL")
    with pytest.raises(NoPassword, match="the environment variable WATCH_MAIL is empty"):
        mail.password()


def test_password_from_a_file(write: Write, tmp_path: Path) -> None:
    mail = write(settings=MAIL + 'user = "w"\npassword_file = "mail.password"\n').settings.mail
    assert mail
    with pytest.raises(NoPassword, match="cannot be read: No such file"):
        mail.password()
    file = tmp_path / "mail.password"
    file.write_text("hunter2 \nwritten down in May\n")
    file.chmod(0o640)
    with pytest.raises(NoPassword, match="can be read by others: run `chmod 600"):
        mail.password()
    file.chmod(0o600)
    assert mail.password() == "hunter2"
    file.write_text("\n")
    with pytest.raises(NoPassword, match="is empty: put the password"):
        mail.password()


def test_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace, match="offerwatch init"):
        Workspace.open(tmp_path)


def test_real_time_goes_on_in_utc(write: Write) -> None:
    workspace = write()
    before = datetime.now(UTC)
    now = workspace.now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta()
    assert workspace.clock == "system"


def test_a_clock_that_stands(write: Write) -> None:
    workspace = write(settings=CONTACT + "clock = 2026-11-02T10:00:00+02:00\n")
    assert workspace.now() == workspace.now() == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert workspace.now().utcoffset() == timedelta()
    assert workspace.clock == "simulated"


def test_store_and_ledger(write: Write, tmp_path: Path) -> None:
    workspace = write(settings=CONTACT + "keep_days = 9\n")
    with workspace.open_store() as store:
        ledger = workspace.ledger(store)
        assert ledger.keep == timedelta(days=9)
        assert ledger.secret == workspace.secret
        run = ledger.begin("bazaar", workspace.now(), workspace.clock)
        assert store.journal.run(run.id) == run
    assert (tmp_path / "offerwatch.db").is_file()


def test_captures_are_for_their_owner_only(write: Write, tmp_path: Path) -> None:
    workspace = write()
    assert workspace.captures == tmp_path / "captures"
    assert workspace.captures.stat().st_mode & 0o777 == 0o700


def test_locks(write: Write) -> None:
    workspace = write()
    assert not workspace.is_locked("site-bazaar")
    with workspace.lock("site-bazaar", "a crawl"):
        assert workspace.is_locked("site-bazaar")
        assert not workspace.is_locked("service")
        with pytest.raises(Busy, match="a crawl"), workspace.lock("site-bazaar"):
            pass
    assert not workspace.is_locked("site-bazaar")


def test_files_are_read_anew_each_time(write: Write, tmp_path: Path) -> None:
    workspace = write()
    assert workspace.sites().good == {}
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "a.toml").write_text('name = "a"\nstart = ["https://a.example"]\n')
    assert list(workspace.sites().good) == ["a"]


ELASTIC = """
contact = "mailto:w@example.org"
store = "https://es.example:9200/watch"
[elasticsearch]
hosts = ["https://es2.example:9200"]
ca_file = "ca.crt"
user = "w"
password_env = "WATCH_ES"
timeout = "2m"
compress = true
shards = 3
replicas = 0
"""


def test_how_elasticsearch_is_reached(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = write(settings=ELASTIC).settings
    monkeypatch.setenv("WATCH_ES", "hunter2")
    access = settings.access()
    assert access == Access(
        hosts=("https://es2.example:9200",),
        ca_file=tmp_path / "ca.crt",
        user="w",
        password="hunter2",
        timeout=120.0,
        compress=True,
        shards=3,
        replicas=0,
    )
    assert "hunter2" not in repr(access) + repr(settings)


def test_a_password_is_told_to_no_other_server(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = write(settings=ELASTIC).settings
    monkeypatch.setenv("WATCH_ES", "hunter2")
    other = settings.access("https://elsewhere.example:9200/watch")
    assert (other.user, other.password, other.hosts) == (None, None, ())
    assert settings.access("https://es2.example:9200/watch").password == "hunter2"
    assert settings.access(f"{settings.store}-old").password == "hunter2"
    in_file = write(settings=ELASTIC.replace("https://es.example:9200", "sqlite:///x.db")).settings
    assert in_file.store.startswith("sqlite:")
    assert in_file.access("https://es.example:9200/watch").password == "hunter2"


def test_key_of_elasticsearch_from_a_file(write: Write, tmp_path: Path) -> None:
    text = CONTACT + 'store = "https://es.example:9200"\n[elasticsearch]\napi_key_file = "es.key"\n'
    settings = write(settings=text).settings
    with pytest.raises(StoreError, match=r"cannot be read: No such file .*; see \[elasticsearch\]"):
        settings.access()
    (tmp_path / "es.key").write_text("hunter2==\n")
    (tmp_path / "es.key").chmod(0o600)
    assert settings.access() == Access(api_key="hunter2==")
    assert "hunter2" not in repr(settings.access())


def test_a_file_of_sqlite_needs_no_password_of_elasticsearch(write: Write) -> None:
    text = CONTACT + '[elasticsearch]\nuser = "w"\npassword_env = "NOT_THERE_AT_ALL"\n'
    assert write(settings=text).settings.access() == NONE
