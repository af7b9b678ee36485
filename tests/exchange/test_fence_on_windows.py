"""The fence of Windows, as far as another system can tell: what its kernel would be asked."""

import ctypes
from collections.abc import Callable
from typing import ClassVar

import pytest

from inspector.exchange import child


class _Kernel:
    """Windows' kernel32 as far as a job needs it; notes what it is asked."""

    def __init__(self, *, refuses: str = "") -> None:
        self.asked: dict[str, tuple[object, ...]] = {}
        for name in ("CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"):
            setattr(self, name, self._call(name, answer=0 if name == refuses else 77))

    def _call(self, name: str, *, answer: int) -> Callable[..., int]:
        def call(*given: object) -> int:
            self.asked[name] = given
            return answer

        return call


def test_on_windows_the_reader_shuts_itself_into_a_job_of_little_memory() -> None:
    kernel = _Kernel()

    assert child.enter_job(kernel, ctypes.c_void_p)

    job, kind, limits, length = kernel.asked["SetInformationJobObject"]
    assert isinstance(job, ctypes.c_void_p)
    assert isinstance(limits, bytes)
    assert (job.value, kind, length) == (77, 9, len(limits))
    assigned, process = kernel.asked["AssignProcessToJobObject"]
    assert isinstance(assigned, ctypes.c_void_p)
    assert isinstance(process, ctypes.c_void_p)
    assert assigned.value == 77
    assert process.value == ctypes.c_void_p(-1).value  # every bit set: this process


@pytest.mark.parametrize("deed", ["SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_windows_that_grants_no_job_is_lived_with(deed: str) -> None:
    assert not child.enter_job(_Kernel(refuses=deed), ctypes.c_void_p)


class _JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION as winnt.h has it."""

    _fields_: ClassVar = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


def test_the_limits_of_a_job_lie_where_windows_reads_them() -> None:
    packed = child.job_limits(child.MEMORY)

    assert len(packed) == ctypes.sizeof(_JobLimits)
    read = _JobLimits.from_buffer_copy(packed)
    assert read.LimitFlags == 0x100 | 0x400
    assert read.ProcessMemoryLimit == child.MEMORY
    others = {name for name, *_rest in _JobLimits._fields_} - {
        "LimitFlags",
        "ProcessMemoryLimit",
        "IoInfo",
    }
    assert {getattr(read, name) for name in others} == {0}
