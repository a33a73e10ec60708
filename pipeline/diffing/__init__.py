"""What changed between two editions of the labels, and why: one structure, shown in words, as JSON or as a page."""
