// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with a payment term, in words.
extension FinanceFinding {
  static func termsEmpty() -> FinanceFinding {
    FinanceFinding(
      "terms.empty", "", "付款条件是空的", "the payment term is empty", advice: "例如：月结30天 截止25 付款日10",
      "For example: monthly 30 days cut-off 25 pay day 10")
  }

  static func termsTooLong(_ count: Int) -> FinanceFinding {
    FinanceFinding(
      "terms.too-long", "\(count)", "付款条件有 \(count) 个字符，最多 \(TermsReader.limit) 个",
      "the term has \(count) characters, the limit is \(TermsReader.limit)",
      advice: "只写付款条件，说明文字另放", "Write the term only and keep remarks elsewhere")
  }

  static func wordNotKnown(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.word-not-known", at: token.column, token.text, "不认识“\(token.text)”，它可能改变付款日",
      "\"\(token.text)\" is not understood and might change the day",
      advice: "改用 预付、发货、验收、开票、到票、对账、质保、余款、月结、截止、付款日、电汇、银承、商承，或删去",
      "Use advance, shipment, acceptance, invoice, invoice received, statement, retention, balance, monthly, cut-off, pay day, wire or bank bill, or leave it out"
    )
  }

  static func numberAlone(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.number-without-meaning", at: token.column, token.text, "“\(token.text)”可以是天数、月数、日期或比例",
      "\"\(token.text)\" may be days, months, a day or a share",
      advice: "写明：30天、1个月、截止25、30%", "Say which: 30 days, 1 month, cut-off 25, 30%")
  }

  static func rangeGiven(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.range", at: token.column, token.text, "“\(token.text)”是一个范围，算不出唯一的付款日",
      "\"\(token.text)\" is a range, which gives no single day",
      advice: "写合同里的那一个数，例如 12个月", "Write the one number of the contract, such as 12 months")
  }

  static func ratioNotRead(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.ratio-not-read", at: token.column, token.text, "“\(token.text)”不是合计 10 或 100 的四段（预付-发货-验收-质保）",
      "\"\(token.text)\" is not four parts (advance-shipment-acceptance-retention) that make 10 or 100",
      advice: "写成 3-3-3-1@12个月，或逐段写：预付30% 余款 验收后30天",
      "Write 3-3-3-1@12 months, or part by part: advance 30% balance after acceptance 30 days")
  }

  static func shareNotPossible(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.share-not-possible", at: token.column, token.text, "比例“\(token.text)”不在 0 到 100% 之间，或超过四位小数",
      "the share \"\(token.text)\" is not above 0 and up to 100 %, or has more than four decimals", advice: "写 0.0001% 到 100%",
      "Write 0.0001% to 100%")
  }

  static func sharesNotWhole(_ sum: Int64, at column: Int) -> FinanceFinding {
    let text = PaymentAgreement.percentText(sum)
    let rest = sum < Instalment.whole ? PaymentAgreement.percentText(Instalment.whole - sum) : ""
    return FinanceFinding(
      "terms.shares-not-whole", at: column, text + "%", "各期合计 \(text)%，应为 100%" + (rest.isEmpty ? "" : "，还差 \(rest)%"),
      "the instalments make \(text) %, not 100 %" + (rest.isEmpty ? "" : "; \(rest) % are missing"), advice: "改比例，或把最后一期写成“余款”",
      "Correct a share, or write the last part as \"balance\"")
  }

  static func shareMissing(_ draft: InstalmentDraft) -> FinanceFinding {
    FinanceFinding(
      "terms.share-missing", at: draft.column, draft.name, "“\(draft.name)”没有写比例", "\"\(draft.name)\" has no share",
      advice: "写 \(draft.name)30%，或写“余款”", "Write \(draft.name) 30%, or \"balance\"")
  }

  static func settlementNotWhole(at column: Int, known: Int64, open: Int) -> FinanceFinding {
    let text = PaymentAgreement.percentText(known)
    let (why, reason) =
      open > 1
      ? ("\(open) 种方式没有写比例", "\(open) means have no share") : ("合计 \(text)%，应为 100%", "they make \(text) %, not 100 %")
    return FinanceFinding(
      "terms.settlement-not-whole", at: column, text + "%", "电汇与票据：\(why)", "wire and bills: \(reason)",
      advice: "例如：电汇50% 银承50% 6个月", "For example: wire 50% bank bill 50% 6 months")
  }

  static func billWithoutTenor(at column: Int, _ kind: BillKind?) -> FinanceFinding {
    FinanceFinding(
      "terms.bill-without-tenor", at: column, kind?.chineseName ?? "", "票据没有写期限，不知道哪天到期", "the bill has no tenor, so it has no maturity",
      advice: "例如：银承50% 6个月", "For example: bank bill 50% 6 months")
  }

  static func saidTwice(_ token: TermsToken, _ chinese: String, _ english: String, first: Int) -> FinanceFinding {
    FinanceFinding(
      "terms.said-twice", at: token.column, token.text, "\(chinese)写了两次，第 \(first) 个字符处已有一个",
      "the \(english) stands there twice, first at \(first)",
      advice: "留一个；不同的期用比例分开写", "Keep one; give different instalments their own shares")
  }

  static func daysAndMonths(days: Placed<Int>, months: Placed<Int>) -> FinanceFinding {
    FinanceFinding(
      "terms.days-and-months", at: max(days.column, months.column), "\(days.value) / \(months.value)",
      "既写了 \(days.value) 天，又写了 \(months.value) 个月：1 个月不等于 30 天",
      "both \(days.value) days and \(months.value) months: a month is not 30 days",
      advice: "按合同只留一个", "Keep the one of the contract")
  }

  static func dayNotPossible(_ token: TermsToken, _ chinese: String, _ english: String) -> FinanceFinding {
    FinanceFinding(
      "terms.day-not-possible", at: token.column, token.text, "\(chinese)“\(token.text)”：月份里没有这一天",
      "\(english) \"\(token.text)\": a month has no such day",
      advice: "写 1 到 31，31 或“月末”是每月最后一天", "Write 1 to 31; 31 or \"month end\" is the last day of every month")
  }

  static func dayMissing(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.day-missing", at: token.column, token.text, "“\(token.text)”后面没有日期", "no day follows \"\(token.text)\"",
      advice: "例如：截止25，付款日10",
      "For example: cut-off 25, pay day 10")
  }

  static func periodNotPossible(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.period-not-possible", at: token.column, token.text, "期限“\(token.text)”应是 0 到 1830 天或 60 个月以内的整数",
      "the period \"\(token.text)\" is not a whole number up to 1,830 days or 60 months", advice: "核对单位和数字", "Check the unit and the number"
    )
  }

  static func cutOffTaken(at column: Int) -> FinanceFinding {
    FinanceFinding(
      "terms.cut-off-taken", severity: .warning, at: column, "", "月结没有写截止日，按月末截止", "no cut-off day is given; the month end is taken",
      advice: "写明，例如 截止25 或 截止月末",
      "Say it: cut-off 25, or cut-off month end")
  }

  static func retentionWithoutPeriod(at column: Int) -> FinanceFinding {
    FinanceFinding(
      "terms.retention-without-period", at: column, "", "质保金没有写期限，不知道哪天收回", "the retention has no period, so no day",
      advice: "例如：质保10%@12个月", "For example: retention 10% 12 months")
  }

  static func tenorLong(_ token: TermsToken) -> FinanceFinding {
    FinanceFinding(
      "terms.bill-tenor-long", severity: .warning, at: token.column, token.text, "票据期限“\(token.text)”超过 6 个月，2023 年起的商业汇票最长 6 个月",
      "a tenor of \"\(token.text)\" is above the six months that bills may have since 2023", advice: "核对；债权凭证按其自身约定",
      "Check it; vouchers follow their own agreement")
  }

  static func anchorBeside(_ anchor: Placed<TermsAnchor>) -> FinanceFinding {
    FinanceFinding(
      "terms.anchor-without-instalment", at: anchor.column, anchor.value.chineseName, "“\(anchor.value.chineseName)”不知道属于哪一期",
      "\"\(anchor.value.englishName)\" belongs to no instalment", advice: "写在那一期后面：余款 自验收 30天",
      "Write it behind its instalment: balance after acceptance 30 days")
  }
}
