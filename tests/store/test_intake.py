"""What one file may cost: its segments inflate to no more than honest ones would, all together."""

from pathlib import Path

from tests.property.devices import Device, Hub


def test_many_small_bombs_in_one_file_are_one_large_one(tmp_path: Path) -> None:
    """Each inflates to 5 MiB of one letter; 16 MiB and a little are let in of one file."""
    device = Device(1)
    for number in range(4):
        device.write([("finding", f"f{number}", {"note": "x" * (5 << 20)})], number)
    at_once, apart = Hub(tmp_path), Hub(tmp_path)

    barred = at_once.take([device], device.segments)

    name = f"{device.uid[:8]} 4-4"
    assert barred == [(name, "segment body is too large or cut short")]
    assert [apart.take([device], [one]) for one in device.segments] == [[]] * 4
