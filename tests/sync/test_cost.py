"""What a sync costs, in requests and bytes; and many laptops that come to one digest."""

from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from inspector.app.capture import record
from inspector.app.merging import found_from
from inspector.app.sync import sync
from inspector.app.sync_setting import set_up
from inspector.app.workspace import Workspace
from tests.builders import NOW, a_draft
from tests.founded import Founded
from tests.sync.faulty import STRIKES, FaultyRemote, MemoryRemote
from tests.sync.laptops import URL, attempted, found_something, knowledge, one_content_each, synced
from tests.sync.places import bucket
from tests.sync.servers import PASSWORD, USER, Carried, a_counted_line, a_dav_server
from tests.sync.stores import a_store


def test_no_news_costs_one_listing(ws: Workspace, remote: MemoryRemote) -> None:
    synced(ws, remote)

    told = synced(ws, remote)

    assert (told.requests, told.lists, told.bytes_up, told.bytes_down) == (1, 1, 0, 0)


def test_news_of_many_laptops_costs_one_listing_and_what_is_new(
    ws: Workspace, founded: Founded, remote: MemoryRemote, tmp_path: Path
) -> None:
    synced(ws, remote)
    for number in range(2):
        with found_from(tmp_path / str(number), founded.bundle, clock=lambda: NOW) as laptop:
            found_something(laptop, number)
            synced(laptop, remote)

    told = synced(ws, remote)

    assert told.lists == 1  # and so never more than 1 + k, for k laptops with news
    assert told.requests == 1 + told.received


def test_a_day_costs_the_same_at_the_months_end_as_at_its_start(
    ws: Workspace, other: Workspace, remote: MemoryRemote
) -> None:
    costs = []
    for day in range(7):
        found_something(ws, day)
        told = synced(ws, remote)
        costs.append((told.requests, told.lists))
        got = synced(other, remote)
        costs.append((got.requests, got.lists))

    assert costs[4:6] == costs[-2:]  # on the first days they still made each other known
    assert len(remote.list("v1/heads")) <= 3  # the remote's mark, and one for each laptop


def test_what_goes_up_is_what_is_new_and_hardly_more(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    synced(ws, remote)
    sealed = _sealed(ws)
    for number in range(12):
        _find_in_noise(ws, tmp_path, number)

    told = synced(ws, remote)

    assert told.photos_sent == 12
    assert told.bytes_up <= 1.05 * (_photographed(ws) + _sealed(ws) - sealed)


@pytest.mark.parametrize("kind", ["wsgidav", "seaweedfs"])
def test_the_line_carries_a_photo_once(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """WebDAV servers refuse what has no folder once they have read all of it."""
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)
    carried = Carried()
    with ExitStack() as open_ones:
        if kind == "wsgidav":
            (tmp_path / "cloud").mkdir()
            port = open_ones.enter_context(a_dav_server(tmp_path / "cloud"))
            url = "webdav://127.0.0.1:{}/office"
        else:
            port, url = open_ones.enter_context(a_store(tmp_path / "store")), bucket(0)
            url = url.replace(":0", ":{}")
        line = url.format(open_ones.enter_context(a_counted_line(port, carried)))
        sync(ws, line)
        before, sealed = carried.up, _sealed(ws)
        for number in range(6):
            _find_in_noise(ws, tmp_path, number)

        told = sync(ws, line)

    assert told.photos_sent == 6
    assert carried.up - before <= 1.05 * (_photographed(ws) + _sealed(ws) - sealed)


def _find_in_noise(ws: Workspace, folder: Path, number: int) -> None:
    """A finding with a photo as large as a small one is."""
    path = folder / f"{number}.jpg"
    Image.effect_noise((1200, 900), 90).save(path, quality=80)
    record(ws, a_draft(on=number / 50, photos=(path,)))


def _photographed(ws: Workspace) -> int:
    return sum(file.stat().st_size for file in (ws.folder / "photos").rglob("*.jpg"))


def test_what_was_chosen_for_photos_holds_until_a_sync_says_otherwise(
    ws: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    set_up(ws, URL, photos="none")
    found_something(ws, 1, folder=tmp_path)

    assert (synced(ws, remote).photos_sent, synced(ws, remote).left) == (0, 1)
    assert synced(ws, remote, photos="all").photos_sent == 1


def _sealed(ws: Workspace) -> int:
    sql = "select sum(length(header) + length(body) + length(sig)) from segment"
    return int(ws.db.execute(sql).fetchone()[0])


@pytest.mark.parametrize("many", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_many_laptops_come_to_one_digest_however_the_line_fails(
    ws: Workspace, founded: Founded, tmp_path: Path, many: int
) -> None:
    chance, remote = Random(7), MemoryRemote()
    strikes = [STRIKES[name] for name in sorted(STRIKES)]
    with ExitStack() as open_ones:
        laptops = [ws]
        for number in range(many - 1):
            made = found_from(tmp_path / f"{number}", founded.bundle, clock=lambda: NOW)
            laptops.append(open_ones.enter_context(made))
        for number, laptop in enumerate(laptops):
            photo = tmp_path if number % 5 == 0 else None
            found_something(laptop, number, folder=photo)
            first, most = chance.randrange(1, 9), chance.choice([1, 3, 10_000])
            attempted(laptop, FaultyRemote(remote, chance.choice(strikes), first=first, most=most))
        for _round in range(2):
            for laptop in laptops:
                synced(laptop, remote)
        assert len({knowledge(laptop) for laptop in laptops}) == 1
    assert one_content_each(remote)


def test_laptops_that_share_a_folder_come_to_one_digest(
    ws: Workspace, other: Workspace, tmp_path: Path
) -> None:
    url = (tmp_path / "共享 盘").as_uri()
    found_something(ws, 1, folder=tmp_path)
    found_something(other, 2, folder=tmp_path)
    for laptop in (ws, other, ws):
        sync(laptop, url)
    (tmp_path / "共享 盘" / "v1" / "heads" / ".tmp-abc").write_bytes(b"half")

    assert sync(other, url).requests == 1
    assert knowledge(ws) == knowledge(other)
    assert not list((tmp_path / "共享 盘").rglob("*.part"))
