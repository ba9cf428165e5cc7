// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Planning

/// 资金: the balance by day, week or month with what came in and went out, in 分 as shown.
public struct CashView: Sendable {
  public enum Grain: String, Sendable { case day, week, month }

  public struct Line: Sendable {
    public let key: String
    public let label: BilingualText
    /// 1 in, −1 out.
    public let sign: Int
  }

  public struct Period: Sendable {
    public let id: String
    public let label: BilingualText
    public let opening: Int64
    public let closing: Int64
    public let isBelowMinimum: Bool
    /// By line, in their order; positive in the line's own direction.
    public let amounts: [Int64]
  }

  public let minimum: Int64
  public let opening: Int64
  public let firstShortfall: CashShortfall?
  public let lines: [Line]
  public let periods: [Period]
}

extension Workspace {
  static let cashLines: [(name: String, sign: Int)] = [
    ("cash_collected", 1), ("cash_suppliers", -1), ("cash_conversion", -1), ("cash_wages", -1), ("cash_bonus", -1),
    ("cash_expenses", -1), ("cash_taxes", -1), ("cash_capex", -1), ("cash_interest", -1), ("cash_other", 1),
    ("cash_financing", 1),
  ]

  /// Thirteen weeks of days or weeks from the planning day, or all months of the plan.
  ///
  /// Figures are those of each day rounded once; a longer period is the sum of its days, so opening + lines = closing exactly.
  public func cashView(_ proof: Authorized<To.ViewCash>, grain: CashView.Grain) throws -> CashView {
    let engine = plan.engine
    let minimum = try engine.value("minimum_cash", at: .total, period: nil) ?? 0
    let balance = try engine.values("cash_balance", at: .total).map { hundredths($0) }
    let opening = hundredths((try engine.value("actual_cash", at: .total, period: .month(plan.cutoff))) ?? 0)
    var lines = try Self.cashLines.map { try engine.values($0.name, at: .total).map { hundredths($0) } }
    // What rounding of the parts left goes to the last line of "other", day by day, so that every day foots to the balance.
    let other = Self.cashLines.count - 2
    for day in balance.indices {
      let before = day == 0 ? opening : balance[day - 1]
      let sum = zip(lines, Self.cashLines).reduce(Int64(0)) { $0 + $1.0[day] * Int64($1.1.sign) }
      lines[other][day] += balance[day] - before - sum
    }
    let periods = cashPeriods(grain).map { label, id, range in
      let start = range.lowerBound == 0 ? opening : balance[range.lowerBound - 1]
      return CashView.Period(
        id: id, label: label, opening: start, closing: balance[range.upperBound - 1],
        isBelowMinimum: balance[range].contains { $0 < hundredths(minimum) },
        amounts: lines.map { $0[range].reduce(0, +) })
    }
    return CashView(
      minimum: hundredths(minimum), opening: periods.first?.opening ?? opening, firstShortfall: firstShortfall(),
      lines: Self.cashLines.map { line in
        let names = engine.model.measure(named: line.name).map { BilingualText(engine.model.measures[$0].names) }
        return CashView.Line(key: line.name, label: names ?? BilingualText(name: line.name), sign: line.sign)
      },
      periods: periods)
  }

  private func cashPeriods(_ grain: CashView.Grain) -> [(BilingualText, String, Range<Int>)] {
    let calendar = plan.calendar
    let start = max(0, calendar.firstDay.distance(to: planningDay))
    switch grain {
    case .day:
      return (start..<min(start + 91, calendar.dayCount)).map { index in
        let day = calendar.day(at: index)
        return (BilingualText("\(day.month)/\(day.dayOfMonth)", "\(day.month)/\(day.dayOfMonth)"), day.description, index..<(index + 1))
      }
    case .week:
      return (0..<13).compactMap { week in
        let lower = start + week * 7
        guard lower < calendar.dayCount else { return nil }
        let day = calendar.day(at: lower)
        return (
          BilingualText("第\(week + 1)周 \(day.month)/\(day.dayOfMonth)", "W\(week + 1) \(day.month)/\(day.dayOfMonth)"),
          day.description, lower..<min(lower + 7, calendar.dayCount)
        )
      }
    case .month:
      return (calendar.actualCount..<calendar.monthCount).compactMap { index in
        let range = calendar.days(ofMonthAt: index)
        guard !range.isEmpty else { return nil }
        let period = PlanPeriod.month(calendar.month(at: index))
        return (period.label, period.column, range)
      }
    }
  }

  /// The days that a period of the cash view covers; nil when it is not one.
  func cashRange(_ id: String, grain: CashView.Grain) -> Range<Int>? {
    cashPeriods(grain).first { $0.1 == id }?.2
  }
}
