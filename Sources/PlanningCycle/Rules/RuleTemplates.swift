// SPDX-License-Identifier: Apache-2.0
import Access
import Planning
import Quantities

extension Workspace {
  private struct Example: Sendable {
    let id: String
    let label: BilingualText
    let edit: @Sendable (inout RuleDraft) -> Void

    init(_ id: String, _ chinese: String, _ english: String, _ edit: @escaping @Sendable (inout RuleDraft) -> Void) {
      self.id = id
      label = BilingualText(chinese, english)
      self.edit = edit
    }
  }

  private static let examples: [Example] = [
    Example("cash", "资金低于警戒线", "Cash under the line") {
      ($0.kind, $0.figure, $0.window, $0.count, $0.side, $0.limit) = ("threshold", "cash_balance", "days", 56, "below", "5000000")
      $0.severity = "critical"
    },
    Example("budget", "产品族订单偏离预算", "Orders of a family off budget") {
      ($0.kind, $0.figure, $0.each, $0.window, $0.count) = ("deviation", "orders", "Family", "months", 3)
      ($0.base, $0.side, $0.percent) = ("budget", "either", "10%")
    },
    Example("forecast", "地区订单低于销售承诺", "Orders of a region under its forecast") {
      ($0.kind, $0.figure, $0.each, $0.window, $0.count) = ("deviation", "orders", "Region", "months", 3)
      ($0.base, $0.side, $0.percent) = ("lastForecast", "below", "15%")
    },
    Example("margin", "毛利率过低", "Margin too low") {
      ($0.kind, $0.figure, $0.each, $0.window, $0.count) = ("threshold", "gross_margin_rate", "Family", "months", 6)
      ($0.side, $0.limit) = ("below", "20%")
    },
    Example("expenses", "销售费用占收入过高", "Selling expenses too large a share of revenue") {
      ($0.kind, $0.figure, $0.share, $0.window) = ("threshold", "selling_expenses", "total_revenue", "restOfYear")
      ($0.side, $0.limit) = ("above", "12%")
    },
    Example("falling", "物料预测连续下降", "Forecast of an item keeps falling") {
      ($0.kind, $0.figure, $0.each, $0.window, $0.count) = ("trend", "units", "Item", "months", 6)
      ($0.side, $0.run, $0.percent) = ("below", 3, "5%")
    },
    Example("cover", "库存可用天数不足", "Stock lasts too few days") {
      ($0.kind, $0.figure, $0.each, $0.side, $0.limit) = ("threshold", KnownFigure.stockCover.rawValue, "Item", "below", "20")
    },
    Example("overdue", "客户逾期应收过大", "A customer owes too much past its day") {
      ($0.kind, $0.figure, $0.each, $0.side, $0.limit) = ("threshold", KnownFigure.overdue.rawValue, "Customer", "above", "1000000")
    },
    Example("balances", "银行余额没有更新", "Bank balances out of date") {
      ($0.kind, $0.data, $0.days) = ("lateData", "bank-balances", 3)
    },
    Example("missing", "预测到期没有提报", "A forecast was not handed in") { ($0.kind, $0.form, $0.days) = ("missing", "forecast", 0) },
  ]

  /// Examples to begin with: those that the model and the facts have figures for, and that somebody may save.
  func templates(for person: Person) -> [RuleChoices.Template] {
    Self.examples.compactMap { example in
      var draft = RuleDraft()
      (draft.name, draft.englishName) = (example.label.chinese, example.label.english)
      example.edit(&draft)
      var reading = RuleReading(plan: plan, sight: plan.sight(of: person), today: planningDay)
      let condition: RuleCondition?
      switch draft.kind {
      case "threshold": condition = reading.threshold(draft)
      case "deviation": condition = reading.deviation(draft)
      case "trend": condition = reading.trend(draft)
      case "lateData": condition = Access.allows(person, .viewCompany) ? .lateData(draft.data, days: Int(draft.days ?? 0)) : nil
      default: condition = .missing(form: draft.form, days: Int(draft.days ?? 0))
      }
      guard let condition, reading.problems.isEmpty else { return nil }
      return RuleChoices.Template(id: example.id, label: example.label, sentence: sentence(of: condition), draft: draft)
    }
  }
}

extension RuleDraft {
  /// A rule as it would be typed.
  init(_ content: RuleContent, _ plan: PlanState) {
    self.init()
    (name, englishName) = (content.name.chinese, content.name.english)
    (isShared, isOn, severity, recovery) = (content.isShared, content.isOn, content.severity.rawValue, "\(content.recovery)")
    kind = content.condition.kind
    let found = content.condition.figure.flatMap { plan.ruleFigure($0.name) }
    if let asked = content.condition.figure { (figure, members, each) = (asked.name, asked.members, asked.each?.rawValue ?? "") }
    if let asked = content.condition.window { (window, count, isWhole) = (asked.kind.rawValue, Int64(asked.count), asked.isWhole) }
    func typed(_ number: FixedPoint, isPercent: Bool) -> String {
      isPercent
        ? (number.rescaled(to: 8).flatMap { FixedPoint(mantissa: $0.mantissa, scale: 6).trimmed.description } ?? "") + "%"
        : number.trimmed.description
    }
    switch content.condition {
    case .threshold(_, _, let side, let limit, let share):
      (self.side, self.share) = (side.rawValue, share ?? "")
      self.limit = typed(limit, isPercent: share != nil || found?.isPercent == true)
    case .deviation(_, _, let base, let side, let percent, let amount):
      (self.base, self.side) = (base.rawValue, side.rawValue)
      self.percent = percent.map { typed($0, isPercent: true) } ?? ""
      self.amount = amount.map { typed($0, isPercent: found?.isPercent == true) } ?? ""
    case .trend(_, _, let side, let count, let percent):
      (self.side, run) = (side.rawValue, Int64(count))
      self.percent = percent.mantissa == 0 ? "" : typed(percent, isPercent: true)
    case .lateData(let kind, let days): (data, self.days) = (kind, Int64(days))
    case .missing(let form, let days): (self.form, self.days) = (form, Int64(days))
    }
  }
}
