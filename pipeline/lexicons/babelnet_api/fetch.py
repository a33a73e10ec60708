"""One stretch of a crawl: ask for class after class, keep each answer at once, tell what a refusal or a fault means."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api.answers import (
    BabelNetError,
    BadAnswerError,
    NotFoundError,
    PassingError,
    RefusedError,
    TooManyKeysError,
    UnreachableError,
    WrongParametersError,
    languages_answered,
    wn30_offsets,
)
from pipeline.lexicons.babelnet_api.asks import missing, packed_languages
from pipeline.lexicons.babelnet_api.client import MOST_PATIENCE
from pipeline.lexicons.babelnet_api.ledger import PostponedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.lexicons.babelnet_api.asks import Asks
    from pipeline.lexicons.babelnet_api.client import BabelNet
    from pipeline.lexicons.babelnet_api.clock import Clock
    from pipeline.lexicons.babelnet_api.ledger import Ledger
    from pipeline.lexicons.babelnet_api.store import Store

Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

CHECK_EVERY = 200  #: answers between two looks at the version; what lies between is set aside if it changed
IN_A_ROW = 5  #: classes that fail before the server itself is looked at


class Fetch:
    """The parts of a crawl, and what it knows from one request to the next."""

    def __init__(self, api: BabelNet, store: Store, ledger: Ledger, clock: Clock, languages: Sequence[str]) -> None:
        self._api, self._store, self._ledger, self._clock, self._languages = api, store, ledger, clock, languages
        self._unchecked = 0  # answers since the last look at the version

    def run(self, asks: Iterable[Asks]) -> Iterator[tuple[str, str]]:
        """Fetch what is asked for. Yields each class's offset, and the reason it failed or "".

        Raises PostponedError when the day is over, UserError for what would fail every class.
        """
        failures = list[BabelNetError]()
        for number, ask in enumerate(asks):
            if not number:
                self._check_version()
            error = self._fetch_kept(ask.offset)
            failures = [*failures, error] if error else []
            if len(failures) >= IN_A_ROW or isinstance(error, UnreachableError):
                self._look_at_server(failures)
                failures = []
            yield ask.offset, str(error or "")
        if self._unchecked and self._ledger.left():
            self._check_version()  # so that all that is stored lies between two looks that saw one version

    def _fetch_kept(self, offset: str) -> BabelNetError | None:
        try:
            self._fetch_class(offset)
        except BabelNetError as error:
            self._store.fail(offset, str(error))
            return error
        return None

    def _fetch_class(self, offset: str) -> None:
        """Every missing answer of a class. A synset that turns out not to be it is passed over, for good."""
        ids = self._store.held.ids.get(offset)
        if ids is None:
            ids = self._answer(self._api.synset_ids, offset)
            self._store.resolve(offset, ids)
        while ids and (why_not := self._fetch_synset(ids[0], offset)):
            ids = ids[1:]
            self._store.resolve(offset, ids, why_not)

    def _fetch_synset(self, synset_id: str, offset: str) -> str:
        """Every missing language of a synset. Returns why it is not the class's synset, "" where it is."""
        silent = list[str]()
        for pack in packed_languages(missing(self._store.held, synset_id, self._languages)):
            try:
                answer = self._answer(self._api.synset, synset_id, pack)
            except NotFoundError as error:
                return f"{synset_id}: {error}"
            answered = languages_answered(answer, pack)
            self._store.add(synset_id, answered, answer)
            silent += [code for code in pack if code not in answered]
            if (others := wn30_offsets(answer)) and offset not in others:
                return f"{synset_id} is of {', '.join(sorted(others))}"
        if silent:
            raise BadAnswerError(f"{synset_id} was answered without {', '.join(silent)}")
        return ""

    def _answer(self, ask: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if self._unchecked >= CHECK_EVERY:
            self._check_version()
        answer = self._read(ask, *args, **kwargs)
        self._unchecked += 1
        return answer

    def _check_version(self) -> None:
        try:
            version = self._read(self._api.version)
        except BabelNetError as error:
            raise self._unreachable(error) from None
        self._store.check_version(version)
        self._unchecked = 0

    def _read(self, ask: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """An answer, or what its lack means: for the class (its own error), for the day, or for the whole crawl."""
        try:
            answer = ask(*args, **kwargs)
        except NotFoundError:
            self._ledger.accepted()
            raise
        except RefusedError as error:
            raise (self._ledger.postponed() if self._ledger.refused() else _bad_key(error)) from None
        except TooManyKeysError as error:
            raise _too_many_keys(error) from None
        except PassingError as error:
            if error.retry_after > MOST_PATIENCE:
                raise self._asked_to_wait(error) from None
            raise
        self._ledger.accepted()
        return answer

    def _look_at_server(self, failures: Sequence[BabelNetError]) -> None:
        """After many failures: go on only where the server is well and it was the classes."""
        if all(isinstance(error, WrongParametersError) for error in failures):
            raise UserError(
                f"BabelNet takes none of our requests: {failures[-1]}",
                f"The last {len(failures)} classes failed alike; most likely it does not know one of the languages.",
                f"Crawl fewer languages than {', '.join(self._languages)}, or check --api-url.",
            )
        self._check_version()

    def _asked_to_wait(self, error: PassingError) -> PostponedError:
        until = self._clock.now() + timedelta(seconds=error.retry_after)
        return PostponedError(
            f"BabelNet asks to wait: {error}.",
            "All that was answered is stored and will not be asked again.",
            f"Go on after {until:%Y-%m-%d %H:%M} UTC with the same command, or let --wait do that.",
            until,
        )

    def _unreachable(self, error: BabelNetError) -> UserError:
        return UserError(
            f"{self._api.url}: BabelNet does not answer: {error}.",
            "All that was answered before is stored and will not be asked again.",
            "Check --api-url and the network, and start the crawl again: it goes on from here.",
        )


def _bad_key(error: RefusedError) -> UserError:
    return UserError(
        f"BabelNet refused the first request of the day: {error}",
        "Most likely the key is not valid. A spent quota reads alike: another program may have used the key today.",
        "Check BABELNET_KEY or --key-file; if the key is right, go on tomorrow.",
    )


def _too_many_keys(error: TooManyKeysError) -> UserError:
    return UserError(
        f"BabelNet refused the key: {error}",
        "Several keys are in use from this internet address, and it allows no more.",
        "Use one of the other keys, or ask BabelNet; all that was answered is stored.",
    )
