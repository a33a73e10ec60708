"""What happens to the data: one step per file, plain functions on plain values."""
