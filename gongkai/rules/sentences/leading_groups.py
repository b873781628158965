"""What is wrong with the composition of a leading group, and why it cannot be made public (第十条)."""

REFUSALS = {
    "group_seat_missing": "没有“{role}”这一席：应当由{post}担任。请补上这一席，人没有到位就先空着姓名。（第十条）",
    "group_office_elsewhere": "办公室没有设在纪检组织。请改设在纪检组织。（第十条）",
    "group_role_twice": "“{role}”写了 {count} 个，只能有一个。请留下一个，其余改成别的席位。（第十条）",
    "group_post_wrong": "“{role}”写的是{post}，应当由{wanted}担任。请核对职务。（第十条）",
    "group_seat_vacant": "“{role}”（{post}）空缺，公布时写“空缺”。人到位后请登记新的组成。（第十条）",
    "group_contact_phone": "{role}{name}没有写电话，党员、群众找不到人。请写上办公电话。（第十条）",
    "group_duty_missing": "成员{name}没有写职责分工。请写上分管什么。（第十条）",
    "group_too_early": "现在的组成从{day}起，新的组成不能早于它。请核对日期。",
    "group_unsound": "这个组成还有 {count} 处不合第十条，不能公布。请照清单改好，登记新的组成再公布。",
    "group_disclosed": "这个组成在{day}已经公布，不用再公布一次。",
    "group_replaced": "这个组成已经换过，不再公布。请公布现在的组成。",
    "group_seat_repeated": "{name}在“{role}”上写了两次。请删去一行。",
}
