"""A BabelNet of our own on loopback: real HTTP, hand-made words, faults and quota on demand (docs/fake-babelnet.md)."""

from tests.fake_babelnet.server import Ask, FakeBabelNet
from tests.fake_babelnet.world import World, world_of

__all__ = ["Ask", "FakeBabelNet", "World", "world_of"]
