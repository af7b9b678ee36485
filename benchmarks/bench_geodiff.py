"""Budget: no edit of geodiff's own base/A/B test files is lost by our fold, and where geodiff
loses none and finds no conflict, we show the same rows.

The files lie in pygeodiff's source distribution (MIT) and are no part of this repository: pip
brings them into build/ when they are not there. Both run in one go over copies.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pygeodiff

from benchmarks.triples import (
    Merged,
    an_empty_hub,
    edits_between,
    merge_geodiff,
    merge_ours,
    read_rows,
)

BUILD = Path(__file__).parents[1] / "build"

# As geodiff's test_concurrent_commits.cpp pairs them: folder, base, A, B.
_TRIPLES = (
    ("2_inserts", "base.gpkg", "inserted_1_A.gpkg", "inserted_1_B.gpkg"),
    ("2_updates", "base.gpkg", "updated_A.gpkg", "updated_B.gpkg"),
    ("2_updates_2", "base.gpkg", "updated_A.gpkg", "updated_B.gpkg"),
    ("2_deletes", "base.gpkg", "deleted_A.gpkg", "deleted_B.gpkg"),
    ("delete_update", "base.gpkg", "deleted_A.gpkg", "updated_B.gpkg"),
    ("update_delete", "base.gpkg", "updated_A.gpkg", "deleted_B.gpkg"),
    ("insert_multiple", "base.gpkg", "a_4_5.gpkg", "b_4_5_6.gpkg"),
    ("insert_multiple", "base.gpkg", "a_4_5.gpkg", "c_4_5_6_7_8.gpkg"),
    ("updates_to_different_tables", "base.gpkg", "add_1.gpkg", "add_1_outside_extent.gpkg"),
    ("updates_to_different_tables", "base3.gpkg", "add_point.gpkg", "add_line.gpkg"),
    ("updates_to_different_tables", "base3.gpkg", "add_point.gpkg", "modify_line.gpkg"),
    ("updates_to_different_tables", "base3.gpkg", "add_point.gpkg", "remove_line.gpkg"),
    ("fk_2_updates", "base_fk.gpkg", "modified_fk_A.gpkg", "modified_fk_B.gpkg"),
    ("fk_2_updates", "base_fk.gpkg", "modified_fk_A.gpkg", "modified_fk_only_new_tree.gpkg"),
    ("fk_2_updates", "base_fk.gpkg", "modified_fk_only_new_tree.gpkg", "modified_fk_A.gpkg"),
    (
        "sqlite_pks",
        "sqlite_pks/multi_primary_key.sqlite",
        "multi_primary_key_A.sqlite",
        "multi_primary_key_B.sqlite",
    ),
    ("sqlite_pks", "sqlite_pks/text_pk.sqlite", "text_pk_A.sqlite", "text_pk_B.sqlite"),
    (
        "gpkg_custom_triggers",
        "gpkg_custom_triggers/db-base.gpkg",
        "db-modified_A.gpkg",
        "db-modified_B.gpkg",
    ),
)
_CHANGESETS = ("case1", "case2", "case3", "case4")  # rebase_conflict: A and B as changesets


@dataclass(frozen=True)
class Triple:
    """One base and what two devices made of it."""

    name: str
    base: Path
    a: Path
    b: Path


def test_data() -> Path | None:
    """The folder of geodiff's test files, fetched once; None when it cannot be had."""
    wanted = version("pygeodiff")
    root = BUILD / f"pygeodiff-{wanted}"
    if not root.is_dir():
        BUILD.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", "pygeodiff", "--dest", str(BUILD), f"pygeodiff=={wanted}"]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
        with tarfile.open(BUILD / f"pygeodiff-{wanted}.tar.gz") as archive:
            archive.extractall(BUILD, filter="data")
    return next(root.rglob("testdata"), None)


def triples(data: Path, folder: Path) -> list[Triple]:
    """Every triple of the test data; those kept as changesets are applied to copies first."""
    found = [
        Triple(name=f"{where}: {a}, {b}", base=data / base, a=data / where / a, b=data / where / b)
        for where, base, a, b in _TRIPLES
    ]
    geodiff = pygeodiff.GeoDiff()
    for case in _CHANGESETS:
        sides = []
        for side in "ab":
            sides.append(folder / f"{case}{side}.gpkg")
            sides[-1].write_bytes((data / "base.gpkg").read_bytes())
            changes = data / "rebase_conflict" / f"{case}{side}.diff"
            geodiff.apply_changeset(str(sides[-1]), str(changes))
        # case?a.diff is rebased onto case?b.diff, so b stands for the device merged first
        found.append(
            Triple(name=f"rebase_conflict: {case}", base=data / "base.gpkg", a=sides[1], b=sides[0])
        )
    return found


def verdict(ours: Merged, theirs: Merged, refused: str) -> str:
    """Why the rows to be seen are the same or not."""
    if refused:
        return f"geodiff refuses: {refused.rpartition(': ')[2]}"
    if ours.rows == theirs.rows:
        return "same rows"
    if theirs.lost:
        return "differs: geodiff lost what we keep"
    if ours.conflicts:
        return "differs: contradiction, we list it and keep both"
    return "DIFFERS"


def main() -> None:
    data = test_data()
    if data is None:
        print("pygeodiff's source distribution could not be fetched: its cases were not compared")
        return
    faults = []
    print(f"\n{'case of geodiff ' + version('pygeodiff'):<68}{'edits':>6}{'lost':>10}{'told':>11}")
    print(f"{'':<74}{'g':>5}{'ours':>5}{'g':>6}{'ours':>5}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["INSPECTOR_HOME"] = str(folder / "home")
        hub = an_empty_hub(folder / "hub")
        for number, one in enumerate(triples(data, folder)):
            base, a, b = map(read_rows, (one.base, one.a, one.b))
            edits = edits_between(base, a), edits_between(base, b)
            ours = merge_ours(hub, base, *edits)
            theirs, refused = merge_geodiff(folder / f"geodiff{number}", one.base, one.a, one.b)
            why = verdict(ours, theirs, refused)
            print(
                f"{one.name:<68}{len(ours.reachable):>6}{theirs.lost:>5}{ours.lost:>5}"
                f"{theirs.conflicts:>6}{ours.conflicts:>5}  {why}"
            )
            if ours.lost or why == "DIFFERS":
                faults.append(one.name)
    if faults:
        sys.exit("edits lost or rows different: " + "; ".join(faults))


if __name__ == "__main__":
    main()
