"""An RPC server of BabelNet on loopback, and a client that needs none: hand-made words, faults on demand.

``server.py`` speaks the pickled protocol through the official client's own classes, in that client's environment.
``stub/`` is a package ``babelnet`` with as much of the client as an export touches, for where that is not to be had.
Both read one file, a world written down by ``world_file``; ``script.py`` says what is in it.
"""

from tests.fake_babelnet_rpc.running import CLIENT, EXPORTER, STUB, Listener, RpcServer, client_python, world_file

__all__ = ["CLIENT", "EXPORTER", "STUB", "Listener", "RpcServer", "client_python", "world_file"]
