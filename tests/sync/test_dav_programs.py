"""WebDAV against the servers that others run; where a program is absent, that is said."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspector.app.merging import found_from
from inspector.app.sync import sync
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from tests.builders import NOW
from tests.founded import Founded
from tests.sync.dav_programs import PROGRAMS
from tests.sync.laptops import found_something, knowledge
from tests.sync.servers import PASSWORD, USER, a_torn_line

pytestmark = pytest.mark.slow


@pytest.fixture(params=PROGRAMS, scope="module")
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    with PROGRAMS[request.param]() as found:
        yield found


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)


def test_six_laptops_come_to_one_digest(
    ws: Workspace, founded: Founded, port: int, tmp_path: Path
) -> None:
    url = f"webdav://127.0.0.1:{port}/督查/一队 甲"
    with ExitStack() as open_ones:
        laptops = [ws]
        for number in range(5):
            made = found_from(tmp_path / f"{number}", founded.bundle, clock=lambda: NOW)
            laptops.append(open_ones.enter_context(made))
        for number, laptop in enumerate(laptops):
            found_something(laptop, number, folder=tmp_path)
            sync(laptop, url)
        for laptop in laptops:
            sync(laptop, url)

        assert len({knowledge(laptop) for laptop in laptops}) == 1
        assert [missing(laptop) for laptop in laptops] == [()] * 6
        assert [sync(laptop, url).requests for laptop in laptops] == [1] * 6


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_line_reset_at_any_byte_is_made_good(
    ws: Workspace, other: Workspace, port: int, tmp_path: Path, way: str
) -> None:
    for number, most in enumerate(range(0, 6000, 700)):
        found_something(ws, number, folder=tmp_path)
        with a_torn_line(port, **{way: most}) as line:
            sync(ws, f"webdav://127.0.0.1:{line}/{way}", sleep=lambda _s: None)
    for laptop in (other, ws):
        sync(laptop, f"webdav://127.0.0.1:{port}/{way}")

    assert knowledge(ws) == knowledge(other)
    assert missing(other) == ()


def test_a_wrong_password_is_told_as_one(
    ws: Workspace, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", "wrong")

    with pytest.raises(MachineError) as told:
        sync(ws, f"webdav://127.0.0.1:{port}/x", sleep=lambda _s: None)

    assert (told.value.code, told.value.exit_code) == ("remote_denied", 3)
