"""Who writes a name where a code belongs is told the code."""

import pytest

from inspector.app import check
from inspector.app.name_hint import code_hint
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError

TOWNS = [("03", "新桥镇"), ("01", "新桥湾街道"), ("02", "桐荫街道"), ("04", "新桥")]


def test_the_code_of_the_very_name_comes_first() -> None:
    assert code_hint("新桥", TOWNS, "") == "要写编号：新桥 04、新桥湾街道 01、新桥镇 03"


def test_what_nothing_is_called_gets_the_usual_hint() -> None:
    assert code_hint("河口", TOWNS, "检查编号") == "检查编号"
    assert code_hint("", TOWNS, "检查编号") == "检查编号"


def test_a_town_asked_for_by_name_is_refused_with_its_code(ws: Workspace) -> None:
    (town, *_others) = ws.register.areas["town"]
    with pytest.raises(InputError) as refused:
        check.known_town(ws, town.name)
    assert town.code in refused.value.hint
