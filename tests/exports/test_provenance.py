from dataclasses import replace

from dashboard.exports.provenance import LINE, Provenance


def test_the_footer_says_what_when_and_on_whose_word(provenance: Provenance):
    assert provenance.footer() == [
        "Toy talks – a test. Who stands where.",
        "As of 7 July 2025. Version 12.",
        "Source grade B or better, confidence moderate or higher.",
        "Party: حماس; Term: <b>x</b></script>",
        "Sources: Reuters, الجزيرة.",
        "קול (2025)",
        "Licence: CC BY 4.0. Made with Parley on 8 July 2025.",
    ]


def test_what_is_not_known_leaves_no_line_and_no_key(provenance: Provenance):
    bare = replace(provenance, filters=(), sources=(), citation=None, licence=None)
    assert bare.footer() == [
        "Toy talks – a test. Who stands where.",
        "As of 7 July 2025. Version 12.",
        "Source grade B or better, confidence moderate or higher.",
        "Made with Parley on 8 July 2025.",
    ]
    assert not {"KnownAt", "Filters", "Sources", "Citation", "Licence"} & bare.metadata().keys()


def test_an_earlier_version_is_named_in_footer_and_metadata(provenance: Provenance):
    earlier = replace(provenance, known_at=7)
    assert "As of 7 July 2025. Version 12, as known at version 7." in earlier.footer()
    assert earlier.metadata()["KnownAt"] == "7"


def test_many_sources_are_counted_in_the_footer_and_named_in_the_metadata(provenance: Provenance):
    eight, nine = (replace(provenance, sources=tuple(f"P{i}" for i in range(n))) for n in (8, 9))
    assert "Sources: P0, P1, P2, P3, P4, P5, P6, P7." in eight.footer()
    assert "Sources: P0, P1, P2, P3, P4, P5, P6, P7 and 1 more." in nine.footer()
    assert nine.metadata()["Sources"].endswith("; P8")


def test_no_line_is_longer_than_the_measure(provenance: Provenance):
    long = replace(provenance, citation="word\nword " * 60, negotiation="x" * 250)
    assert max(len(line) for line in long.footer()) <= LINE
    assert not any("\n" in line for line in long.footer())
