// SPDX-License-Identifier: Apache-2.0

/// Why somebody is told something.
public enum NoticeKind: String, Sendable, Hashable, CaseIterable {
  case mention, approval, calendar, alert
  /// The forecast report of a week, or of a month, was written.
  case forecastWeek = "forecast-week"
  case forecastMonth = "forecast-month"
  /// What was left over when somebody had been told enough for a day.
  case digest
  /// A trial of the settings.
  case test
  /// The link by which somebody makes their own login.
  case invitation

  public var label: BilingualText {
    switch self {
    case .mention: BilingualText("提到我", "Mentions")
    case .approval: BilingualText("审批", "Approvals")
    case .calendar: BilingualText("计划日历", "Plan calendar")
    case .alert: BilingualText("预警", "Alerts")
    case .forecastWeek: BilingualText("预测周报", "Weekly forecast report")
    case .forecastMonth: BilingualText("预测月报", "Monthly forecast report")
    case .digest: BilingualText("汇总", "Digest")
    case .test: BilingualText("测试", "Test")
    case .invitation: BilingualText("邀请", "Invitation")
    }
  }

  /// Kinds that people choose by themselves.
  public static let chosen: [NoticeKind] = [.mention, .approval, .calendar, .alert, .forecastWeek, .forecastMonth]

  /// Those there were when nobody wrote down yet which ones a person chose among.
  static let offeredFirst: [NoticeKind] = [.mention, .approval, .calendar, .alert]

  /// For how long a message waits for more of the same kind.
  var gathers: Int64 { self == .mention ? 5 * 60 * 1000 : 0 }
}
