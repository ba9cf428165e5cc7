// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Sales of a quarter up to which a small-scale taxpayer 小规模纳税人 is exempt from VAT, by the days the rule holds.
public struct SmallScaleRelief: Hashable, Sendable {
  public let from: Month
  public let through: Month
  /// 不含税, 分 a quarter.
  public let exemptUpTo: Int64
  /// The rule it rests on.
  public let source: String

  /// Ascending. A quarter behind the last row has no relief until one is announced: none is assumed.
  public static let china: [SmallScaleRelief] = [
    SmallScaleRelief(
      from: Month(year: 2019, month: 1), through: Month(year: 2021, month: 3), exemptUpTo: 30_000_000, source: "财税〔2019〕13号"),
    SmallScaleRelief(
      from: Month(year: 2021, month: 4), through: Month(year: 2022, month: 12), exemptUpTo: 45_000_000,
      source: "财政部 税务总局公告2021年第11号"),
    SmallScaleRelief(
      from: Month(year: 2023, month: 1), through: Month(year: 2027, month: 12), exemptUpTo: 30_000_000,
      source: "财政部 税务总局公告2023年第1号、第19号；2026年第10号"),
  ]

  /// The row of the quarter that ends with `month`; nil where no relief is known.
  public static func of(quarterEnding month: Month) -> SmallScaleRelief? { china.first { $0.from <= month && month <= $0.through } }
}
