"""Budget of take-in: index <= 1.5 x (cp + sync + sha256sum); with thumbs <= 0.75 x the shell's CPU.

Index writes each photo's row before it takes the next. The shell's pipelines read metadata by
exiftool and make 512 px thumbs; ours also hashes likeness. One interleaved run on one machine;
medians of ROUNDS, the slowest shell (ImageMagick) once. Run: ``python -m benchmarks.bench_photos``.
"""

import argparse
import io
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from inspector.app.found import found
from inspector.photos.containers import unwrap
from inspector.photos.likeness import Likeness
from inspector.photos.pixels import decode
from inspector.photos.shelf import Shelf

ROUNDS = 3
PHOTOS = 160
SIZES = {12: (4000, 3000), 24: (6000, 4000), 48: (8000, 6000)}  # megapixels
ROOT = Path(__file__).resolve().parents[1]

INDEX = """
import sys; from pathlib import Path
from inspector.app.take_in import store_all
from inspector.app.workspace import open_workspace
from inspector.photos.batch import gather
with open_workspace(Path(sys.argv[2])) as ws:
    taken = store_all(ws, gather([Path(sys.argv[1])]))
    assert all(line.status in {known} for line in taken)
    assert ws.db.execute("select count(*) from photo").fetchone()[0] == len(taken)
"""
START_UP = """
from inspector.app.take_in import store_all
from inspector.app.workspace import open_workspace
"""
PREPARE = """
import sys; from pathlib import Path
from inspector.photos.batch import prepare_many
from inspector.photos.photo_store import PhotoStore
store = PhotoStore(Path(sys.argv[2]))
assert all(p.likeness for p in prepare_many(store, list(store.hashes())))
"""
PEAK = """
import re, sys; from pathlib import Path
from inspector.photos.batch import prepare_many, take_in_many
from inspector.photos.photo_store import PhotoStore
store = PhotoStore(Path(sys.argv[2]))
kept = [t.sha256 for t in take_in_many(store, [Path(sys.argv[1])]) if t.sha256]
list(prepare_many(store, kept))
status = Path("/proc/self/status").read_text()  # ru_maxrss would count the parent's peak too
print(int(re.search("VmHWM:[^0-9]+([0-9]+)", status)[1]) // 1024)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        version, load = sys.version.split()[0], os.getloadavg()[0]
        print(f"load {load:.1f}, {os.cpu_count()} cores, Python {version}")
        card = a_card(folder / "card")
        measure_batch(folder, card, asked.rounds)
        measure_thumbs()
        measure_memory(folder)
    measure_search()


def a_card(card: Path) -> Path:
    """PHOTOS files of 12 MP, 2 to 2.5 MB each as phones make them, no two alike in bytes."""
    card.mkdir()
    pictures = [a_photo(seed, SIZES[12]) for seed in range(8)]
    for number in range(PHOTOS):
        mark = b"\xff\xfe\x00\x08" + f"{number:06}".encode()
        picture = pictures[number % len(pictures)]
        (card / f"IMG_{number:04}.jpg").write_bytes(picture[:2] + mark + picture[2:])
    size = sum(file.stat().st_size for file in card.iterdir())
    print(f"card: {PHOTOS} photos of 12 MP, {size / PHOTOS / 1e6:.2f} MB each")
    return card


def a_photo(seed: int, size: tuple[int, int]) -> bytes:
    """A drawn street, enlarged, with a sensor's noise."""
    drawn = sorted((ROOT / "resources" / "demo" / "photos").glob("*.jpg"))[seed * 11]
    with Image.open(drawn) as opened:
        exif = opened.getexif()
        image = opened.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    noise = Image.effect_noise((size[0] // 2, size[1] // 2), 22).resize(size)
    image = Image.blend(image, Image.merge("RGB", [noise] * 3), 0.3)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88, exif=exif)
    return file.getvalue()


def measure_batch(folder: Path, card: Path, rounds: int) -> None:
    shell = {
        "cp + sync + sha256sum": "cp -r {card} {to} && sync {to}/* && sha256sum {to}/* >/dev/null"
    }
    tools = "cp -r {card} {to} && sha256sum {to}/* >/dev/null && exiftool -j -q {to} >/dev/null && "
    if shutil.which("vipsthumbnail"):
        shell["... + exiftool + vipsthumbnail"] = tools + "vipsthumbnail -s 512 {to}/*.jpg"
    else:
        print("vipsthumbnail is not installed: its ratio is not measured")
    convert = shutil.which("convert-im6.q16") or shutil.which("convert")
    if convert and shutil.which("exiftool"):
        shell["... + exiftool + convert"] = tools + (
            f"for f in {{to}}/*.jpg; do {convert} -define jpeg:size=1024x1024 $f -auto-orient "
            "-thumbnail 512x512 $f.thumb.jpg; done"
        )
    found(folder / "empty").close()
    walls: dict[str, list[float]] = {}
    cpus: dict[str, list[float]] = {}

    def note(name: str, command: list[str]) -> None:
        wall, cpu = timed(command)
        walls.setdefault(name, []).append(wall)
        cpus.setdefault(name, []).append(cpu)

    for number in range(rounds):
        store, to = folder / f"store{number}", folder / f"to{number}"
        shutil.copytree(folder / "empty", store)
        note("index", python(INDEX.format(known="{'new'}"), card, store))
        note("prepare", python(PREPARE, card, store))
        note("again", python(INDEX.format(known="{'known'}"), card, store))
        note("start-up of Python and imports", python(START_UP))
        note("sha256sum", ["bash", "-c", f"sha256sum {card}/* >/dev/null"])
        for name, line in shell.items():
            if number and name.endswith("convert"):
                continue
            note(name, ["bash", "-c", line.format(card=card, to=to)])
            shutil.rmtree(to)
        shutil.rmtree(store)
    wall = {name: statistics.median(times) for name, times in walls.items()}
    cpu = {name: statistics.median(times) for name, times in cpus.items()}
    for name in wall:
        print(f"  {name:32} wall {wall[name]:6.2f} s   CPU {cpu[name]:6.2f} s")
    tell("index wall / (cp + sync + sha256sum)", wall["index"] / wall["cp + sync + sha256sum"], 1.5)
    both = cpu["index"] + cpu["prepare"]
    for name, budget in (("vipsthumbnail", 0.75), ("convert", 0.25)):
        if f"... + exiftool + {name}" in cpu:
            tell(f"index + prepare CPU / (cp + sha256sum + exiftool + {name})",
                 both / cpu[f"... + exiftool + {name}"], budget)  # fmt: skip
    tell(
        "index wall / (index + prepare wall)",
        wall["index"] / (wall["index"] + wall["prepare"]),
        0.35,
    )
    tell("second index wall / sha256sum", wall["again"] / wall["sha256sum"], 1.2)
    print(f"prepare CPU / wall (2 = both cores busy): {cpu['prepare'] / wall['prepare']:.2f}")


def measure_thumbs() -> None:
    for megapixels, size in SIZES.items():
        content = a_photo(3, size)
        container = unwrap(content)
        ours, full = [], []
        for _ in range(3):
            start = time.process_time()
            decode(content, container, 1, 320)
            ours.append(time.process_time() - start)
            start = time.process_time()
            with Image.open(io.BytesIO(content)) as opened:
                opened.resize((320, 320 * size[1] // size[0]), Image.Resampling.LANCZOS)
            full.append(time.process_time() - start)
        tell(f"thumb CPU / full decode + Lanczos, {megapixels} MP ({min(ours) * 1000:.0f} ms)",
             min(ours) / min(full), 0.25)  # fmt: skip


def measure_memory(folder: Path) -> None:
    """Bombs and the largest photos through both stages; the whole process's peak."""
    bombs = folder / "bombs"
    bombs.mkdir()
    for name, size in (("a", SIZES[48]), ("b", SIZES[48]), ("c", SIZES[24])):
        (bombs / f"{name}.jpg").write_bytes(a_photo(ord(name) - 97, size))
    for seed, side in enumerate((7000, 7000, 30_000)):
        Image.MAX_IMAGE_PIXELS = None
        Image.new("1", (side, side), seed % 2).save(bombs / f"{seed}.png")
    gradient = Image.linear_gradient("L").resize((6900, 6900))
    Image.merge("RGB", [gradient] * 3).save(bombs / "wide.png", compress_level=1)
    shown = subprocess.run(
        python(PEAK, bombs, folder / "bombstore"), check=True, capture_output=True, text=True,
        cwd=ROOT,
    )  # fmt: skip
    tell("peak memory of bombs and 48 MP photos, MB", float(shown.stdout), 300)


def measure_search() -> None:
    chance = random.Random(1)
    shelf = Shelf((chance.getrandbits(64), chance.getrandbits(64)) for _ in range(100_000))
    asked = Likeness(plain=1, crop=2, mirror=3, tilted=(5, 6))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        shelf.near(asked)
        times.append(time.perf_counter() - start)
    tell("search among 100,000 photos, ms", statistics.median(times) * 1000, 50)


def python(program: str, *arguments: Path) -> list[str]:
    return [sys.executable, "-c", program, *map(str, arguments)]


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command, start-up included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def tell(name: str, measured: float, budget: float) -> None:
    verdict = "holds" if measured <= budget else "MISSED"
    print(f"{name}: {measured:.2f} (<= {budget:g}) {verdict}")


if __name__ == "__main__":
    main()
