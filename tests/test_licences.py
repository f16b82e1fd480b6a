"""What Parley runs on may be shipped beside it."""

import pytest

from tests.licences import UNKNOWN, is_allowed, licence, main, shipped


def test_every_licence_of_what_is_shipped_is_known_and_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().out
    assert len(shipped()) > 40 and {"streamlit", "psycopg", "pysqlite3"} & set(shipped())


def test_what_asks_the_same_of_our_own_code_is_found_where_it_is_installed() -> None:
    assert licence("krippendorff") == "GPL-3.0-or-later"
    assert not is_allowed("krippendorff", licence("krippendorff"))
    assert "krippendorff" not in shipped()


@pytest.mark.parametrize("expression", ["MIT", "MIT OR GPL-3.0-only", "(MIT OR ISC) AND 0BSD", "BSD AND Zlib"])
def test_one_choice_with_all_its_parts_must_be_allowed(expression: str) -> None:
    assert is_allowed("any", expression)


@pytest.mark.parametrize(
    "expression",
    [UNKNOWN, "", "GPL-3.0-only", "MIT AND GPL-2.0-only", "AGPL-3.0-only OR unknown", "(MIT OR ISC) AND X"],
)
def test_what_is_unknown_or_not_allowed_is_refused(expression: str) -> None:
    assert not is_allowed("any", expression)


def test_a_library_under_the_lgpl_is_allowed_by_its_name_only() -> None:
    assert is_allowed("psycopg", "LGPL-3.0-only")
    assert not is_allowed("any", "LGPL-3.0-only")
    assert not is_allowed("psycopg", "GPL-3.0-only")
