"""Rules: each a small file that rejects a candidate with a code, or lets it pass with a flag."""
