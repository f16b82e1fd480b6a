from dataclasses import replace

from dashboard.exports.provenance import LINE, Provenance


def test_the_footer_says_what_when_and_on_whose_word(provenance: Provenance):
    assert provenance.footer() == [
        "Toy talks – a test. Who stands where.",
        "As of 7 July 2025. Version 12.",
        "Source grade B or better, confidence not low.",
        "Party: حماس; Term: <b>x</b></script>",
        "3 sources: Reuters (2), الجزيرة.",
        "Sources are recorded to differ on 1 point that bears on the data behind this: “Who left” (one: A; other: B).",
        "Of the 3 levels counted, 1 is older than 30 days (of 5 July 2024).",
        "Coded by one person.",
        "קול (2025)",
        "Licence: CC BY 4.0. Made with Parley on 8 July 2025.",
    ]


def test_what_is_not_known_or_has_no_say_leaves_no_line_and_no_key(provenance: Provenance):
    nothing = {"as_of": None, "evidence": (), "filters": (), "sources": {}, "differ": (), "how_old": ()}
    bare = replace(provenance, **nothing, caveat=None, citation=None, licence=None)
    assert bare.footer() == [
        "Toy talks – a test. Who stands where.",
        "Version 12.",
        "Made with Parley on 8 July 2025.",
    ]
    told = {
        "Licence",
        "AsOf",
        "KnownAt",
        "Evidence",
        "Filters",
        "Sources",
        "SourcesDiffer",
        "HowOld",
        "Caveat",
        "Citation",
    }
    assert not told & bare.metadata().keys()
    assert told - provenance.metadata().keys() == {"KnownAt"}


def test_an_earlier_version_is_named_in_footer_and_metadata(provenance: Provenance):
    earlier = replace(provenance, known_at=7)
    assert "As of 7 July 2025. Version 12, as known at version 7." in earlier.footer()
    assert earlier.metadata()["KnownAt"] == "7"


def test_many_sources_are_counted_in_the_footer_and_all_publishers_named_in_the_metadata(provenance: Provenance):
    eight, nine = (replace(provenance, sources={f"P{i}": i + 1 for i in range(n)}) for n in (8, 9))
    # 1 + 2 + … + 8 = 36, and the ninth has 9 more.
    assert "36 sources: P0, P1 (2), P2 (3), P3 (4), P4 (5), P5 (6), P6 (7), P7 (8)." in eight.footer()
    assert "45 sources: P0, P1 (2), P2 (3), P3 (4), P4 (5), P5 (6), P6 (7), P7 (8) and 9 more." in nine.footer()
    assert nine.metadata()["Sources"].endswith("; P8 (9)")


def test_the_metadata_say_what_the_footer_says(provenance: Provenance):
    said = provenance.metadata()
    assert said["Evidence"] == "source grade B or better; confidence not low"
    assert (said["Sources"], said["Caveat"]) == ("Reuters (2); الجزيرة", "Coded by one person.")
    assert said["HowOld"] == "Of the 3 levels counted, 1 is older than 30 days (of 5 July 2024)."


def test_no_line_is_longer_than_the_measure(provenance: Provenance):
    long = replace(provenance, citation="word\nword " * 60, negotiation="x" * 250)
    assert max(len(line) for line in long.footer()) <= LINE
    assert not any("\n" in line for line in long.footer())
