// SPDX-License-Identifier: Apache-2.0
import Planning

extension BuildStatement {
  /// 勾稽 of the month: what the lines say beside what the plan and the other statements say.
  func checks(_ months: StatementMonths) throws(PlanningError) -> [StatementView.Check] {
    switch kind {
    case .income:
      return [
        try check("profit", "净利润 = 各行之和 = 计划的净利润", "net profit = its lines = the plan's", months["net_profit"], "net_profit"),
        try equityCheck(),
      ]
    case .balance:
      return [
        StatementView.Check(
          key: "balance", label: BilingualText("资产 = 负债 + 所有者权益", "assets = liabilities + equity"),
          difference: difference(months["total_assets"], months["total_funding"])),
        try check(
          "equity", "权益 = 期初 + 净利润 + 投入 − 分红", "equity = opening + profit + capital − dividends", months["equity"], "equity"),
        try check("assets", "资产总计 = 计划的资产合计", "total assets = the plan's", months["total_assets"], "total_assets"),
        try check(
          "liabilities", "负债合计 = 计划的负债合计", "total liabilities = the plan's", months["total_liabilities"], "total_liabilities"),
      ]
    case .cash:
      var result = [
        try check("closing", "期末现金 = 资产负债表的货币资金", "closing cash = cash in the balance sheet", months["closing_cash"], "cash")
      ]
      if month >= plan.calendar.actualCount {
        result.append(
          StatementView.Check(
            key: "indirect", label: BilingualText("间接法 = 直接法", "indirect = direct"),
            difference: difference(months["cash_indirect"], months["cash_operating"])))
      }
      return result
    }
  }

  private func difference(_ left: [Int64?], _ right: [Int64?]) -> Int64 {
    guard month < left.count, month < right.count, let left = left[month], let right = right[month] else { return 0 }
    return left - right
  }

  /// A total of rounded lines may miss the rounded total by as many half 分 as it has lines; more than that is an error.
  private func check(_ key: String, _ chinese: String, _ english: String, _ shown: [Int64?], _ measure: String)
    throws(PlanningError) -> StatementView.Check
  {
    let difference = difference(shown, try StatementMonths.rounded(measure, plan.engine))
    return StatementView.Check(
      key: key, label: BilingualText(chinese, english), difference: abs(difference) <= 10 ? 0 : difference)
  }

  /// 净利润 of the month moves equity of the balance sheet.
  private func equityCheck() throws(PlanningError) -> StatementView.Check {
    let label = BilingualText("净利润进入所有者权益", "net profit goes into equity")
    guard month >= max(1, plan.calendar.actualCount) else { return StatementView.Check(key: "retained", label: label, difference: 0) }
    let equity = try StatementMonths.rounded("equity", plan.engine)
    var flow: Int64 = 0
    for (name, sign) in [("net_profit", Int64(1)), ("capital_in", 1), ("dividends", -1)] {
      let row = try StatementMonths.rounded(name, plan.engine)
      if month < row.count { flow += sign * (row[month] ?? 0) }
    }
    guard month < equity.count, let now = equity[month], let before = equity[month - 1] else {
      return StatementView.Check(key: "retained", label: label, difference: 0)
    }
    let rest = now - before - flow
    return StatementView.Check(key: "retained", label: label, difference: abs(rest) <= 3 ? 0 : rest)
  }
}
