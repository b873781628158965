"""Sentences of refusals about carriers and about meetings."""

REFUSALS = {
    "carrier_fields": "“{field}”还没有写。",
    "carrier_long": "“{field}”最多{limit}字，现在{count}字。请写短一些。",
    "carrier_known": "{org}已经登记了叫“{name}”的{kind}。请换个名称，比如写上它在哪里。",
    "carrier_day_ahead": "{day:%Y-%m-%d}还没有到，请写今天或者以前的日期。",
    "carrier_before_start": "{day:%Y-%m-%d}早于这个载体启用的{start:%Y-%m-%d}，请核对日期。",
    "carrier_keeper_same": "现在的保管人已经是{name}，电话也一样，不用再登记。",
    "carrier_keeper_order": "{start:%Y-%m-%d}起已经登记了新的保管人，日期不能更早。",
    "carrier_wrong_missing": "载体不完好，请写明哪里坏了，好安排修。",
    "carrier_photo_repeated": "这张照片{day:%Y年%-m月%-d日}已经用过。请到现场重新拍一张；本月已有照片的，可以不传。（第四条（六））",
    "carrier_not_here": "选的载体不是本组织在用的“{method}”。请刷新页面再选。",
    "carrier_choose": "本组织登记了几处“{method}”：{names}。请选在哪一处公开，或者写明地点。",
    "meeting_record": "勾了“会议”，要写明这次会：{fields}还没有写。没有开会，请用目录定的其他方式。（第七条）",
    "meeting_ahead": "{day:%Y-%m-%d}还没有到，会还没有开，不能算已经公开。（第七条）",
    "meeting_attendance": "实到{attended}人多于应到{due}人，请核对。",
    "make_up_none": "这次会没有缺席的，或者已经都补告知了。（第七条）",
    "make_up_many": "还没有补告知的只有{left}人，这里写了{count}人，请核对。（第七条）",
}
