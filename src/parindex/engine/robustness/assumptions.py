"""What the figures rest on, said in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.engine.robustness.choices import (
    AGGREGATION,
    APPRAISERS,
    CHOICES,
    FLOOR,
    NOT_APPLICABLE,
    SURVEY,
    WEIGHTS,
    Setting,
)
from parindex.engine.robustness.noise import Noise
from parindex.engine.robustness.writing import per_cent, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.engine.robustness.outcome import BlockRobustness

_FIXED = (
    Text(
        "trọng số được quy lại trong từng nhóm cấp trên; tiêu chí không áp dụng đối với đơn vị nào thì không tính cho đơn "
        "vị đó",
        "weights are rescaled within the parent; what does not apply to a unit drops out for it",
    ),
    Text(
        "khoảng thứ hạng chỉ xét trọng số; điểm, điểm thưởng và điểm trừ giữ nguyên",
        "rank intervals rest on weights alone; points, bonuses and penalties stay as they are",
    ),
    Text(
        "thứ tự của hai đơn vị được coi là rõ khi một đơn vị đứng trên ở ít nhất 95% số lần tính; một đơn vị có thể thuộc "
        "nhiều nhóm ngang nhau",
        "an order is settled where one unit stands above the other in at least 95% of the draws; a unit may stand in "
        "several level groups",
    ),
)

_NAMED = {
    WEIGHTS: "trọng số",
    AGGREGATION: "cách tổng hợp",
    NOT_APPLICABLE: "cách tính tiêu chí không áp dụng",
    APPRAISERS: "việc chấm lệch nửa mức",
    SURVEY: "sai số điều tra",
}

_LEFT_OUT = {
    WEIGHTS: Text("không có trọng số nào để thay đổi", "there are no weights to draw"),
    AGGREGATION: Text(
        "chỉ có một lĩnh vực nên cách tổng hợp không làm khác kết quả",
        "there is one area only, so that every way of aggregating gives the same",
    ),
    NOT_APPLICABLE: Text("không có tiêu chí nào không áp dụng", "nothing is marked as not applicable"),
    APPRAISERS: Text(
        "không có tiêu chí nào chấm theo mức hoặc theo bước điểm", "no criterion is scored by levels or in steps"
    ),
    SURVEY: Text("không có sai số điều tra", "no survey error is given"),
}


def assumptions(setting: Setting, blocks: Sequence[BlockRobustness]) -> tuple[Text, ...]:
    """The assumptions, the noise first."""
    compared = [block for block in blocks if len(block.units) > 1]
    present = {choice.choice for block in compared for choice in block.choices}
    missing = [name for name in CHOICES if name not in present] if compared else []
    left_out = tuple(
        Text(f"không xét {_NAMED[name]}: {_LEFT_OUT[name].vi}", f"choice {name} left out: {_LEFT_OUT[name].en}")
        for name in missing
    )
    return (_noise(setting), *_FIXED, *_used(present), *left_out)


def _noise(setting: Setting) -> Text:
    low, high = 1 - setting.spread, 1 + setting.spread
    if setting.noise is Noise.UNIFORM:
        return Text(
            f"trọng số các nhóm × phân bố đều [{short(low, 'vi')}; {short(high, 'vi')}]",
            f"weights of groups x uniform [{short(low, 'en')}, {short(high, 'en')}]",
        )
    return Text(
        "trọng số các nhóm theo phân bố Dirichlet quanh trọng số chính thức, tổng phương sai bằng khi nhân với phân bố đều "
        f"[{short(low, 'vi')}; {short(high, 'vi')}]",
        "weights of groups Dirichlet about the official ones, total variance as with x uniform "
        f"[{short(low, 'en')}, {short(high, 'en')}]",
    )


def _used(present: set[str]) -> tuple[Text, ...]:
    said = {
        AGGREGATION: Text(
            f"trung bình nhân lấy theo lĩnh vực, mỗi lĩnh vực tính ít nhất {per_cent(FLOOR, 'vi')}",
            f"the geometric mean is over areas, each counted as {per_cent(FLOOR, 'en')} at least",
        ),
        APPRAISERS: Text(
            "điểm theo mức có thể lệch nửa khoảng cách đến mức liền kề, điểm theo bước có thể lệch nửa bước",
            "levels may be off by half the distance to the next one, points in steps by half a step",
        ),
    }
    return tuple(text for name, text in said.items() if name in present)
