"""The measures of GB/T 9704-2012: sheet, margins, type. Millimetres and points.

5.2.1 A4, 上白边 37 mm, 订口 28 mm, 版心 156 × 225 mm; 5.2.2 三号仿宋; 5.2.3 22 lines of 28 characters; 7.3.1 二号小标宋
for the title; 7.5 四号 for the page number; A3 and large print of the board (R174) are ours.
"""

from dataclasses import dataclass

from gongkai.rules.documents.description import Page, Style

LINES, CHARACTERS = 22, 28
TYPE_WIDTH, TYPE_HEIGHT = 156.0, 225.0
POINT = 72 / 25.4  # points in a millimetre
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5
LINE_PITCH = TYPE_HEIGHT * POINT / LINES
# 28 characters of 16 pt are a little wider than 156 mm: each gives up a fifth of a point, and a hair against rounding.
TRACKING = (TYPE_WIDTH * POINT - SIZE_3) / (CHARACTERS - 1) - SIZE_3 - 0.005
RED = "C8102E"
SMALL = 7.5  # points of the print that machines read, on A4; as much larger as the sheet is
SHARES = (0.95, 0.9, 0.875)  # how much smaller a sheet for the board is set, in turn, so that it stays one sheet
PAGE_NUMBER_BELOW = 7.0  # mm under the type area
MARK_BELOW = 35.0  # mm from the top of the type area to the mark of the sender


@dataclass(frozen=True)
class Sheet:
    """A sheet: width, height and margins in millimetres; sizes of title, body and table in points; the pitch of lines."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    title: float
    body: float
    table: float
    pitch: float
    tracking: float = 0.0
    numbered: bool = True
    foot: float = 0.0  # size of what stands below a sheet for the board

    @property
    def type_width(self) -> float:
        """The width of the type area in points."""
        return (self.width - self.left - self.right) * POINT

    @property
    def type_height(self) -> float:
        """The height of the type area in points."""
        return (self.height - self.top - self.bottom) * POINT


PAGES: dict[Page, Sheet] = {
    Page.OFFICIAL: Sheet(210, 297, 37, 35, 28, 26, SIZE_2, SIZE_3, SIZE_4, LINE_PITCH, TRACKING),
    Page.FORM: Sheet(210, 297, 37, 35, 28, 26, SIZE_2, SIZE_SMALL_4, SIZE_SMALL_4, 20.0),
    Page.LEDGER: Sheet(297, 210, 28, 26, 20, 20, SIZE_3, SIZE_5, SIZE_5, 16.0),
    Page.BOARD_A4: Sheet(210, 297, 20, 18, 20, 20, 26.0, SIZE_3, SIZE_4, 26.0, numbered=False, foot=12.0),
    Page.BOARD_A3: Sheet(297, 420, 25, 22, 25, 25, 40.0, 24.0, 21.0, 38.0, numbered=False, foot=18.0),
    Page.BOARD_LARGE: Sheet(210, 297, 18, 16, 18, 18, 34.0, 24.0, 20.0, 37.0, numbered=False, foot=14.0),
}
# The type each style is set in: the names that are tried in turn, the last of which is always there.
SONG, FANGSONG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
TITLE_FACE = "方正小标宋简体"
FACES: dict[str, tuple[str, ...]] = {
    TITLE_FACE: ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "华文中宋", "STZhongsong"),
    FANGSONG: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S"),
    HEI: ("SimHei", "黑体", "STHeiti", "FZHei-B01S"),
    KAI: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FZKai-Z03S"),
    SONG: ("SimSun", "宋体", "NSimSun", "STSong"),
}  # fmt: skip
FALLBACK = {
    TITLE_FACE: "Noto Serif SC",
    FANGSONG: "Noto Serif SC",
    KAI: "Noto Serif SC",
    SONG: "Noto Serif SC",
    HEI: "Noto Sans SC",
}
STYLE_FACES = {
    Style.BODY: FANGSONG, Style.HEADING: HEI, Style.SUBHEADING: KAI, Style.ADDRESS: FANGSONG, Style.NOTE: SONG,
}  # fmt: skip
STYLE_INDENTS = {Style.BODY: 2, Style.HEADING: 2, Style.SUBHEADING: 2}  # characters
