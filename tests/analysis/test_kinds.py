"""What kind a text counts as where nobody has said."""

from datetime import date

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.kinds import with_kinds
from dashboard.vocabulary import ProposalKind

PARTIES = frames.PARTIES.frame(
    {"code": code, "name": code, "short_name": code, "role": role, "consent_required": False, "rank": 0}
    for code, role in (("a", "principal"), ("b", "principal"), ("m", "mediator"), ("f", "faction"))
)


def texts(*kinds: str | None) -> pd.DataFrame:
    on = {"tabled_on": date(2025, 7, 1), "precision": "day"}
    return frames.PROPOSALS.frame(
        {"code": f"p{number}", "title": "A text", "kind": kind, **on} for number, kind in enumerate(kinds)
    )


def tabled_by(*parties: str, addressed: tuple[str, ...] = ()) -> pd.DataFrame:
    return frames.PROPOSAL_PARTIES.frame(
        {"code": party, "proposal": "p0", "party": party, "tabled": party in parties, "addressed": party in addressed}
        for party in (*parties, *addressed)
    )


@pytest.mark.parametrize(
    ("tabling", "kind"),
    [
        (("a",), "offer"),
        (("a", "b"), "mediators"),
        (("a", "m"), "mediators"),
        (("m",), "mediators"),
        (("f",), "mediators"),
        ((), "mediators"),
    ],
)
def test_a_text_of_no_kind_is_an_offer_where_a_principal_tabled_it_alone(tabling: tuple[str, ...], kind: str) -> None:
    assert list(with_kinds(texts(None), tabled_by(*tabling), PARTIES)["kind"]) == [kind]


def test_whom_a_text_was_addressed_to_makes_it_nobodys_offer() -> None:
    assert list(with_kinds(texts(None), tabled_by("m", addressed=("a",)), PARTIES)["kind"]) == ["mediators"]
    assert list(with_kinds(texts(None), tabled_by("a", addressed=("b", "m")), PARTIES)["kind"]) == ["offer"]


@pytest.mark.parametrize("kind", list(ProposalKind))
def test_what_somebody_has_said_stands(kind: str) -> None:
    assert list(with_kinds(texts(kind, None), tabled_by("a"), PARTIES)["kind"]) == [kind, "mediators"]


def test_without_texts_there_are_no_kinds() -> None:
    assert with_kinds(frames.PROPOSALS.frame(), tabled_by(), PARTIES).empty
