"""Settings, read from the environment. README lists each of them, and a test says so."""

import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parent.parent
"""Where `data/` and `seeds/` live."""
FORMER_NAMES = {"PARLEY_ANALYST": "PARLEY_AUTHOR"}
"""What settings were called before; read where the present name is not set."""


def settings() -> "Settings":
    """Return the settings, read again when the environment has changed: reading costs as much as a small page."""
    return _read(tuple(os.environ.get(name) for name in [*_names(), *FORMER_NAMES]))


@cache
def _names() -> list[str]:
    return [str(field.validation_alias or f"PARLEY_{name.upper()}") for name, field in Settings.model_fields.items()]


@cache
def _read(_environment: tuple[str | None, ...]) -> "Settings":
    given: dict[str, Any] = {
        new.removeprefix("PARLEY_").lower(): os.environ[old]
        for old, new in FORMER_NAMES.items()
        if old in os.environ and new not in os.environ
    }
    return Settings(**given)


class Settings(BaseSettings):
    """What can be set from outside."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_", populate_by_name=True)

    database_url: str = Field(
        default=f"sqlite:///{quote(str(HOME / 'data' / 'parley.db'))}",
        validation_alias="DATABASE_URL",
        description="The store: a SQLite file or a PostgreSQL server.",
    )
    author: str = Field(default="", description="Your name on annotations and edits; else the page asks for it.")
    address: str = Field(default="127.0.0.1", description="The address the dashboard listens on.")
    hosts: str = Field(
        default="", description="Names by which others reach the dashboard, with commas between them: of a proxy, say."
    )
    port: int = Field(default=8501, ge=1, le=65535, description="The port the dashboard listens on.")
    statement_timeout: float = Field(
        default=30, ge=0.01, le=86_400, description="Seconds after which a page stops waiting for the database."
    )
    read_only: bool = Field(
        default=False, description="Whether everything may be read and nothing written: no button that writes is shown."
    )
    open_browser: bool = Field(default=True, description="Whether `run` opens a browser.")
