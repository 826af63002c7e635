"""`Article` -> `Reading`: sentences, mentions, who says what, negation and modality, reference of pronouns."""
