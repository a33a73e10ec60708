"""How one label is chosen: who agrees, which form of a word is best, and what two classes do that want one word."""
