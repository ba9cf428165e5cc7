// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// A bill of exchange 承兑汇票: who pays how much on which day.
public struct Bill: Hashable, Sendable {
  public let number: String
  public let kind: BillKind
  /// Above zero.
  public let face: Amount
  public let drawnOn: Day
  public let maturesOn: Day

  /// - Throws: `FinanceFindings`, all together: `bill.face-not-above-zero`, `bill.matures-before-drawn`.
  public init(number: String, kind: BillKind = .bank, face: Amount, drawnOn: Day, maturesOn: Day) throws(FinanceFindings) {
    var findings: [FinanceFinding] = []
    if face.minorUnits <= 0 {
      findings.append(
        FinanceFinding(
          "bill.face-not-above-zero", number, "票据 \(number) 的票面是 \(face.decimalText)", "bill \(number) has a face of \(face.decimalText)",
          advice: "票面大于零；退票另记", "A face is above zero; a returned bill is a step of its own"))
    }
    if maturesOn <= drawnOn {
      findings.append(
        FinanceFinding(
          "bill.matures-before-drawn", number, "票据 \(number) 的到期日 \(maturesOn) 不晚于出票日 \(drawnOn)",
          "bill \(number) matures on \(maturesOn), not after \(drawnOn), the day it was drawn", advice: "核对两个日期", "Check the two days"))
    }
    guard findings.isEmpty else { throw FinanceFindings(findings) }
    self.number = number
    self.kind = kind
    self.face = face
    self.drawnOn = drawnOn
    self.maturesOn = maturesOn
  }

  /// A bill of so many months or days.
  public init(number: String, kind: BillKind = .bank, face: Amount, drawnOn: Day, tenor: BillTenor) throws(FinanceFindings) {
    try self.init(number: number, kind: kind, face: face, drawnOn: drawnOn, maturesOn: tenor.maturity(drawnOn: drawnOn))
  }

  /// A warning for a bill that runs longer than the rules of 2023 allow; vouchers have a tenor of their own.
  public var findings: [FinanceFinding] {
    guard kind != .receivableVoucher, maturesOn > BillTenor(months: 6).maturity(drawnOn: drawnOn) else { return [] }
    return [
      FinanceFinding(
        "bill.tenor-long", severity: .warning, number, "票据 \(number) 从 \(drawnOn) 到 \(maturesOn)，超过六个月",
        "bill \(number) runs from \(drawnOn) to \(maturesOn), more than six months", advice: "2023 年起出票的商业汇票最长六个月；核对日期",
        "Bills drawn since 2023 run six months at most; check the days")
    ]
  }

  /// The bank day on which a bill held to maturity turns into cash: the maturity, or the next bank day after it.
  public func cashDay(_ bankDays: WorkingDays) -> Day { bankDays.nextWorkday(onOrAfter: maturesOn) }

  /// What a bank pays when it discounts the bill on `day`; interest runs from that day to the day before maturity.
  ///
  /// - Parameter annualRate: 0.02 for 2.0 % a year.
  /// - Returns: nil when the rate is not 0 to 100 %, or the interest would leave nothing.
  public func discount(on day: Day, annualRate: FixedPoint) -> BillDiscount? {
    BillDiscount(face: face, annualRate: annualRate, days: day.distance(to: maturesOn))
  }
}

/// The price of money now instead of at maturity, exact: interest = round(face × rate × days ÷ 360), once; proceeds = face − interest.
///
/// Source: 支付结算办法 §94 (interest from the day of discount to the day before maturity); the market's year of 360 days.
public struct BillDiscount: Hashable, Sendable {
  public let days: Int
  public let interest: Amount
  public let proceeds: Amount

  /// nil when days are below zero, the rate is not 0 to 100 % a year, it does not fit 128 bits, or nothing would be paid out.
  public init?(face: Amount, annualRate: FixedPoint, days: Int, daysOfYear: Int = 360) {
    let isRate = annualRate.mantissa >= 0 && !FixedPoint(mantissa: 1, scale: 0).isLess(than: annualRate)
    guard days >= 0, isRate, daysOfYear > 0 else { return nil }
    let faceDays = Int128(face.minorUnits) * Int128(days)
    guard let interest = Interest.amount(principalDays: faceDays, annualRate: annualRate, dayBasis: daysOfYear, face.currency),
      interest.minorUnits < face.minorUnits
    else { return nil }
    self.days = days
    self.interest = interest
    self.proceeds = Amount(minorUnits: face.minorUnits - interest.minorUnits, currency: face.currency)
  }
}
