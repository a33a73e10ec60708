"""Packaging: what is installed, and the least version of each thing it stands on."""

from pathlib import Path

from setuptools import setup

setup(
    name="babel-imagenet",
    version="0.1.0",
    description="The builder of Babel-ImageNet: ImageNet labels in hundreds of languages, each with its provenance",
    long_description=Path("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.11",
    py_modules=["babel_imagenet"],
    packages=[
        "pipeline",
        "pipeline.checking",
        "pipeline.commands",
        "pipeline.diffing",
        "pipeline.lexicons",
        "pipeline.lexicons.babelnet_api",
        "pipeline.release",
        "pipeline.release.report",
        "transforms",
        "transforms.choices",
        "transforms.repairs",
        "transforms.rules",
        "resources",
    ],
    include_package_data=True,
    package_data={
        "resources": ["**/*"],
        "transforms.rules": ["*.toml"],
        "pipeline.release": ["templates/*"],
        "pipeline.diffing": ["parts/*"],
        "pipeline.release.report": ["parts/*"],
    },
    install_requires=[
        "apache-beam>=2.68",  # the graph; 2.68 is the first whose runner must be pinned by name
        "pyarrow>=17",  # batches, schemas and Parquet
        "polars>=1.20",  # tables a person asks for: load_labels, diff, report
        "msgspec>=0.19",  # one typed decode per wanted line
        "isal>=1.7",  # gzip at three times the speed of zlib, and an error where a file is cut
        "zstandard>=0.22",  # zstd shards
        "requests>=2.32",  # the BabelNet API and the lexicon archives
        "urllib3>=2.0",  # retries that honour Retry-After
        "nltk>=3.9",  # WordNet 3.0 for class lists that are not bundled
        "langcodes>=3.4",  # BCP-47 tags: parsing and near misses
        "fonttools>=4.50",  # Unicode scripts and script extensions, newer than Python's own tables
        "ftfy>=6.2",  # detects mojibake; never rewrites a label
        "typer>=0.15",  # the command line
        "rich>=13.7",  # tables and progress on a terminal
        "jinja2>=3.1",  # data card and report, escaped
        "tomli-w>=1.0",  # configuration written back as TOML
    ],
    extras_require={
        "test": [
            "pytest>=8",
            "pytest-xdist>=3.6",
            "pytest-timeout>=2.3",
            "hypothesis>=6.100",
            "playwright>=1.45",  # drives the machine's Chromium; brings no browser of its own
            "mlcroissant>=1.0.12",
            "datasets>=3.0",
            "pandas>=2.2",
            "duckdb>=1.1",
            "orjson>=3.10",  # with DuckDB and matplotlib: the tests of benchmarks/
            "matplotlib>=3.8",
        ],
        "benchmarks": ["orjson>=3.10", "duckdb>=1.1", "matplotlib>=3.8"],
        "lint": ["ruff>=0.9", "mypy>=1.14", "types-requests>=2.32"],
        "languages": ["gflanguages>=0.7.11"],  # only to make resources/languages.tsv anew
    },
    entry_points={"console_scripts": ["babel-imagenet = pipeline.cli:main"]},
)
