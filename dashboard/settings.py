"""Settings, read from the environment. README lists each of them, and a test says so."""

import os
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parent.parent
"""Where `data/` and `seeds/` live."""


def settings() -> "Settings":
    """Return the settings, read anew when the environment has changed: reading costs as much as a small page."""
    return _read(tuple(os.environ.get(name) for name in _names()))


@cache
def _names() -> list[str]:
    return [str(field.validation_alias or f"PARLEY_{name.upper()}") for name, field in Settings.model_fields.items()]


@cache
def _read(_environment: tuple[str | None, ...]) -> "Settings":
    return Settings()


class Settings(BaseSettings):
    """What can be set from outside."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_", populate_by_name=True)

    database_url: str = Field(
        default=f"sqlite:///{HOME / 'data' / 'parley.db'}",
        validation_alias="DATABASE_URL",
        description="The store: a SQLite file or a PostgreSQL server.",
    )
    author: str = Field(default="", description="Your name on annotations and edits; else the sidebar asks for it.")
    address: str = Field(default="127.0.0.1", description="The address the dashboard listens on.")
    port: int = Field(default=8501, ge=1, le=65535, description="The port the dashboard listens on.")
    open_browser: bool = Field(default=True, description="Whether `run` opens a browser.")
