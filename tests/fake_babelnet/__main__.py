"""Run the fake alone, to try a crawl without a key: ``python -m tests.fake_babelnet --classes imagenet-1k``."""

from __future__ import annotations

import argparse
import time

from resources import class_lists
from tests.fake_babelnet import FakeBabelNet, world_of


def main() -> None:
    """Serve until Ctrl-C. What to export and to call is printed first."""
    parser = argparse.ArgumentParser(prog="python -m tests.fake_babelnet", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--classes", default="imagenet-1k", help="a bundled class list or a file of wnids")
    parser.add_argument("--key", default="fake-key-0123456789")
    parser.add_argument("--quota", type=int, default=1000, help="requests a day; a day lasts as long as the server")
    parser.add_argument("--faults", type=float, default=0.0, help="share of the requests that break, 0 to 1")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds")
    parser.add_argument("--data-version", default="V5_3")
    asked = parser.parse_args()
    world = world_of((image.wn_offset for image in class_lists.load(asked.classes).classes), asked.data_version)
    with FakeBabelNet(
        world, (asked.key,), asked.quota, asked.faults, seed=asked.seed, latency=asked.latency, port=asked.port
    ) as fake:
        print(f"export BABELNET_KEY={asked.key}", flush=True)
        print(f"babel-imagenet crawl --api-url {fake.url} --classes {asked.classes} --languages EN,DE,FR", flush=True)
        try:
            while True:
                time.sleep(1)
        except KeyboardInterrupt:
            print(f"{len(fake.asks)} requests came")


if __name__ == "__main__":
    main()
