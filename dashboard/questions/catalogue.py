"""Every question there is, in the order in which they are listed."""

from dashboard.errors import NotFound
from dashboard.questions import (
    agreement,
    baseline,
    coder_agreement,
    compare,
    distance,
    figures,
    party_or_text,
    provision_quantities,
    release_curves,
    robustness,
    spread,
    stance_matrix,
    stance_steps,
    sticking_points,
    timeline,
    two_texts,
    who_moved,
    whose_word,
)
from dashboard.questions.question import Question

QUESTIONS: tuple[Question, ...] = (
    stance_matrix.QUESTION,
    stance_steps.QUESTION,
    timeline.QUESTION,
    agreement.QUESTION,
    spread.QUESTION,
    two_texts.QUESTION,
    release_curves.QUESTION,
    provision_quantities.QUESTION,
    figures.QUESTION,
    coder_agreement.QUESTION,
    distance.QUESTION,
    who_moved.QUESTION,
    party_or_text.QUESTION,
    sticking_points.QUESTION,
    robustness.QUESTION,
    whose_word.QUESTION,
    baseline.QUESTION,
    compare.QUESTION,
)
BY_ID = {question.id: question for question in QUESTIONS}


def find(question_id: str) -> Question:
    """Return the question of this id; `NotFound` when there is none."""
    if question_id not in BY_ID:
        raise NotFound(f"There is no chart {question_id!r}. The charts are: {', '.join(BY_ID)}.")
    return BY_ID[question_id]
