"""BabelNet's HTTP API, asked calmly: a client, a ledger of each day's requests, and a store that never asks twice."""
