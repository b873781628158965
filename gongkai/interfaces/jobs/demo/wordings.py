"""The sentences from which the demonstration's texts are made, by catalog code and by category of 第五条."""

MEETING = "<p>{m}下旬委员会议研究，应到{due}人，实到{came}人，一致同意。</p>"
LISTED = "<p>经办人汇总，委员会议核对，应到{due}人，实到{came}人。</p>"


def _wording(title: str, plain: str, content: str, result: str, procedure: str = MEETING) -> dict[str, str]:
    return {"title": title, "plain": plain, "content": content, "procedure": procedure, "result": result}


def _table(head: str, *rows: str) -> str:
    """A table from cells parted by bars."""
    cells = "".join(f"<th>{cell}</th>" for cell in head.split("|"))
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


BY_CODE = {
    "C04": _wording(
        "{month}重点工作完成情况和{next}安排", "{m}安排的工作完成{done}项，下月做什么也写在这里。",
        "<p>{month}的工作安排如下。</p>" + _table("工作|责任人|情况", "{work}|{who}|完成", "{other}|{who2}|进行中"),
        "<p>{month}完成{done}项，未完成{late}项，转入{next}继续办理。</p>",
    ),
    "C06": _wording(
        "{month}理论学习情况", "{m}学了什么、多少人到会。", "<p>{month}集中学习1次，主题是基层党务公开的规定，学习资料可到办公室查阅。</p>",
        "<p>应到{n}人，实到{came_n}人，未到的已在当月{day}日前补学。</p>", LISTED,
    ),
    "C14": _wording(
        "{month}党费收缴、管理和使用情况", "{m}收了多少党费、用在哪里、还剩多少。",
        _table("项目|金额", "上月结余|{before}元", "本月收入|{fee}元", "本月支出|{used}元", "月末结余|{left}元"),
        "<p>{n}名党员全部缴清，共{fee}元；支出{used}元，用于订阅学习资料；月末结余{left}元。</p>", LISTED,
    ),
    "C15": _wording(
        "{month}党务工作经费收支情况", "{m}党务工作经费花了{spent}元，花在三个方面。",
        _table("用途|金额", "交通补助|{travel}元", "印刷资料|{print}元", "走访慰问|{visit}元", "合计|{spent}元"),
        "<p>{month}支出{spent}元，票据齐全，已由{who}审核。</p>",
    ),
    "C16": _wording(
        "{month}党员帮扶办理情况", "{m}党员提出的事办得怎么样。", "<p>{month}收到党员反映事项{taken}件，主要是{work}。党员的权利和提出意见的办法见公开栏。</p>",
        "<p>{taken}件已在{days}个工作日内答复。</p>", LISTED,
    ),
    "C17": _wording(
        "{month}“三会一课”开展情况", "{m}开了哪些会、多少党员到会、党员人数有没有变化。",
        _table("会议|应到|实到", "党员大会|{n}|{came_n}", "支部委员会|{due}|{came}"),
        "<p>{month}召开党员大会1次、委员会1次。月末党员{n}名，比上月没有变化。</p>", LISTED,
    ),
    "C21": _wording(
        "{month}委员会议题和决定", "{m}的会议定了哪几件事。", "<p>议题：一、{work}；二、{next}工作安排。</p>",
        "<p>两项议题均经表决通过。{work}由{who}负责，{days}日内开工。</p>",
    ),
    "C28": _wording(
        "{month}联系服务群众情况和{next}接访安排", "{m}走访了{homes}户，下月哪天可以来反映问题。",
        "<p>{month}走访{homes}户，收到问题{asked}个。{next}接访日为{day}日，地点在便民服务大厅。</p>",
        "<p>当场答复{told}个，{days}个工作日内办结{taken}个。</p>", LISTED,
    ),
    "C29": _wording(
        "{month}“三项活动”参与情况", "{m}有{came_n}名党员参加活动。", "<p>{month}组织党员参加“结对帮扶”等活动。</p>",
        "<p>{came_n}名党员参加，结对{homes}户。</p>", LISTED,
    ),
    "C31": _wording(
        "{month}意见建议和来信来访办理情况", "{m}收到{asked}条意见，采纳{taken}条，没采纳的说明了理由。",
        _table("办理|条数", "采纳|{taken}", "说明理由|{told}", "合计|{asked}"),
        "<p>{asked}条全部答复。未采纳的{told}条已当面说明理由。</p>", LISTED,
    ),
    "C34": _wording(
        "{month}廉洁自律规定执行情况", "{m}自查了什么、有没有违反规定。", "<p>{month}对照廉洁自律规定自查公务接待、办公用品购置两项。</p>",
        "<p>自查2项，没有发现违反规定的情况，{month}末已登记在册。</p>",
    ),
    "C11": _wording(
        "关于拟接收预备党员的公示", "拟接收{who}为预备党员，有意见请在公示期内反映。",
        "<p>{who}，群众，{year}年列为发展对象。公示期内有意见的，请向党组织反映。联系电话：023-0000 0001。</p>",
        "<p>公示期满没有异议的，提交党员大会讨论；应到{n}人。</p>",
    ),
    "V01": _wording(
        "“四议两公开”决议公告", "关于{work}的决议，公告七天。", "<p>决议事项：{work}，预算{money}元。联系电话：023-0000 0001。</p>",
        "<p>到会代表{n}人，同意{came_n}人，决议通过。公告期为7个工作日。</p>",
    ),
}  # fmt: skip

STAGES = _wording(
    "{event}", "{event}到了哪一步。", "<p>{event}：本期公布“{stage}”阶段的情况。涉及{work}，资金{money}元。</p>",
    "<p>“{stage}”阶段已完成，用时{days}天，实际支出{money}元。</p>",
)  # fmt: skip

_STANDING = "<p>长期公开，内容有变动时十个工作日内更新。现行内容自{year}年起执行。</p>"
BY_CATEGORY = {
    "1": _wording("{name}", "{name}，随时可以查。", "<p>{name}。本届目标{done}项，年度任务{due}项，逐项写明责任人和完成日期。</p>" + _STANDING, "<p>{year}年已完成{done}项。</p>"),
    "2": _wording("{name}", "{name}的做法和结果。", "<p>{name}。计划、主题和资料清单见公开栏。</p>" + _STANDING, "<p>{year}年安排{done}次，到会{n}人。</p>"),
    "3": _wording("{name}", "{name}，怎么找到我们。", "<p>{org}：{name}。现有党员{n}名，设3个党小组。办公电话：023-0000 0001。</p>" + _STANDING, "<p>{year}年核对1次，内容没有变化。</p>"),
    "4": _wording("{name}", "班子怎样分工、怎样议事。", "<p>{org}：{name}。委员{due}名，每人分管的工作列在下面。</p>" + _table("职务|分管", "书记|全面工作", "副书记|党务公开审核", "委员|纪律检查") + _STANDING, "<p>{year}年由党员大会通过，应到{n}人，同意{came_n}人。</p>"),
    "5": _wording("{name}", "{name}的条件、程序和结果。", "<p>{name}。对象：{who}。按规定经推荐、考察、讨论决定。联系电话：023-0000 0001。</p>", "<p>到会{due}人，同意{came}人。</p>"),
    "6": _wording("{name}", "{name}，涉及{homes}户。", "<p>{name}。办理人：{who2}。措施：{work}。</p>", "<p>涉及{homes}户，{days}个工作日内办结，支出{money}元。</p>"),
    "7": _wording("{name}", "{name}的安排和结果。", "<p>{name}。责任分到{due}人，书记负总责。</p>", "<p>{year}年检查{taken}次，没有发现违反规定的情况。</p>"),
    "8": _wording("{name}", "{name}，可以查、可以问。", "<p>{org}：{name}。监督电话：023-0000 0001。办理时间：工作日9:00–17:30。</p>" + _STANDING, "<p>{year}年共列{done}类事项，全部按期公布。</p>"),
}  # fmt: skip
