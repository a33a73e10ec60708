"""What the project knows, as data with its source beside it; one small loader per table."""
