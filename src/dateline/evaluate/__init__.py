"""Gold sets, scores, pinned floors: every `evaluate_*` function gives (figures, predictions)."""
