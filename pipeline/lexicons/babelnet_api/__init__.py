"""BabelNet's HTTP API as a lexicon: a plan, a store that never asks twice, a ledger of the day's requests."""
