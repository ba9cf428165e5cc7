// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// One step of a progressive table: what exceeds the step below is taxed at the rate.
public struct TaxBracket: Hashable, Sendable {
  /// The most that falls under it, 分; nil for the last.
  public let upTo: Int64?
  /// Hundredths: 3 is 3 %.
  public let percent: Int64
  /// 速算扣除数, 分.
  public let quickDeduction: Int64

  public init(upTo: Int64?, percent: Int64, quickDeduction: Int64) {
    self.upTo = upTo
    self.percent = percent
    self.quickDeduction = quickDeduction
  }
}

/// 个人所得税 on wages 工资薪金: withheld month by month on what was earned in the year so far 累计预扣法, and on the year-end bonus by itself.
///
/// Withheld in month k = max(0, (cumulative wages − 5,000 × k − cumulative deductions) × rate − quick deduction − withheld so far).
/// Sources: 个人所得税法 (2018), 附表一; 国家税务总局公告 2018 年第 61 号, 第六条 (cumulative withholding, from 2019-01-01); 财政部 税务总局公告 2023 年第 30 号
/// (bonus taxed by itself through 2027-12-31).
public enum WageTax {
  /// 起征点 a month, 分.
  public static let allowance: Int64 = 500_000
  public static let firstYear = 2019
  /// A bonus may be taxed by itself through the end of this year.
  public static let lastBonusYear = 2027

  /// 综合所得, by year.
  public static let yearly: [TaxBracket] = [
    TaxBracket(upTo: 3_600_000, percent: 3, quickDeduction: 0), TaxBracket(upTo: 14_400_000, percent: 10, quickDeduction: 252_000),
    TaxBracket(upTo: 30_000_000, percent: 20, quickDeduction: 1_692_000),
    TaxBracket(upTo: 42_000_000, percent: 25, quickDeduction: 3_192_000),
    TaxBracket(upTo: 66_000_000, percent: 30, quickDeduction: 5_292_000),
    TaxBracket(upTo: 96_000_000, percent: 35, quickDeduction: 8_592_000),
    TaxBracket(upTo: nil, percent: 45, quickDeduction: 18_192_000),
  ]

  /// 按月换算后的综合所得税率表.
  public static let monthly: [TaxBracket] = [
    TaxBracket(upTo: 300_000, percent: 3, quickDeduction: 0), TaxBracket(upTo: 1_200_000, percent: 10, quickDeduction: 21_000),
    TaxBracket(upTo: 2_500_000, percent: 20, quickDeduction: 141_000), TaxBracket(upTo: 3_500_000, percent: 25, quickDeduction: 266_000),
    TaxBracket(upTo: 5_500_000, percent: 30, quickDeduction: 441_000), TaxBracket(upTo: 8_000_000, percent: 35, quickDeduction: 716_000),
    TaxBracket(upTo: nil, percent: 45, quickDeduction: 1_516_000),
  ]

  /// A month's wages of one person, 分.
  public struct Wages: Hashable, Sendable {
    /// 应发工资, before the employee's own contributions.
    public let gross: Int64
    /// 专项扣除 and 专项附加扣除: own contributions, children, parents, rent ….
    public let deductions: Int64

    public init(gross: Int64, deductions: Int64) {
      self.gross = gross
      self.deductions = deductions
    }
  }

  /// What is withheld in each month of a year, 分; a month in which less is due than was withheld takes nothing and gives nothing back.
  ///
  /// - Parameters:
  ///   - months: at most twelve, from the month in which the employment began in this year.
  ///   - firstMonth: with a law: 2019-01 or later.
  /// - Returns: as many amounts; nil before 2019, over a year's end, with more than twelve months, or beyond 64 bits.
  public static func withheld(_ months: [Wages], from firstMonth: Month) -> [Int64]? {
    guard firstMonth.year >= firstYear, months.count <= 13 - firstMonth.month else { return nil }
    var (earned, withheld) = (Int128(0), Int128(0))
    var result: [Int64] = []
    for (index, month) in months.enumerated() {
      earned += Int128(month.gross) - Int128(month.deductions)
      let taxable = earned - Int128(allowance) * Int128(index + 1)
      guard let due = tax(taxable, by: yearly) else { return nil }
      let taken = max(0, due - withheld)
      withheld += taken
      guard let amount = Int64(exactly: taken) else { return nil }
      result.append(amount)
    }
    return result
  }

  /// Tax on a year-end bonus taxed by itself 单独计税, 分: a twelfth of it chooses the rate.
  ///
  /// The steps are sharp: a bonus of 36,000.00 pays 1,080.00, one of 36,001.00 pays 3,390.10.
  ///
  /// - Returns: nil after 2027-12-31, before 2019, or beyond 64 bits: it then counts among the year's wages.
  public static func onBonus(_ bonus: Int64, paidOn day: Day) -> Int64? {
    guard (firstYear...lastBonusYear).contains(day.year), bonus >= 0 else { return nil }
    // The rate is that of the twelfth, compared exactly: bonus ≤ 12 × step.
    guard let bracket = monthly.first(where: { step in step.upTo.map { Int128(bonus) <= Int128($0) * 12 } ?? true }) else { return nil }
    return tax(Int128(bonus), bracket).flatMap { Int64(exactly: $0) }
  }

  private static func tax(_ taxable: Int128, by table: [TaxBracket]) -> Int128? {
    guard taxable > 0 else { return 0 }
    return table.first { step in step.upTo.map { taxable <= Int128($0) } ?? true }.flatMap { tax(taxable, $0) }
  }

  private static func tax(_ taxable: Int128, _ bracket: TaxBracket) -> Int128? {
    Rounding.divide(taxable * Int128(bracket.percent), by: 100).map { max(0, $0 - Int128(bracket.quickDeduction)) }
  }
}
