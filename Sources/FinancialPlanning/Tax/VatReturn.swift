// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What a general taxpayer's month brings together, in minor units (分).
public struct VatMonth: Hashable, Sendable {
  /// 销项税额, by the tax point.
  public var output: Int64
  /// 进项税额 of invoices received and ticked 勾选 in the month.
  public var input: Int64
  /// 进项税额转出: input that turned out not to be deductible.
  public var transferredOut: Int64
  /// 预缴税额 of construction and real estate.
  public var prepaid: Int64
  /// 简易计税 tax of the month: owed in full, without input.
  public var simplified: Int64

  public init(output: Int64 = 0, input: Int64 = 0, transferredOut: Int64 = 0, prepaid: Int64 = 0, simplified: Int64 = 0) {
    self.output = output
    self.input = input
    self.transferredOut = transferredOut
    self.prepaid = prepaid
    self.simplified = simplified
  }
}

/// One month's return 申报表 of a general taxpayer, exact.
public struct VatReturn: Hashable, Sendable {
  public let month: Month
  public let carriedIn: Int64
  public let entries: VatMonth
  /// To pay, not below zero; what was prepaid is taken off.
  public let payable: Int64
  /// 留抵税额 into the next month.
  public let carriedOut: Int64
  /// What was prepaid and not used yet.
  public let prepaidCarriedOut: Int64
  /// The last day to declare and pay.
  public let payBy: TaxDay

  /// Returns of consecutive months: due = output − (input − transferred out) − carried in; below zero it is carried on and nothing is paid.
  ///
  /// - Parameters:
  ///   - openingCarried: 留抵 into the first month, not below zero.
  /// - Returns: nil when a sum leaves 64 bits.
  public static func returns(
    from first: Month, _ months: [VatMonth], openingCarried: Int64 = 0, workingDays: WorkingDays
  ) -> [VatReturn]? {
    var carried = max(0, openingCarried)
    var prepaidLeft: Int64 = 0
    var result: [VatReturn] = []
    for (offset, entries) in months.enumerated() {
      let month = first.adding(months: offset)
      let balance = Int128(entries.output) - Int128(entries.input) + Int128(entries.transferredOut) - Int128(carried)
      let due = max(0, balance) + Int128(entries.simplified)
      let prepaid = Int128(prepaidLeft) + Int128(entries.prepaid)
      let used = min(prepaid, max(0, due))
      guard let payable = Int64(exactly: due - used), let out = Int64(exactly: max(0, -balance)), let left = Int64(exactly: prepaid - used)
      else { return nil }
      result.append(
        VatReturn(
          month: month, carriedIn: carried, entries: entries, payable: payable, carriedOut: out, prepaidCarriedOut: left,
          payBy: TaxDay.of(month.adding(months: 1), workingDays: workingDays)))
      carried = out
      prepaidLeft = left
    }
    return result
  }

  /// Brings invoices to the months in which they can be deducted: so many days after the invoice it is in hand and ticked.
  ///
  /// - Returns: input tax by month from `first`, as many months as `count`; what comes later is the second value.
  public static func deductible(
    _ invoices: [(day: Day, tax: Int64)], lagDays: Int, from first: Month, count: Int
  ) -> (byMonth: [Int64], later: Int64) {
    var byMonth = [Int64](repeating: 0, count: max(0, count))
    var later: Int64 = 0
    for invoice in invoices {
      let position = max(0, first.distance(to: invoice.day.adding(days: lagDays).monthOf))
      if position < byMonth.count { byMonth[position] &+= invoice.tax } else { later &+= invoice.tax }
    }
    return (byMonth, later)
  }
}

/// One quarter of a small-scale taxpayer 小规模纳税人: exempt up to the sales of ``SmallScaleRelief``, beyond them taxed on everything.
public struct SmallScaleReturn: Hashable, Sendable {
  public let lastMonth: Month
  public let netSales: Int64
  public let isExempt: Bool
  public let payable: Int64
  public let payBy: TaxDay

  /// - Parameters:
  ///   - lastMonth: of the quarter: March, June, September or December.
  ///   - netSales: of the quarter, without tax, in 分.
  ///   - taxOnSpecialInvoices: tax on special invoices 专票, owed whatever the sales.
  ///   - tax: on all sales of the quarter, at the levy rate of their days.
  public init(
    quarterEnding lastMonth: Month, netSales: Int64, tax: Int64, taxOnSpecialInvoices: Int64 = 0, workingDays: WorkingDays
  ) {
    self.lastMonth = lastMonth
    self.netSales = netSales
    isExempt = SmallScaleRelief.of(quarterEnding: lastMonth).map { netSales <= $0.exemptUpTo } ?? false
    payable = max(0, isExempt ? taxOnSpecialInvoices : tax)
    payBy = TaxDay.of(lastMonth.adding(months: 1), workingDays: workingDays)
  }
}
