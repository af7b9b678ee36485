"""What each command promises to people's scripts: exit code and keys of its one JSON document."""

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.cli.main import COMMANDS
from tests.builders import OTHER_POINT, POINT, STANDARD, a_photo
from tests.cli.inspector import Inspector
from tests.founded import Founded


def keys(words: str) -> set[str]:
    return set(words.split())


RECORDED = keys("finding label issue issue_label verdict unit copy_to deduction deadline")
VERDICT = keys("kind occurrence rebound level rule earlier")
ISSUE_LINE = keys(
    "issue label point spot standard found_at state late occurrence rebound level unit deadline "
    "deduction notice photos"
)
NOTICE = keys("notice number unit copy_to issues files pages bytes sha256 blocked advice")
NOTICE_LINE = keys("notice number kind unit issued_on delivered_at state issues sha256")
PHOTO = keys(
    "file sha256 status reason bytes format width height orientation taken_at time_source lat lon "
    "altitude make model point distance_m confidence flags"
)
MERGED = keys(
    "batch files new merged known conflicts quarantined waiting candidates missing_photos skew "
    "issued_changed"
)
IMPORTED = keys("added changed unchanged rejected")


@pytest.fixture
def recorded(inspector: Inspector, folder: Path) -> dict[str, Any]:
    """One issue with a photo."""
    told: dict[str, Any] = inspector(
        *("record", folder, "--point", POINT, "--standard", STANDARD),
        *("--photo", a_photo(), "--json"),
    ).told
    return told


def test_init_says_what_was_founded(inspector: Inspector, tmp_path: Path) -> None:
    told = inspector("init", tmp_path / "new", "--demo", "--device", "A", "--json")

    assert told.code == 0
    assert told.told.keys() >= keys("workspace device stream code seat points standards units")
    assert (told.told["seat"], told.told["device"]) == (True, "A")


def test_init_from_a_bundle_holds_no_seat(
    inspector: Inspector, founded: Founded, tmp_path: Path
) -> None:
    told = inspector("init", tmp_path / "new", "--from", founded.bundle, "--json").told

    assert (told["seat"], told["points"]) == (False, 72)


def test_office_shows_and_sets_its_fields(inspector: Inspector, folder: Path) -> None:
    told = inspector("office", folder, "phone=010-1", "--json").told

    assert told["phone"] == "010-1"
    wanted = keys("name short_name prefix series contact phone address month_cutoff_day")
    assert inspector("office", folder, "--json").told.keys() >= wanted


def test_import_counts_and_names_rejected_rows(
    inspector: Inspector, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    file.write_text("编号,名称\nU-1,甲局\n,乙局\n", "utf-8")

    told = inspector("import", "units", folder, file, "--json").told

    assert told.keys() >= IMPORTED
    assert told["added"] == 1
    (rejected,) = told["rejected"]
    assert rejected.keys() >= keys("file row column reason")


def test_import_history_tells_its_verdicts(
    inspector: Inspector, folder: Path, tmp_path: Path
) -> None:
    event = {"do": "find", "ref": "r1", "at": "2026-08-03", "point": POINT, "standard": STANDARD}
    file = tmp_path / "history.json"
    file.write_text(json.dumps({"events": [event]}), "utf-8")

    told = inspector("import", "history", folder, file, "--json").told

    (verdict,), (issue,) = told["verdicts"], told["issues"]
    assert verdict.keys() >= keys("ref kind occurrence rebound level issue candidate_of")
    assert issue.keys() >= keys("issue refs state late deadline deduction")


def test_mark_tells_the_marks_of_a_photo(
    inspector: Inspector, folder: Path, recorded: dict[str, Any]
) -> None:
    assert recorded["label"]
    options = ("--arrow", "0.1,0.1,0.5,0.5", "--redact", "0.1,0.2,0.3,0.4", "--text", "0,0,甲,乙")

    told = inspector("mark", folder, a_photo(), *options, "--json").told

    assert told.keys() == keys("photo marks added removed")
    assert [one.keys() for one in told["marks"]] == [keys("mark kind shape text person at")] * 3
    by_kind = {one["kind"]: one for one in told["marks"]}
    assert by_kind["redact"]["shape"] == [0.1, 0.2, 0.3, 0.4]
    assert by_kind["text"]["text"] == "甲,乙"
    assert len(told["added"]) == 3

    gone = inspector("mark", folder, told["photo"], "--remove", told["added"][0], "--json").told
    assert gone["removed"] == told["added"][:1]
    listed = inspector("mark", folder, told["photo"], "--list", "--json").told
    assert [one["mark"] for one in listed["marks"]] == [one["mark"] for one in gone["marks"]]


@pytest.mark.parametrize(
    "options",
    [("--box", "1,2"), ("--box", "a,b,c,d"), ("--redact", "0,0,nan,1"), ("--text", "0,0"),
     ("--remove", "none"), ("--list", "--box", "0,0,1,1")],
)  # fmt: skip
def test_a_senseless_mark_is_refused(
    inspector: Inspector, folder: Path, recorded: dict[str, Any], options: tuple[str, ...]
) -> None:
    assert recorded["label"]
    told = inspector("mark", folder, a_photo(), *options, "--json")

    assert (told.code, told.out) == (2, "")
    assert told.error.keys() == keys("code message hint")


def test_take_in_tells_of_every_file(inspector: Inspector, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "words.jpg").write_text("text", "utf-8")

    answer = inspector("take-in", folder, a_photo(), tmp_path / "words.jpg", "--json")

    assert answer.code == 0
    assert answer.told.keys() >= keys("photos clusters corrections totals")
    statuses = {Path(one["file"]).name: one["status"] for one in answer.told["photos"]}
    assert statuses == {a_photo().name: "new", "words.jpg": "rejected"}
    assert all(one.keys() >= PHOTO for one in answer.told["photos"])


def test_record_tells_the_verdict(recorded: dict[str, Any]) -> None:
    assert recorded.keys() >= RECORDED
    assert recorded["verdict"].keys() >= VERDICT
    assert recorded["deduction"] == "0.50"  # amounts are decimal strings


def test_record_names_earlier_issues(
    inspector: Inspector, folder: Path, recorded: dict[str, Any]
) -> None:
    inspector("verify-fix", folder, recorded["label"], "--pass")

    told = inspector("record", folder, "--point", POINT, "--standard", STANDARD, "--json").told[
        "verdict"
    ]

    assert (told["kind"], told["occurrence"], told["rebound"]) == ("repeat", 2, True)
    assert told["earlier"][0].keys() >= keys("issue label found_at closed_at days distance_m")


def test_inspect_counts_checks(inspector: Inspector, folder: Path) -> None:
    told = inspector(
        *("inspect", folder, "--point", POINT, "--pass", f"{STANDARD},P3.02.01"),
        *("--fail", "P2.03.02", "--value", f"{STANDARD}=3", "--openness", "covert", "--json"),
    ).told

    assert told.keys() >= keys("inspection checks failed compliant")
    assert (told["checks"], told["failed"], told["compliant"]) == (3, 1, False)


def test_issues_come_newest_first_a_page_at_a_time(inspector: Inspector, folder: Path) -> None:
    for point in (POINT, OTHER_POINT, "001-AR-01"):
        inspector("record", folder, "--point", point, "--standard", STANDARD)

    page = inspector("issues", folder, "--limit", "2", "--json").told
    rest = inspector("issues", folder, "--after", page["next"], "--json").told

    assert page.keys() >= keys("issues next total")
    assert [one["point"] for one in page["issues"]] == ["001-AR-01", OTHER_POINT]
    assert [one["point"] for one in rest["issues"]] == [POINT]
    assert (page["total"], rest["next"]) == (3, None)
    assert all(one.keys() >= ISSUE_LINE for one in page["issues"])


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--text", "垃圾"), 1),
        (("--text", "绝无此字"), 0),
        (("--point", POINT), 1),
        (("--point", OTHER_POINT), 0),
        (("--standard", f"{STANDARD},P3.02.01"), 1),
        (("--town", "990102003"), 1),
        (("--unit", "OP-003-OR-04"), 1),
        (("--state", "open", "--state", "closed"), 1),
        (("--state", "closed"), 0),
        (("--verdict", "new"), 1),
        (("--repeat",), 0),
        (("--late",), 0),
        (("--from", "2001-01-01", "--to", "2001-12-31"), 0),
        (("--month", "2001-01"), 0),
    ],
)
def test_issues_are_filtered(
    inspector: Inspector,
    folder: Path,
    recorded: dict[str, Any],
    options: tuple[str, ...],
    count: int,
) -> None:
    assert recorded
    assert inspector("issues", folder, *options, "--json").told["total"] == count


def test_show_tells_everything_of_one_issue(
    inspector: Inspector, folder: Path, recorded: dict[str, Any]
) -> None:
    told = inspector("show", folder, recorded["label"], "--json").told

    assert told.keys() >= keys("issue findings photos verdict documents deeds changes")
    assert told["issue"] == recorded["issue"]
    assert told["changes"][0].keys() >= keys("field value person device at reason")


@pytest.mark.parametrize(
    "deed",
    [
        ("edit", "note=南侧", "--reason", "补记"),
        ("void", "--reason", "误登"),
        ("rule", "--same-as", "none"),
    ],
)
def test_amending_tells_what_changed(
    inspector: Inspector, folder: Path, recorded: dict[str, Any], deed: tuple[str, ...]
) -> None:
    told = inspector(deed[0], folder, recorded["label"], *deed[1:], "--json").told

    assert told.keys() >= keys("finding issue changed")
    assert told["finding"] == recorded["finding"]


def test_notice_issues_and_a_second_run_gives_none(
    inspector: Inspector, folder: Path, tmp_path: Path, recorded: dict[str, Any]
) -> None:
    assert recorded
    answer = inspector("notice", folder, "--out", tmp_path / "out", "--json")

    (notice,) = answer.told["notices"]
    assert answer.code == 0
    assert notice.keys() >= NOTICE
    assert Path(notice["files"][0]).stat().st_size == notice["bytes"]
    assert inspector("notice", folder, "--out", tmp_path / "out", "--json").told == {"notices": []}


def test_a_notice_comes_as_word_too_and_in_the_form_asked_for(
    inspector: Inspector, folder: Path, tmp_path: Path, recorded: dict[str, Any]
) -> None:
    assert recorded
    answer = inspector(
        *("notice", folder, "--out", tmp_path, "--form", "letter", "--format", "both", "--json")
    )

    (notice,) = answer.told["notices"]
    assert [Path(one).suffix for one in notice["files"]] == [".pdf", ".docx"]


def test_a_letter_is_a_line_of_the_register(
    inspector: Inspector, folder: Path, tmp_path: Path, recorded: dict[str, Any]
) -> None:
    asked = ("notice", folder, "--kind", "reminder", "--out", tmp_path, "--json")
    (letter,) = inspector(*asked, "--issues", recorded["label"]).told["notices"]

    assert letter.keys() >= NOTICE
    (line,) = inspector("notices", folder, "--json").told["notices"]
    assert line.keys() >= NOTICE_LINE | {"doubles"}
    assert (line["notice"], line["kind"]) == (letter["notice"], "reminder")
    assert inspector("show", folder, recorded["label"], "--json").told["notice"] is None
    assert inspector(*asked).code == 2  # about which issue?


def test_the_deck_counts_its_slides(inspector: Inspector, folder: Path, tmp_path: Path) -> None:
    answer = inspector(
        *("deck", folder, "--month", "2026-08", "--out", tmp_path / "a.pptx", "--json")
    )

    assert answer.told.keys() >= keys("file slides bytes advice")
    assert (tmp_path / "a.pptx").stat().st_size == answer.told["bytes"]
    assert inspector("deck", folder, "--month", "2026-08", "--out", tmp_path / "a.pdf").code == 2


def test_a_blocked_notice_ends_in_four(inspector: Inspector, folder: Path, tmp_path: Path) -> None:
    inspector("record", folder, "--point", POINT, "--standard", STANDARD)  # no photo

    answer = inspector("notice", folder, "--out", tmp_path, "--json")

    assert answer.code == 4
    assert answer.told["notices"][0]["blocked"][0].keys() >= keys("code words")
    assert inspector("notice", folder, "--out", tmp_path, "--yes").code == 0


def test_the_register_delivers_withdraws_and_reprints(
    inspector: Inspector, folder: Path, tmp_path: Path, recorded: dict[str, Any]
) -> None:
    assert recorded
    made = inspector("notice", folder, "--out", tmp_path / "out", "--undelivered", "--json").told
    number = made["notices"][0]["number"]

    (line,) = inspector("notices", folder, "--json").told["notices"]
    assert line.keys() >= NOTICE_LINE
    assert (line["number"], line["state"]) == (number, "issued")
    (line,) = inspector("notices", folder, "--deliver", number, "--json").told["notices"]
    assert line["state"] == "delivered"
    told = inspector("notices", folder, "--reprint", number, "--out", tmp_path / "b", "--json").told
    assert Path(told["files"][0]).read_bytes() == Path(made["notices"][0]["files"][0]).read_bytes()
    bound = inspector(
        *("notices", folder, "--reprint", number, "--one-file", "--out", tmp_path / "c", "--json")
    ).told
    assert [Path(one).parent.name for one in bound["files"]] == ["c"]
    (line,) = inspector("notices", folder, "--void", number, "--reason", "写错", "--json").told[
        "notices"
    ]
    assert line["state"] == "void"


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        (("reply", "--measures", "已清理"), "replied"),
        (("verify-fix", "--pass"), "closed"),
        (("verify-fix", "--fail", "--reason", "仍有"), "returned"),
        (("extend", "--until", "2030-01-01", "--reason", "雨"), "open"),
        (("defer", "--until", "2030-01-01", "--reason", "改造"), "deferred"),
        (("park", "--reason", "拆迁"), "parked"),
    ],
)
def test_a_deed_tells_where_the_issue_stands(
    inspector: Inspector,
    folder: Path,
    recorded: dict[str, Any],
    deed: tuple[str, ...],
    state: str,
) -> None:
    answer = inspector(deed[0], folder, recorded["label"], *deed[1:], "--json")

    assert answer.code == 0
    assert answer.told.keys() >= keys("issue state flags")
    assert answer.told["state"] == state


def test_export_and_merge_report(
    inspector: Inspector, folder: Path, tmp_path: Path, recorded: dict[str, Any], founded: Founded
) -> None:
    assert recorded
    inspector("init", tmp_path / "two", "--from", founded.bundle)

    out = inspector("export", folder, tmp_path / "one.db", "--json").told
    merged = inspector("merge", tmp_path / "two", tmp_path / "one.db", "--json")

    assert out.keys() >= keys("files segments changes photos bytes vector sha256")
    assert (out["photos"], out["bytes"]) == (1, (tmp_path / "one.db").stat().st_size)
    assert merged.code == 0
    assert merged.told.keys() >= MERGED
    assert merged.told["files"][0].keys() >= keys("file status reason device")


def test_merging_what_is_refused_ends_in_four(
    inspector: Inspector, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.db").write_text("kein Paket", "utf-8")

    answer = inspector("merge", folder, tmp_path / "letter.db", "--json")

    assert answer.code == 4
    assert answer.told["files"][0]["status"] == "refused"


def test_digest_is_three_fingerprints_and_a_vector(inspector: Inspector, folder: Path) -> None:
    told = inspector("digest", folder, "--json").told

    assert told.keys() >= keys("state conflicts derived vector")
    assert all(len(told[name]) == 64 for name in ("state", "conflicts", "derived"))


def test_refold_finds_the_same(inspector: Inspector, folder: Path) -> None:
    told = inspector("refold", folder, "--json").told

    assert told.keys() >= keys("changes same")
    assert told["same"] is True


def test_health_and_selftest_answer(inspector: Inspector, folder: Path) -> None:
    assert inspector("health", folder, "--json").told.keys() >= keys("findings issues advice")
    answer = inspector("selftest", "--json")
    assert (answer.code, len(answer.told["steps"])) == (0, 5)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(inspector: Inspector, command: str) -> None:
    assert inspector(command, "--help").code == 0


def test_sync_carries_one_laptops_work_to_another(
    inspector: Inspector, folder: Path, tmp_path: Path
) -> None:
    inspector("export", folder, tmp_path / "all.db")
    inspector("init", tmp_path / "two", "--from", tmp_path / "all.db", "--device", "B")
    inspector("record", folder, "--point", POINT, "--standard", STANDARD)
    remote = f"file://{tmp_path / 'share'}"

    sent = inspector("sync", folder, "--remote", remote, "--json")
    got = inspector("sync", tmp_path / "two", "--remote", remote, "--json")

    assert (sent.code, got.code) == (0, 0)
    assert sent.told.keys() >= keys(
        "sent received acknowledged left failed conflicts requests bytes_up bytes_down"
    )
    assert got.told["received"] > 0
    first, second = (inspector("digest", one, "--json").told for one in (folder, tmp_path / "two"))
    assert first["derived"] == second["derived"]
    health = inspector("health", folder, "--json").told["sync"]
    assert (health["failure"], health["left"]) == ("", 0)


def test_a_remote_that_is_away_ends_the_sync_in_three_and_stays_in_health(
    inspector: Inspector, folder: Path, tmp_path: Path
) -> None:
    remote = f"file://{tmp_path / 'stick'}"
    inspector("sync", folder, "--remote", remote)
    (tmp_path / "stick").rename(tmp_path / "pulled")

    answer = inspector("sync", folder, "--json")

    assert (answer.code, answer.out, answer.error["code"]) == (3, "", "remote_away")
    assert answer.error["hint"]
    health = inspector("health", folder, "--json").told
    assert health["sync"]["failure"] == answer.error["message"]
    assert any(answer.error["message"] in one for one in health["advice"])


def test_a_sync_without_a_remote_asks_for_one(inspector: Inspector, folder: Path) -> None:
    answer = inspector("sync", folder, "--json")

    assert (answer.code, answer.error["code"]) == (2, "no_remote")


def test_a_password_in_the_address_is_refused(inspector: Inspector, folder: Path) -> None:
    answer = inspector("sync", folder, "--remote", "webdavs://u:geheim@host/x", "--json")

    assert (answer.code, answer.error["code"]) == (2, "secret_in_address")
    assert "geheim" not in answer.err


def test_lines_for_people_are_chinese_or_english(inspector: Inspector, folder: Path) -> None:
    chinese = inspector("health", folder).out
    english = inspector("health", folder, "--lang", "en").out

    assert "照片" in chinese
    assert english.isascii()


def test_help_is_english_where_english_was_asked_for(
    inspector: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "登记一条问题" in inspector("record", "--help").out
    assert inspector("record", "--help", "--lang", "en").out.isascii()
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    assert inspector("--help").out.isascii()
    assert inspector("record", "--help", "--lang=zh").out != inspector("record", "--help").out
    assert inspector("record").err.isascii()
