"""What a build leaves: tables, JSON, manifest, data card, report; complete or absent."""
