// SPDX-License-Identifier: Apache-2.0

extension AuditReader {
  /// What fields of events are called; one that is not here goes by its own name.
  static let fields: [String: BilingualText] = [
    "how": BilingualText("方式", "How"), "file": BilingualText("文件", "File"), "bytes": BilingualText("字节", "Bytes"),
    "query": BilingualText("请求", "Request"), "count": BilingualText("次数", "Times"), "label": BilingualText("名称", "Name"),
    "token": BilingualText("令牌", "Token"), "days": BilingualText("天数", "Days"), "scope": BilingualText("数据范围", "Scope"),
    "read_only": BilingualText("只读", "Read only"), "as": BilingualText("视角", "As"), "events": BilingualText("事件", "Events"),
    "faults": BilingualText("问题", "Faults"), "origins": BilingualText("来源", "Sources"), "before": BilingualText("早于", "Before"),
    "name": BilingualText("姓名", "Name"), "name_en": BilingualText("英文名", "English name"), "role": BilingualText("角色", "Role"),
    "month": BilingualText("月份", "Month"), "day": BilingualText("日期", "Day"), "year": BilingualText("年度", "Year"),
    "amount": BilingualText("金额", "Amount"), "from": BilingualText("从", "From"), "to": BilingualText("到", "To"),
    "through": BilingualText("至", "Through"), "form": BilingualText("预算表", "Form"), "line": BilingualText("行", "Line"),
    "basis": BilingualText("依据", "Basis"), "accepted": BilingualText("接受", "Accepted"), "words": BilingualText("内容", "Words"),
    "text": BilingualText("内容", "Text"), "owner": BilingualText("负责人", "Owner"), "due": BilingualText("期限", "Due"),
    "done": BilingualText("完成", "Done"), "decision": BilingualText("决定", "Decision"), "action": BilingualText("行动", "Action"),
    "side": BilingualText("方", "Side"), "measure": BilingualText("指标", "Measure"), "place": BilingualText("范围", "Place"),
    "span": BilingualText("期间", "Period"), "region": BilingualText("地区", "Region"), "stage": BilingualText("阶段", "Stage"),
    "deal": BilingualText("商机", "Deal"), "until": BilingualText("直到", "Until"), "thread": BilingualText("讨论", "Thread"),
    "comment": BilingualText("评论", "Comment"), "about": BilingualText("关于", "About"), "column": BilingualText("期间", "Period"),
    "alert": BilingualText("预警", "Alert"), "flow": BilingualText("流程", "Flow"), "version": BilingualText("版本", "Version"),
    "purpose": BilingualText("用途", "Purpose"), "giver": BilingualText("委托人", "Giver"), "stand_in": BilingualText("代理人", "Stand-in"),
    "is_shared": BilingualText("共享", "Shared"), "scenario": BilingualText("情景", "Scenario"), "transfer": BilingualText("调拨", "Transfer"),
    "invitation": BilingualText("邀请", "Invitation"), "expires_at": BilingualText("有效期至", "Good until"),
    "currency": BilingualText("币种", "Currency"), "is_sample": BilingualText("示例公司", "Example company"),
    "name_zh": BilingualText("中文名", "Chinese name"), "made_for": BilingualText("示例日期", "Made for"),
    "issuer": BilingualText("签发方", "Issuer"), "subject": BilingualText("账号编号", "Account number"),
    "client_id": BilingualText("客户端编号", "Client id"), "is_on": BilingualText("启用", "On"),
    "is_only_way": BilingualText("只用企业账号", "The only way"),
    "keepers": BilingualText("保留密码", "Keep their password"), "login_claim": BilingualText("登录名字段", "Claim of the login"),
    "finds_by_claim": BilingualText("按登录名关联", "Links by login"), "new_role": BilingualText("新成员角色", "Role of new members"),
    "new_scope": BilingualText("新成员范围", "Scope of new members"), "second_factor": BilingualText("两步验证", "Second factor"),
    "scopes": BilingualText("scope", "Scopes"), "contexts": BilingualText("acr", "acr"),
    "internal_hosts": BilingualText("内网主机", "Internal hosts"),
    "button_zh": BilingualText("按钮（中文）", "Button (Chinese)"), "button_en": BilingualText("按钮（英文）", "Button (English)"),
    "dimension": BilingualText("维度", "Dimension"), "read_on": BilingualText("读取日", "Read on"),
  ]

  /// Values that are words of the program.
  static let values: [String: BilingualText] = [
    "yes": BilingualText("是", "yes"), "no": BilingualText("否", "no"),
    "password": BilingualText("密码", "password"), "password-and-code": BilingualText("密码和验证码", "password and code"),
    "invitation": BilingualText("邀请链接", "invitation"), "password-link": BilingualText("设新密码的链接", "a link to another password"),
    "password-link-and-code": BilingualText("设新密码的链接和验证码", "a link to another password, and a code"),
    "new-password": BilingualText("修改密码后", "after a new password"),
    "provider": BilingualText("企业账号", "company account"),
    "provider-and-code": BilingualText("企业账号和验证码", "company account and code"),
    "provider-invitation": BilingualText("邀请链接和企业账号", "invitation and company account"),
    "claim": BilingualText("登录名相同", "the same login"), "self": BilingualText("本人", "the person"),
    "administrator": BilingualText("管理员", "an administrator"),
    "forecast": BilingualText("预测", "forecast"), "budget": BilingualText("预算", "budget"), "sales": BilingualText("销售", "sales"),
    "finance": BilingualText("财务", "finance"), "third": BilingualText("第三方", "third party"), "cell": BilingualText("单元格", "cell"),
    "row": BilingualText("整行", "row"),
  ]
}
