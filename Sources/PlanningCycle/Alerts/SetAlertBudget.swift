// SPDX-License-Identifier: Apache-2.0
public import Access
public import Alerting
import Journal

extension Workspace {
  /// Most alerts that anybody may be told of at once on a day, and in seven days.
  public static let alertBudgetLimits = (day: 20, week: 100)

  /// How many alerts each person is told of at once: three a day and five in any seven days where nobody said otherwise.
  public var alertBudget: AlertBudget { ledgers.alerts.budget }

  /// Sets how many alerts each person is told of at once; the others wait for the digest of the next workday.
  ///
  /// - Parameters:
  ///   - day: alerts a day; 0: digests alone.
  ///   - week: alerts in any seven days in a row, at least those of a day.
  /// - Throws: `CycleError.alertBudgetRefused` with every reason; `StoreError`.
  public func setAlertBudget(
    _ proof: Authorized<To.Approve>, day: Int, week: Int, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let limits = Self.alertBudgetLimits
    var reasons: [BilingualText] = []
    if !(0...limits.day).contains(day) {
      reasons.append(
        BilingualText(
          "每天 \(day) 条，应在 0 到 \(limits.day) 之间", "\(day) a day is not between 0 and \(limits.day)"))
    }
    if !(0...limits.week).contains(week) {
      reasons.append(
        BilingualText(
          "七天 \(week) 条，应在 0 到 \(limits.week) 之间",
          "\(week) in seven days is not between 0 and \(limits.week)"))
    }
    if week < day {
      reasons.append(
        BilingualText(
          "七天 \(week) 条，少于一天的 \(day) 条", "\(week) in seven days is less than \(day) a day"))
    }
    guard reasons.isEmpty else {
      throw CycleError(
        .alertBudgetRefused, BilingualText("提醒条数不能这样设", "alerts cannot be limited so"),
        detail: BilingualText.joined(reasons),
        hint: BilingualText("改正后再保存", "correct it and save again"),
        parameters: ["day": "\(day)", "week": "\(week)"])
    }
    return try recordDecision(
      AlertLedger.budgetSet, ["per_day": .integer(Int64(day)), "per_week": .integer(Int64(week))],
      BilingualText(
        "每人即时提醒：每天最多 \(day) 条，七天最多 \(week) 条",
        "alerts told at once: at most \(day) a day and \(week) in seven days a person"),
      context)
  }
}

extension AlertBudget {
  /// One place is kept for a critical alert where there is more than one.
  init(day: Int, week: Int) {
    self.init(perDay: day, perWeek: week, reserved: min(day, week) > 1 ? 1 : 0)
  }
}
