"""Sentences of refusals about the log that cannot be rewritten."""

REFUSALS = {
    "code_key_missing": "回执和领取码的钥匙文件不在，或者坏了。请系统管理员从钥匙的备份恢复它。",
    "log_key_missing": "公开记录的签名钥匙文件不在，或者坏了。请从钥匙的备份恢复它，恢复以前不签名。",
    "log_memory": "{place} 里记着的签名不是这套系统签的。请先查明是谁改了它，查明以前不签名。",
    "log_shorter": "公开记录（{log}）只剩 {size} 条，而已经签过 {known} 条。数据库可能是从备份恢复的：请运行 gongkai log recover，补齐以前不签名。",
    "log_restored": "数据库是从备份恢复的，备份以后公开记录（{log}）可能还签过名。请用见证人留存的记录运行 gongkai log recover --entries 文件 --head 文件；没有见证人的，查明以后运行 gongkai log continue --basis 依据。在此以前不签名。",
    "log_head": "这个签名不是这套系统签的，或者已经损坏。请向见证人另要一份 checkpoint。",
    "log_continue_basis": "请写明凭什么确认备份以后没有签过名、由谁确认。这句话会永久留在记录里。",
    "log_rewritten": "公开记录（{log}）前 {size} 条和签过名的不一样，有人改过数据库。请运行 gongkai log check 找出是哪一条，查明以前不签名。",
    "redact_basis": "依法删除要写明法律依据和批准文号，它会永久留在公开记录里。",
}
