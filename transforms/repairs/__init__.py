"""Repairs: each a small file that changes the text of a lemma and records its code."""
