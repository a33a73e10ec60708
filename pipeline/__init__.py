"""How a build runs: the command line, the graph, the lexicons it reads and the release it leaves."""
