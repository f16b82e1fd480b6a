"""Settings by their present names, and by the names they had."""

import pytest

from dashboard.settings import settings


def test_the_former_name_of_a_setting_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR", raising=False)
    monkeypatch.setenv("PARLEY_ANALYST", "R. Haddad")
    assert settings().author == "R. Haddad"
    monkeypatch.setenv("PARLEY_ANALYST", "Ana")
    assert settings().author == "Ana"


def test_the_present_name_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ANALYST", "R. Haddad")
    monkeypatch.setenv("PARLEY_AUTHOR", "")
    assert settings().author == ""
