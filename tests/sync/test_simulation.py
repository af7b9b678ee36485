"""What is counted without moving a byte is what a real sync asks."""

from pathlib import Path

from inspector.app.workspace import Workspace
from tests.sync.faulty import MemoryRemote
from tests.sync.laptops import found_something, synced
from tools import simulate
from tools.simulate import Cost, a_year, an_office


def test_the_simulated_year_asks_what_real_laptops_ask(
    ws: Workspace, other: Workspace, remote: MemoryRemote, tmp_path: Path
) -> None:
    for number, laptop in enumerate((ws, other, ws, other)):  # they make each other known
        found_something(laptop, 90 + number, folder=tmp_path)
        synced(laptop, remote)
    synced(ws, remote)
    office = an_office(2)
    for number in (0, 1, 0, 1):
        simulate.sync(office, office.laptops[number], 1, Cost())
    simulate.sync(office, office.laptops[0], 0, Cost())

    for number, laptop in enumerate((ws, other, ws, other)):
        photos = [found_something(laptop, 10 * number + one, folder=tmp_path) for one in range(4)]
        cost = Cost()
        simulate.sync(office, office.laptops[number % 2], len(photos) // simulate.PHOTOS, cost)
        told = synced(laptop, remote)

        assert cost.requests("all") == told.requests
        assert (cost.lists, cost.names) == (told.lists, len(remote.list("v1/heads")))
        assert office.names()


def test_a_laptops_day_costs_the_same_at_the_months_end_as_at_its_start() -> None:
    days = []
    for _office, costs in a_year(200, 22, 4):
        days.append(sum(one.requests("all") for one in costs) / len(costs))

    usual = sum(days[1:]) / len(days[1:])
    assert all(abs(one - usual) < 0.05 * usual for one in days[1:])
    assert abs(sum(days[-5:]) / 5 - sum(days[1:6]) / 5) < 0.01 * usual
