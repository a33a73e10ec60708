"""The commands, one module each, with one function of the same name."""
