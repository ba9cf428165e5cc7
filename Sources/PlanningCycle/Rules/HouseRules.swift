// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Quantities

/// Rules that every company has from the first day: what somebody would ask of a plan before anybody wrote a rule. They are shared rules like others, with
/// numbers below nought; whoever may approve changes them, switches them off, or puts them back as they are here.
///
/// Their lines are wide on purpose, an alert too many costs the next one its reader. What the plan has no figures for (no budget, no forecast made before,
/// no calendar) rests. Margins are looked at for a trend, not sales: those rise and fall with the season.
enum HouseRules {
  static let all: [AlertRule] = [
    rule(
      1, "产品族订单偏离预算", "Orders of a family off budget", .warning,
      .deviation(
        RuleFigure("orders", each: .family), RuleWindow(.months, 3), .budget, .either,
        percent: share(15), amount: yuan(500_000))),
    rule(
      2, "地区订单偏离上次预测", "Orders of a region off the last forecast", .warning,
      .deviation(
        RuleFigure("orders", each: .region), RuleWindow(.months, 3), .lastForecast, .either,
        percent: share(15), amount: yuan(500_000))),
    rule(
      3, "产品族毛利率连续下降", "Margin of a family keeps falling", .info,
      .trend(
        RuleFigure("gross_margin_rate", each: .family), RuleWindow(.months, 6), .below, count: 3,
        percent: share(2))),
    rule(
      4, "客户逾期应收过大", "A customer owes too much past its day", .warning,
      .threshold(
        RuleFigure(KnownFigure.overdue.rawValue, each: .customer), RuleWindow(.now), .above,
        limit: yuan(500_000), share: nil)),
    rule(
      5, "销售订单没有更新", "Sales orders out of date", .warning,
      .lateData("sales-order-lines", days: lateDays)),
    rule(
      6, "银行余额没有更新", "Bank balances out of date", .warning,
      .lateData("bank-balances", days: lateDays)),
    rule(
      7, "预测到期没有提报", "A forecast was not handed in", .warning, .missing(form: "forecast", days: 0)),
    rule(8, "预算到期没有提报", "A budget was not handed in", .warning, .missing(form: "budget", days: 0)),
  ]

  static let byNumber = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// A month that was closed by the tenth of the next is never late.
  private static let lateDays = 40

  private static func share(_ percent: Int64) -> FixedPoint {
    FixedPoint(mantissa: percent, scale: 2)
  }
  private static func yuan(_ amount: Int64) -> FixedPoint { FixedPoint(mantissa: amount, scale: 0) }

  private static func rule(
    _ number: Int64, _ chinese: String, _ english: String, _ severity: Alert.Severity,
    _ condition: RuleCondition
  ) -> AlertRule {
    let owner = Person.localOperator
    return AlertRule(
      id: -number, owner: owner.id, login: owner.login, savedIn: -number,
      content: RuleContent(
        name: BilingualText(chinese, english), isShared: true, isOn: true, severity: severity,
        recovery: RuleLimits.recoveryDefault,
        condition: condition))
  }
}

extension AlertRule {
  /// One that the house brings along.
  public var isOfHouse: Bool { id < 0 }
}
