// SPDX-License-Identifier: Apache-2.0
import Planning

extension BuildStatement {
  /// 勾稽 of the month: what the lines say beside what the plan and the other statements say. Where one side is not known nothing is
  /// claimed: the check is left out.
  func checks(_ months: StatementMonths) throws(PlanningError) -> [TyingCheck] {
    let checks: [TyingCheck?]
    switch kind {
    case .income:
      checks = [
        try check("profit", "净利润 = 各行之和 = 计划的净利润", "net profit = its lines = the plan's", months["net_profit"], "net_profit"),
        try equityMoves(),
      ]
    case .balance:
      checks = [
        // 权益 of the sheet is what assets and liabilities leave; the plan's own is rolled forward from the profit.
        try check("balance", "资产 − 负债 = 计划的所有者权益", "assets − liabilities = the plan's equity", months["equity"], "equity"),
        try check("assets", "资产总计 = 计划的资产合计", "total assets = the plan's", months["total_assets"], "total_assets"),
        try check(
          "liabilities", "负债合计 = 计划的负债合计", "total liabilities = the plan's", months["total_liabilities"], "total_liabilities"),
        try equityMoves(),
      ]
    case .cash:
      checks = [
        try check(
          "closing", "期末现金 = 资产负债表的货币资金 − 受限资金", "closing cash = cash and bank less restricted money in the balance sheet",
          months["closing_cash"], "cash"),
        month < calendar.actualCount
          ? nil : compared("indirect", "间接法 = 直接法", "indirect = direct", months["cash_indirect"], months["cash_operating"], upTo: 0),
      ]
    }
    return checks.compactMap { $0 }
  }

  /// A total of rounded lines may miss the rounded total by as many half 分 as it has lines; more than that is an error.
  private func check(_ key: String, _ chinese: String, _ english: String, _ shown: [Int64?], _ measure: String)
    throws(PlanningError) -> TyingCheck?
  {
    compared(key, chinese, english, shown, try StatementMonths.rounded(measure, plan.engine), upTo: 10)
  }

  private func compared(
    _ key: String, _ chinese: String, _ english: String, _ left: [Int64?], _ right: [Int64?], upTo rounding: Int64
  ) -> TyingCheck? {
    guard month < left.count, month < right.count, let left = left[month], let right = right[month] else { return nil }
    let rest = left - right
    return TyingCheck(key: key, label: BilingualText(chinese, english), difference: abs(rest) <= rounding ? 0 : rest)
  }

  /// Equity moves by the profit, capital and dividends of the month; before the cutoff it is as the ledger gives it.
  private func equityMoves() throws(PlanningError) -> TyingCheck? {
    guard month >= max(1, calendar.actualCount) else { return nil }
    let equity = try StatementMonths.rounded("equity", plan.engine)
    guard month < equity.count, let before = equity[month - 1] else { return nil }
    var after = before
    for (name, sign) in [("net_profit", Int64(1)), ("capital_in", 1), ("dividends", -1)] {
      let row = try StatementMonths.rounded(name, plan.engine)
      if month < row.count { after += sign * (row[month] ?? 0) }
    }
    return compared(
      "retained", "期初权益 + 净利润 + 投入 − 分红 = 期末权益", "opening equity + profit + capital − dividends = closing equity",
      equity, equity.indices.map { $0 == month ? after : nil }, upTo: 3)
  }
}
