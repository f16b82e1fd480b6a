"""What a cell of the stance matrix says in words: level and answer, the text answered, and its marks."""

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.vocabulary import LEVEL_WORDS, NOT_RECORDED, Age, Precision, counted, day_words, list_words


def codes(listed: str | None) -> list[str]:
    """Return the codes that stand against each other in a mixed cell, each once, or that are said otherwise."""
    return list(dict.fromkeys(code for code, _ in by_text(listed)))


def by_text(listed: str | None) -> list[tuple[str, str | None]]:
    """Return each of these codes with the text that it answers, where they answer several."""
    parts = [one.partition(" to ") for one in listed.split("; ")] if listed else []
    return [(code, text or None) for code, _, text in parts if code in LEVEL_WORDS]


def texts_answered(row: frames.Cell) -> list[str]:
    """Return the codes of the texts that a cell's answer is to: of a mixed one there may be several."""
    several = dict.fromkeys(text for _, text in by_text(row.answer_both) if text is not None)
    return list(several) or ([row.proposal] if row.answer is not None and row.proposal is not None else [])


def letters(row: frames.Cell, context: Context) -> list[str]:
    """Return the letters of the texts on the table that a cell's answer is to; none where there is one text."""
    return [context.letters[text] for text in texts_answered(row) if text in context.letters]


def said(party: str, term: str, row: frames.Cell | None, context: Context) -> dict[str, str]:
    """Return the words of a cell as they are hovered, and as they are read aloud."""
    level = answer = NOT_RECORDED
    text, to, since, evidence, marks = "", "", "", "", []
    if row is not None:
        level, answer = _words(row.level, row.level_both), _words(row.answer, row.answer_both)
        names = [context.proposal_names.get(code, code) for code in texts_answered(row)]
        text = list_words(names)
        to = f" to {list_words([f'“{name}”' for name in names])}" if names and context.letters else ""
        day = row.held_on if row.level is None or row.level_held_on is None else row.level_held_on
        since = day_words(day, row.precision)
        evidence = ", ".join(
            [counted(row.claims, "claim")]
            + ([f"best source grade {row.source_grade}"] if row.source_grade else [])
            + ([f"confidence {row.confidence}"] if row.confidence else [])
        )
        marks = _marks(row)
    return {
        "party_name": party,
        "term_name": term,
        "level": level,
        "answer": answer,
        "text": text,
        "since": since,
        "evidence": evidence,
        "marks": ", ".join(marks),
        "aloud": f"{party} on {term}: level {level}, answer {answer}{to}" + "".join(f", {mark}" for mark in marks),
    }


def _words(code: str | None, both: str | None) -> str:
    if code is None:
        return NOT_RECORDED
    named = [LEVEL_WORDS[one] for one in codes(both)]
    return LEVEL_WORDS[code] + (f": {' / '.join(named)}" if named else "")


def _marks(row: frames.Cell) -> list[str]:
    flags = {"red_line": "red line", "unconfirmed": "to an earlier version", "with_whole": "with the whole text"}
    marks = [words for column, words in flags.items() if getattr(row, column)]
    ages = {"level": row.level_age, "answer": row.answer_age}
    marks += [f"{aspect} {age}" for aspect, age in ages.items() if age not in (None, Age.CURRENT)]
    for otherwise in (row.level_otherwise, row.answer_otherwise):
        if otherwise is not None:
            marks.append(f"otherwise the same day: {' / '.join(LEVEL_WORDS[one] for one in codes(otherwise))}")
    if row.silent_since is not None:
        marks.append(f"silent where a position was due, {day_words(row.silent_since, Precision.DAY)}")
    return marks
