"""The package of a year: how its making stands (R175)."""

from enum import StrEnum

KIND = "archive_package"  # what the outbox is asked for


class PackageState(StrEnum):
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    REPLACED = "replaced"
    REMOVED = "removed"  # it held words that were lawfully removed since: its file is gone


TERMS = {
    PackageState.MAKING: "正在做", PackageState.READY: "做好了", PackageState.FAILED: "没有做成", PackageState.REPLACED: "已有新的",
    PackageState.REMOVED: "不再提供",
}  # fmt: skip

# In which order an organization's packages are listed: what can be taken comes first.
SHOWN = (
    PackageState.READY, PackageState.MAKING, PackageState.FAILED, PackageState.REMOVED, PackageState.REPLACED,
)  # fmt: skip

REFUSALS = {
    "package_year": "{year}年不在2011年到今年之间，没有归档包可做。",
    "package_making": "{year}年的归档包正在做，请等它做好。",
    "package_removed": "{year}年的归档包里有后来依法删除的内容，不再提供，文件已经删掉。可以重新做一个。",
}
