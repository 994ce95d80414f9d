"""Settings of the hub, read once from the environment (prefix ``HUB_``)."""

import os
import re
import sys
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

OTHERS = frozenset({"HUB_LANG"})
"""Environment variables read by the command line, not part of `Settings`."""
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,180}")
FOR_TESTS = ("HUB_BENCH_", "HUB_TEST_", "HUB_CHROMIUM", "HUB_WRITE_DOCS")
ROOT = Path(__file__).resolve().parents[1]
"""The folder of the packages: the source tree, or where the wheel was installed."""
_INSTALLED = ROOT / "innovation_hub" / "home"
HOME = _INSTALLED if _INSTALLED.is_dir() else ROOT
"""The folder of ``streamlit_app.py``, its settings and the lock file, which are inside the package in a wheel."""


def data_folder() -> Path:
    """The default folder of the hub's state: ``var`` in a source tree, otherwise in the user's data folder."""
    if HOME == ROOT:
        return ROOT / "var"
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "innovation-hub"


class Settings(BaseSettings):
    """Settings of an operator; every field is documented in the README. Empty variables have the default."""

    model_config = SettingsConfigDict(env_prefix="HUB_", env_ignore_empty=True, frozen=True)

    env: Literal["development", "production"] = Field(
        default="development", description="`production` refuses demo data and marks cookies as secure."
    )
    database_url: str | None = Field(
        default=None,
        pattern=r"^(postgresql(\+psycopg)?|sqlite)://",
        description="PostgreSQL address; without it an SQLite file in the var folder is used.",
    )
    var_dir: Path = Field(
        default_factory=data_folder, description="Folder for the SQLite file, e-mails and other state."
    )
    base_url: str = Field(
        default="http://127.0.0.1:8501",
        pattern=r"^https?://[^\s/]+",
        description="Public address of the hub, used in e-mailed links.",
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="`smtp[s]://user:password@host:port`; without it e-mails are written to `var/outbox/`.",
    )
    mail_from: str = Field(
        default="hub@localhost", pattern=r"^[^@\s]+@[^@\s]+$", description="Sender of the hub's e-mails."
    )
    note_to: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Addresses, separated by commas, that get the hash of the journal's last entry once a day.",
    )
    session_hours: int = Field(
        default=12, ge=1, le=24 * 30, description="How long a sign-in lasts, in hours."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level of the messages that the server logs."
    )
    stop_seconds: int = Field(
        default=2,
        ge=0,
        le=60,
        description="How long a process that is stopped continues to answer while `/readyz` returns 503, in seconds.",
    )
    attachment_mb: int = Field(
        default=10, ge=1, le=50, description="Largest PDF that a proposal may carry, in MB."
    )

    @model_validator(mode="before")
    @classmethod
    def _are_all_known(cls, given: Any) -> Any:
        known = {f"HUB_{name.upper()}" for name in cls.model_fields}
        for name in sorted(os.environ):
            if name.startswith("HUB_") and name not in known | OTHERS and not name.startswith(FOR_TESTS):
                near = get_close_matches(name, known | OTHERS, n=1, cutoff=0.6)
                hint = (
                    f"There is no such setting; did you mean {near[0]}?"
                    if near
                    else "There is no such setting"
                )
                place = (name.removeprefix("HUB_").lower(),)
                fault = {
                    "type": "value_error",
                    "loc": place,
                    "input": None,
                    "ctx": {"error": ValueError(hint)},
                }
                raise ValidationError.from_exception_data("Settings", [fault])  # type: ignore[list-item]
        return given

    @field_validator("note_to", mode="before")
    @classmethod
    def _are_addresses(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        addresses = [one.strip() for one in given.split(",") if one.strip()]
        for one in addresses:
            if not _ADDRESS.fullmatch(one):
                raise ValueError(f"It should be e-mail addresses separated by commas; {one} is none")
        return tuple(dict.fromkeys(addresses))

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, url: str | None) -> str | None:
        if url is not None:
            from sqlalchemy.engine import make_url

            try:
                make_url(url)
            except Exception:  # its message may contain the password
                raise ValueError("It should look like postgresql://user:password@host:port/name") from None
        return url

    @field_validator("smtp_url")
    @classmethod
    def _names_a_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                parts = urlsplit(url.get_secret_value())
                known = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
            except ValueError:  # the port is not a number
                known = False
            if not known:
                raise ValueError("It should look like smtp[s]://user:password@host:port")
        return url

    @property
    def database(self) -> str:
        """The database URL for SQLAlchemy."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.var_dir / 'hub.sqlite3'}"

    @property
    def production(self) -> bool:
        """Whether the hub is in production, with data of real people."""
        return self.env == "production"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; ``settings.cache_clear()`` reads the environment again."""
    return Settings()
