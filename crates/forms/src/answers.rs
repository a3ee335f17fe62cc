//! Answers: read from a posted page or JSON, validated against a kind, folded from changes.
