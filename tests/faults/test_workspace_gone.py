"""The workspace is moved or replaced under the open window: told as that, nothing mixed up."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest

from inspector.app.found import found
from inspector.app.workspace import open_workspace
from inspector.domain.errors import InputError, InspectorError, MachineError
from tests.ui.drawn import draw_scene
from ui.capture_told import Draft
from ui.far_office import FarOffice
from ui.issue_told import Wanted
from ui.office import Office
from ui.workspace_office import WorkspaceOffice

NOBODY = 65534
QUESTIONS: dict[str, Callable[[Office, Path, Draft], object]] = {
    "the day's work": lambda office, _other, _draft: office.today(),
    "the ledger": lambda office, _other, _draft: office.find_issues(Wanted(), None, 10),
    "a draft": lambda office, _other, _draft: office.save_draft("井盖"),
    "a finding": lambda office, _other, draft: office.record(draft),
    "photos": lambda office, other, _draft: office.sort_photos([other / "b.jpg"]),
    "units with something to tell": lambda office, _other, _draft: office.ready_units(),
    "a paper": lambda office, other, _draft: office.write_paper("brief", "", other / "b.pdf"),
    "a bundle": lambda office, other, _draft: office.hand_back(other / "out.db"),
}


def a_draft(office: Office, photo: Path) -> Draft:
    taken = office.sort_photos([photo])[0].photos[0]
    point = office.points()[0]
    return Draft(
        point=point.code,
        spot="",
        standard=office.standards(point.code)[0].code,
        photos=(taken.path,),
        found_at=datetime.now(office.standing().zone),
        note="现场描述",
    )


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who may read and not write; root alone needs to be made so."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


def told_of(office: Office, other: Path, draft: Draft) -> dict[str, InspectorError | None]:
    """What each question is told of, by the thread that has asked before and by a new one."""
    told: dict[str, InspectorError | None] = {}

    def ask(who: str) -> None:
        for name, question in QUESTIONS.items():
            told[f"{name}, {who}"] = None
            try:
                question(office, other, draft)
            except InspectorError as error:
                told[f"{name}, {who}"] = error

    ask("of a known thread")
    newcomer = threading.Thread(target=ask, args=("of a new thread",))
    newcomer.start()
    newcomer.join()
    return told


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder elsewhere, with two photos."""
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        draw_scene(tmp_path / "elsewhere" / name, seed=seed, size=320)
    return tmp_path / "elsewhere"


def test_a_workspace_that_is_away_is_told_as_that_and_goes_on_when_it_is_back(
    far: FarOffice, workspace: Path, other: Path
) -> None:
    office = far.office()
    draft = a_draft(office, other / "a.jpg")
    first = office.record(draft).label
    workspace.rename(workspace.with_name("借走"))
    told = told_of(office, other, draft)
    assert {name: getattr(one, "code", None) for name, one in told.items()} == dict.fromkeys(
        told, "workspace_gone"
    )
    assert all(isinstance(one, MachineError) and one.hint for one in told.values())
    assert not workspace.exists()  # nothing begins anew in its place
    assert sorted(one.name for one in other.iterdir()) == ["a.jpg", "b.jpg"]
    workspace.with_name("借走").rename(workspace)
    office.record(draft)
    assert office.show_issue(first).line.label == first


def test_another_database_put_in_place_of_ours_is_written_by_no_thread(
    far: FarOffice, workspace: Path, other: Path, tmp_path: Path
) -> None:
    office = far.office()
    draft = a_draft(office, other / "a.jpg")
    office.record(draft)
    with found(tmp_path / "别处", person="检查员2号"):
        pass
    shutil.copyfile(tmp_path / "别处" / "inspector.db", workspace / "new.db")
    for name in ("inspector.db-wal", "inspector.db-shm"):
        with suppress(FileNotFoundError):
            os.unlink(workspace / name)
    (workspace / "new.db").replace(workspace / "inspector.db")
    told = told_of(office, other, draft)
    assert {name: getattr(one, "code", None) for name, one in told.items()} == dict.fromkeys(
        told, "replaced"
    )
    assert all(isinstance(one, InputError) and one.hint for one in told.values())
    with open_workspace(workspace) as ws:
        assert ws.db.execute("select count(*) from finding").fetchone()[0] == 0


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="Windows knows no other rights of a process")
def test_a_workspace_that_was_shut_is_read_on_and_told_as_shut(
    workspace: Path, other: Path
) -> None:
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    shutil.copytree(workspace, place / "ws")
    office = WorkspaceOffice(place / "ws")
    draft = a_draft(office, other / "a.jpg")
    label = office.record(draft).label
    paths = [place / "ws", *(place / "ws").rglob("*")]
    try:
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        with without_rights():
            told = []
            for deed in (lambda: office.record(draft), lambda: office.save_draft("井盖")):
                with pytest.raises(MachineError) as refused:
                    deed()
                told.append(refused.value)
            assert {one.code for one in told} == {"read_only"}
            assert all(one.hint for one in told)
            assert office.show_issue(label).line.label == label
    finally:
        for path in paths:
            path.chmod(0o755)
        office.record(draft)
        office.close()
        shutil.rmtree(place)
