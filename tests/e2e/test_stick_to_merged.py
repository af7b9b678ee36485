"""A stick from a laptop: recognised, rehearsed, one conflict ruled, merged, handed back."""

import shutil
from pathlib import Path

import pytest

from inspector.app.sticks import ELSEWHERE
from inspector.exchange.sign import is_bundle
from tests.e2e.conftest import PICTURES
from tests.e2e.person import at_the_window, inspector
from tests.e2e.stage import Stage

pytestmark = pytest.mark.slow

HERE, THERE = "北侧井盖缺失一处", "北侧井盖缺失两处"


def a_laptop_comes_back(stage: Stage, district: Path, folder: Path) -> tuple[Path, str]:
    """A stick of a laptop that recorded a problem, and corrected one that the office did too."""
    home = stage.surroundings
    hand_out, laptop, stick = folder / "hand-out.db", folder / "laptop", folder / "KINGSTON"
    stick.mkdir()
    inspector(home, "export", str(district), str(hand_out))
    told = ("--from", str(hand_out), "--device", "LAPTOP-09", "--person", "u04")
    inspector(home, "init", str(laptop), *told)
    issue = inspector(home, "issues", str(district), "--limit", "1")["issues"][0]
    why = ("--reason", "现场核对")
    inspector(home, "edit", str(district), issue["label"], f"note={HERE}", *why)
    inspector(home, "edit", str(laptop), issue["label"], f"note={THERE}", *why)
    inspector(home, "export", str(laptop), str(stick / "0912.db"), "--since", str(hand_out))
    return stick, str(issue["label"])


def test_a_stick_is_merged_with_its_conflict_ruled_in_five_inputs(
    stage: Stage, district: Path, ports: Path, tmp_path: Path
) -> None:
    for old in inspector(stage.surroundings, "conflicts", str(district))["conflicts"]:
        latest = old["leaves"][0]["leaf"]
        inspector(stage.surroundings, "conflicts", str(district), "--take", f"{old['id']}={latest}")
    stick, label = a_laptop_comes_back(stage, district, tmp_path)
    with at_the_window(stage, district, PICTURES / "stick", {ELSEWHERE: str(ports)}) as person:
        shutil.move(stick, ports / "KINGSTON")
        person.reads("KINGSTON 上认出 1 个数据包")
        person.picture("stick-is-in")

        person.inputs = 0
        person.press("ctrl+8")
        person.reads("汇入 1 个")
        person.reads(THERE)
        person.picture("rehearsed")
        person.press("2")
        person.picture("chosen")
        person.press("Return")
        person.picture("ruled")
        person.press("ctrl+Return")
        person.reads("已汇入 1 个数据包")
        person.reads("汇入结果")
        person.picture("merged")
        person.press("ctrl+h")
        assert person.inputs == 5  # the dialog that follows is the system's

        person.reads("文件名称")
        person.picture("hand-back")
        out = tmp_path / "back.db"
        person.press("ctrl+a")
        person.write(str(out))
        person.press("Return")
        person.reads("已导出 back.db")
        person.picture("handed-back")
    assert inspector(stage.surroundings, "conflicts", str(district))["conflicts"] == []
    told = inspector(stage.surroundings, "show", str(district), label)
    assert HERE in str(told) or THERE in str(told)
    assert is_bundle(out)
