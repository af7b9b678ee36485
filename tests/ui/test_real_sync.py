"""Syncing in the window put to real workspaces."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.sync_state import RecordState, state_of_all
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.exchange.remotes import secrets
from inspector.exchange.remotes.address import read_address
from tests.builders import a_draft
from tests.founded import folder as folder
from tests.founded import founded as founded
from tests.founded import ws as ws
from ui.sync_office import SyncSetup
from ui.workspace_office import WorkspaceOffice


@pytest.fixture
def office(ws: Workspace) -> Iterator[WorkspaceOffice]:
    office = WorkspaceOffice(ws.folder)
    yield office
    office.close()


def quiet(_now: int, _total: int) -> None:
    """Nobody waits."""


def test_a_place_set_in_the_window_is_synced_with_and_stays_set(
    office: WorkspaceOffice, ws: Workspace, tmp_path: Path
) -> None:

    finding = record(ws, a_draft()).finding
    assert office.syncing().standing() is None
    url = (tmp_path / "共享").as_uri()
    assert office.syncing().set_up(SyncSetup(remote=url, photos="none")) == ""

    told = office.syncing().sync(quiet, yes=False)

    assert (told.left, told.failed) == (0, 0)
    assert told.sent == told.acknowledged > 0
    line = office.syncing().standing()
    assert line is not None
    assert (line.remote, line.photos, line.failure) == (url, "none", "")
    assert state_of_all(ws, [finding]) is RecordState.SYNCED
    assert office.syncing().setup().photos == "none"


def test_an_address_with_a_secret_in_it_is_refused(office: WorkspaceOffice) -> None:
    for remote in ("webdavs://a:secret@host/x", "gopher://host/x", ""):
        with pytest.raises(InputError):
            office.syncing().set_up(SyncSetup(remote=remote))
    assert office.syncing().standing() is None


@pytest.mark.parametrize("works", [True, False])
def test_a_password_goes_to_the_keyring_or_the_person_is_told_where_to_put_it(
    office: WorkspaceOffice, ws: Workspace, monkeypatch: pytest.MonkeyPatch, *, works: bool
) -> None:
    import keyring

    kept: dict[tuple[str, str], str] = {}

    def keep(service: str, user: str, password: str) -> None:
        if not works:
            raise keyring.errors.NoKeyringError
        kept[service, user] = password

    monkeypatch.setattr(keyring, "set_password", keep)
    monkeypatch.setattr(keyring, "get_password", lambda *of: kept.get(of))
    setup = SyncSetup(remote="webdavs://dav.example.cn/x", user="督查 1", password="geheim")

    words = office.syncing().set_up(setup)

    assert ("INSPECTOR_REMOTE_PASSWORD" in words) is not works
    assert office.syncing().setup().user == "督查 1"
    found = secrets.credentials_for(read_address(office.syncing().setup().remote), {})
    assert (found.user, found.password) == ("督查 1", "geheim" if works else "")
    for file in ws.folder.rglob("*"):
        assert not file.is_file() or b"geheim" not in file.read_bytes()


def test_closing_finds_news_only_where_a_place_is_set_and_something_has_not_gone_there(
    office: WorkspaceOffice, ws: Workspace, tmp_path: Path
) -> None:
    record(ws, a_draft())
    assert office.syncing().at_closing().news == 0

    office.syncing().set_up(
        SyncSetup(remote=(tmp_path / "共享").as_uri(), metered="wait", closing="always")
    )
    found = office.syncing().at_closing()
    assert (found.news > 0, found.wish, found.waits) == (True, "always", True)
    assert office.syncing().setup().closing == "always"

    office.syncing().sync(quiet, yes=False)
    assert office.syncing().at_closing().news == 0
