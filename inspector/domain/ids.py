"""Names of things: ids that laptops share, ids that sort by time, labels people say."""

from hashlib import sha256
from typing import NewType
from uuid import UUID, uuid5

PointId = NewType("PointId", str)
StandardCode = NewType("StandardCode", str)
FindingId = NewType("FindingId", str)
IssueId = NewType("IssueId", str)
StreamId = NewType("StreamId", str)
UnitId = NewType("UnitId", str)

# One namespace for every row that laptops must give the same id without having met.
_NAMESPACE = UUID("5d9a5f0e-6f0b-5c53-9a54-8d7b1b0f2a11")

# Letters and digits that are not mistaken for one another when read aloud or from a photo.
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

# One character for each value of a byte. No two sound alike, tones aside, not even where n and l,
# z and zh, f and h, -n and -ng are one: the codes are read out over the telephone.
_SPOKEN = (
    "阿爱安熬八白班包北本比边表别宾波不擦才参草测层长吃冲抽出川春错大带单刀得灯低电雕碟钉冬斗读短对吨多鹅恩耳发反飞分佛嘎该干高歌给根"
    "工够古瓜怪关归滚国哈海汉好河黑很红后湖怀灰婚火机加尖交街金久局卷决军卡开看考科肯空口苦夸快宽亏昆扩拉来蓝老乐雷冷里连料列林流龙楼"
    "路卵伦罗绿略马买慢毛么美门米面苗灭民谋木欧爬排盘跑配盆皮片票拼坡扑七恰前桥切亲穷秋区全缺群然绕热人日荣肉如软瑞润若洒赛三扫色森诗"
    "手书刷帅双水顺说松塔台谈桃特疼题天条铁听通头图团推屯托挖外完为文我五西夏先小写心雄修需选学寻牙盐要夜衣音用油鱼元月云杂在早泽增支"
)
_SPOKEN_BYTES = 6  # 48 bits: nobody finds a second key with the same code by trying


def master_id(kind: str, code: str) -> str:
    """Id of a master row: twenty laptops that load one file meet in the same row."""
    return str(uuid5(_NAMESPACE, f"{kind}/{code}"))


def photo_id(sha256: str) -> str:
    """The row of a photo's content: one on every laptop that has it."""
    return master_id("photo", sha256)


def fact_id(milliseconds: int, randomness: bytes) -> str:
    """UUID version 7 (RFC 9562): ``milliseconds`` since 1970, then 10 bytes of randomness."""
    value = bytearray(milliseconds.to_bytes(6, "big") + randomness[:10])
    value[6] = 0x70 | (value[6] & 0x0F)
    value[8] = 0x80 | (value[8] & 0x3F)
    return str(UUID(bytes=bytes(value)))


def stream_code(stream: StreamId) -> str:
    """Four characters by which people call a device's stream; two streams may share one."""
    number = int.from_bytes(sha256(stream.encode()).digest()[:8], "big")
    letters = []
    for _ in range(4):
        number, rest = divmod(number, len(_READABLE))
        letters.append(_READABLE[rest])
    return "".join(letters)


def spoken_code(stream: StreamId) -> str:
    """Six Chinese characters by which two people compare a device's key: ``海松桥 云米灯``."""
    said = "".join(_SPOKEN[byte] for byte in sha256(stream.encode()).digest()[-_SPOKEN_BYTES:])
    return f"{said[:3]} {said[3:]}"


def label(stream: StreamId, number: int) -> str:
    """What people read and say: ``K7QF-214``."""
    return f"{stream_code(stream)}-{number}"
