"""Settings of the hub, read once from the environment (prefix ``HUB_``)."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """What an operator may set; every field is documented in the README. One left empty has its default."""

    model_config = SettingsConfigDict(env_prefix="HUB_", env_ignore_empty=True, frozen=True)

    env: Literal["development", "production"] = Field(
        default="development", description="`production` refuses demo data and marks cookies as secure."
    )
    database_url: str | None = Field(
        default=None,
        pattern=r"^(postgresql(\+psycopg)?|sqlite)://",
        description="PostgreSQL address; without it an SQLite file is kept under the var folder.",
    )
    var_dir: Path = Field(
        default=ROOT / "var", description="Folder for the SQLite file, e-mails and other state."
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
    session_hours: int = Field(
        default=12, ge=1, le=24 * 30, description="How long a sign-in lasts, in hours."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="From which level on the process that serves writes to its log."
    )
    stop_seconds: int = Field(
        default=2,
        ge=0,
        le=60,
        description="How long a process that is told to stop goes on answering while `/readyz` says 503, in seconds.",
    )
    attachment_mb: int = Field(
        default=10, ge=1, le=50, description="Largest PDF that a proposal may carry, in MB."
    )

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, url: str | None) -> str | None:
        if url is not None:
            from sqlalchemy.engine import make_url

            try:
                make_url(url)
            except Exception:  # what it says may hold the password
                raise ValueError("It should look like postgresql://user:password@host:port/name") from None
        return url

    @field_validator("smtp_url")
    @classmethod
    def _names_a_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                parts = urlsplit(url.get_secret_value())
                known = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
            except ValueError:  # a port that is no number
                known = False
            if not known:
                raise ValueError("It should look like smtp[s]://user:password@host:port")
        return url

    @property
    def database(self) -> str:
        """The address of the database in use, as SQLAlchemy writes it."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.var_dir / 'hub.sqlite3'}"

    @property
    def production(self) -> bool:
        """Whether real people's data is at stake."""
        return self.env == "production"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; ``settings.cache_clear()`` reads the environment anew."""
    return Settings()
