"""Settings: what makes no sense is refused at the start."""

import pytest
from pydantic import ValidationError

from innovation_hub.config import Settings, settings
from innovation_hub.web import server


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_ENV", "prod"),
        ("HUB_DATABASE_URL", "mysql://hub@127.0.0.1/hub"),
        ("HUB_DATABASE_URL", "hub.sqlite3"),
        ("HUB_DATABASE_URL", "postgresql://hub:secret@127.0.0.1:port/hub"),
        ("HUB_BASE_URL", "hub.example.go.tz"),
        ("HUB_BASE_URL", "https:///"),
        ("HUB_SMTP_URL", "mail.example.go.tz"),
        ("HUB_SMTP_URL", "https://mail.example.go.tz"),
        ("HUB_SMTP_URL", "smtp://"),
        ("HUB_SMTP_URL", "smtp://mail.example.go.tz:post"),
        ("HUB_MAIL_FROM", "hub"),
        ("HUB_SESSION_HOURS", "0"),
        ("HUB_ATTACHMENT_MB", "51"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as refusal:
        Settings()
    (error,) = refusal.value.errors()
    assert name == f"HUB_{error['loc'][0]}".upper()
    assert "secret" not in error["msg"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_DATABASE_URL", "postgresql://hub:secret@127.0.0.1/hub"),
        ("HUB_BASE_URL", "https://hub.example.go.tz"),
        ("HUB_SMTP_URL", "smtps://hub:se%40cret@mail.example.go.tz:465"),
        ("HUB_SMTP_URL", "smtp://localhost"),
        ("HUB_MAIL_FROM", "hub@example.go.tz"),
    ],
)
def test_what_the_guide_shows_is_taken(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert Settings() != Settings.model_construct()


def test_a_setting_left_empty_has_its_default(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.setenv(f"HUB_{name.upper()}", "")
    assert Settings() == Settings.model_construct()


def test_the_server_lets_no_larger_file_in_than_a_proposal_may_carry(monkeypatch):
    monkeypatch.setenv("HUB_ATTACHMENT_MB", "25")
    settings.cache_clear()
    started = {}

    class App:
        def run(self, config):
            started.update(config)

    monkeypatch.setattr(server, "import_module", lambda name: type("Module", (), {"app": App()}))
    monkeypatch.setattr("sys.argv", [])
    server.serve(host="127.0.0.1", port=8600)
    assert started == {"server.address": "127.0.0.1", "server.port": 8600, "server.maxUploadSize": 25}
