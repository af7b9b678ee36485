"""A stick is known by what lies on it; what cannot be read is nobody's."""

from pathlib import Path

from inspector.app.handover import export
from inspector.app.sticks import ELSEWHERE, look_at, plugged_in
from inspector.exchange.sign import is_bundle
from tests.builders import a_workspace


def test_a_stick_tells_bundles_and_photos_of_a_camera(tmp_path: Path) -> None:
    stick = tmp_path / "KINGSTON"
    (stick / "DCIM" / "100EOS").mkdir(parents=True)
    (stick / "九月").mkdir()
    for name in ("IMG_1.JPG", "IMG_2.heic", "IMG_2.THM"):
        (stick / "DCIM" / "100EOS" / name).write_bytes(b"x")
    with a_workspace(tmp_path / "ws") as ws:
        export(ws, stick / "0901.db")
        export(ws, stick / "九月" / "0902.db")

    found = look_at(stick)

    assert [one.name for one in found.bundles] == ["0901.db", "0902.db"]
    assert found.photos == 2


def test_other_databases_are_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "thumbs.db").write_bytes(b"SQLite format 3\x00" + bytes(84))
    (tmp_path / "short.db").write_bytes(b"SQL")
    with a_workspace(tmp_path / "ws") as ws:
        working = ws.folder / "inspector.db"

        assert look_at(tmp_path).bundles == ()
        assert not is_bundle(working)  # a database in use is not handed over like that
        assert not is_bundle(tmp_path / "gone.db")


def test_sticks_are_looked_for_where_the_surroundings_say(tmp_path: Path) -> None:
    (tmp_path / "KINGSTON").mkdir()
    (tmp_path / "readme.txt").touch()

    assert plugged_in({ELSEWHERE: str(tmp_path)}) == (tmp_path / "KINGSTON",)
    assert plugged_in({ELSEWHERE: str(tmp_path / "gone")}) == ()
