"""Photos that arrive wait until somebody takes them; the folder is the one the person named."""

from pathlib import Path

from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.inbox_watch import InboxWatch
from ui.preferences import INBOX, Forgetful


def test_what_came_waits_until_it_is_taken(office: FakeOffice, at_once: AtOnce) -> None:
    watch = InboxWatch(office, at_once, Forgetful())
    told: list[int] = []
    watch.came.connect(lambda: told.append(watch.waiting()))
    office.arrived = (Path("a.jpg"), Path("b.jpg"))
    watch.look()
    office.arrived = (Path("c.jpg"),)
    watch.look()
    watch.look()
    assert told == [2, 3]
    assert watch.take() == [Path("a.jpg"), Path("b.jpg"), Path("c.jpg")]
    assert watch.waiting() == 0


def test_the_named_folder_is_watched_from_the_next_look_on(
    office: FakeOffice, at_once: AtOnce, tmp_path: Path
) -> None:
    preferences = Forgetful()
    watch = InboxWatch(office, at_once, preferences)
    watch.look()
    preferences.keep(INBOX, str(tmp_path))
    watch.look()
    assert office.inboxes_asked == [None, tmp_path]


def test_one_look_at_a_time(office: FakeOffice) -> None:
    later = Later()
    watch = InboxWatch(office, later, Forgetful())
    watch.look()
    watch.look()
    assert len(later.waiting) == 1
