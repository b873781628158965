"""Sentences of refusals about the log that cannot be rewritten."""

REFUSALS = {
    "key_lost": "钥匙文件 {name} 不在，而这个数据库里已经有用它封存或印出去的东西：{what}。另做一把新的，这些就永远打不开、对不上，所以没有做。请系统管理员从钥匙的备份把它放回原处；确实没有备份的，运行 gongkai keys --accept-loss {name} --basis 依据。",
    "key_not_lost": "钥匙文件 {name} 好好的，没有丢，什么也没有做。",
    "key_loss_basis": "请写明钥匙是怎么丢的、由谁决定不再找它。这句话会永久留在操作记录里。",
    "code_key_missing": "回执和领取码的钥匙文件不在，或者坏了。请系统管理员从钥匙的备份恢复它。",
    "log_key_missing": "公开记录的签名钥匙文件 log.key 不在，或者坏了。签过名的要靠它认，不能另做。请从钥匙的备份恢复它，恢复以前不签名。",
    "log_whole": "公开记录（{log}）签过名的都在，也没有改过，不用另起一本。",
    "log_recoverable": "公开记录（{log}）丢掉的还在这台机器的文件里，请运行 gongkai log recover 补齐，不用另起一本。",
    "log_succeed_basis": "请写明记录是怎么丢的、找过哪些备份和见证人、由谁决定。这句话会写在新记录的第一条里，人人能看。",
    "log_suite": "公开记录用的是 {now}，设置里写的是 {asked}。已经开始的记录不能换算法，所以照旧用原来的。请把 GONGKAI_LOG_SUITE 改回 {now}。",
    "log_sm2_missing": "这里没有装能用 SM2 的程序库，签不了，也不能核对。请安装 requirements-sm.lock（见说明“用国密算法签公开记录”）。",
    "log_signer": "密码模块没有签名：{said}。请检查 GONGKAI_LOG_SIGNER 写的命令和密码模块。签好以前，公开照常，记录等着签名。",
    "log_key_same": "密码模块里还是原来的钥匙（{log}）。请先在密码模块里生成新的，再换。",
    "log_memory": "{place} 里记着的签名不是这套系统签的。请先查明是谁改了它，查明以前不签名。",
    "log_shorter": "公开记录（{log}）只剩 {size} 条，而已经签过 {known} 条。数据库可能是从备份恢复的：请运行 gongkai log recover，补齐以前不签名。",
    "log_restored": "数据库是从备份恢复的，备份以后公开记录（{log}）可能还签过名。请用见证人留存的记录运行 gongkai log recover --entries 文件 --head 文件；没有见证人的，查明以后运行 gongkai log continue --basis 依据。在此以前不签名，不公开新的，也不办后台任务；已经公开的照常可以看。",
    "log_head": "这个签名不是这套系统签的，或者已经损坏。请向见证人另要一份 checkpoint。",
    "log_continue_basis": "请写明凭什么确认备份以后没有签过名、由谁确认。这句话会永久留在记录里。",
    "log_rewritten": "公开记录（{log}）前 {size} 条和签过名的不一样，有人改过数据库。请运行 gongkai log check 找出是哪一条，查明以前不签名。",
    "redact_basis": "依法删除要写明法律依据和批准文号，它会永久留在公开记录里。",
}
