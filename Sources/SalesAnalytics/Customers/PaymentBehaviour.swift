// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How a customer pays: late or not, weighted by money, lately against before, and in bills or not.
public struct PaymentBehaviour: Hashable, Sendable {
  public let customer: SalesMember
  /// Collected in the window, minor units.
  public let collected: Int64
  /// Of it bills at face; nil when nothing was collected.
  public let billShare: Double?
  /// Paid on invoices in the window.
  public let paid: Int64
  /// Σ money × (receipt − due day) ÷ Σ money; below zero is early; nil when nothing was paid on invoices.
  public let daysLate: Double?
  /// Of what was paid, what came after its due day.
  public let paidLateShare: Double?
  /// Days late of the last half of the window less those of the first; nil when either has none.
  public let trend: Double?
  /// Owed on the as-of day, credits taken off.
  public let open: Int64
  /// Of it past due.
  public let overdue: Int64
  /// Days since the oldest open due day; 0 when nothing is overdue.
  public let longestOverdueDays: Int
  /// As `daysLate`, with what is overdue still counted until the as-of day: who does not pay at all is not on time.
  public let daysLateWithOpen: Double?
}

extension SalesBooks {
  private struct Tally {
    var collected: Int64 = 0
    var bills: Int64 = 0
    var paid: Int64 = 0
    var late: Int64 = 0
    /// Money × days, first and last half.
    var days: (Int128, Int128) = (0, 0)
    var weights: (Int64, Int64) = (0, 0)
    var open: Int64 = 0
    var overdue: Int64 = 0
    var overdueDays: Int128 = 0
    var longest: Int64 = 0
  }

  /// Payment behaviour of all customers with a receipt in the window or something open, by code.
  ///
  /// - Throws: `SalesAnalysisError.sumTooLarge`.
  public func paymentBehaviour(
    in window: ClosedRange<Day>, asOf: Day, filters: [SalesFilter] = []
  ) throws(SalesAnalysisError) -> [PaymentBehaviour] {
    let parts = Settlement(self, asOf: asOf.ordinal)
    var tallies = [Tally](repeating: Tally(), count: members.customer.count)
    var isTouched = [Bool](repeating: false, count: members.customer.count)
    var isOver = false
    func add(_ value: Int64, to sum: inout Int64) {
      let (result, overflow) = sum.addingReportingOverflow(value)
      (sum, isOver) = (result, isOver || overflow)
    }
    let lines = partLines(parts)
    let allows = passes(filters, lines)
    let middle = window.lowerBound.adding(days: window.lowerBound.distance(to: window.upperBound) / 2).ordinal
    for part in parts.receipt.indices {
      let day = lines.day[part]
      guard day >= window.lowerBound.ordinal, day <= min(window.upperBound, asOf).ordinal, allows(part) else { continue }
      let customer = Int(lines.codes[BaseDimension.customer.rawValue][part])
      let amount = parts.amount[part]
      isTouched[customer] = true
      add(amount, to: &tallies[customer].collected)
      if receipts.isBill[Int(parts.receipt[part])] { add(amount, to: &tallies[customer].bills) }
      guard parts.line[part] >= 0, amount > 0 else { continue }
      let late = Int64(day) - Int64(invoices.due[Int(parts.line[part])])
      add(amount, to: &tallies[customer].paid)
      if late > 0 { add(amount, to: &tallies[customer].late) }
      if day <= middle {
        tallies[customer].days.0 += Int128(amount) * Int128(late)
        add(amount, to: &tallies[customer].weights.0)
      } else {
        tallies[customer].days.1 += Int128(amount) * Int128(late)
        add(amount, to: &tallies[customer].weights.1)
      }
    }
    let invoiceAllows = passes(filters, invoices.lines)
    for row in parts.open.indices where parts.open[row] != 0 && invoiceAllows(row) {
      let customer = Int(invoices.lines.codes[BaseDimension.customer.rawValue][row])
      isTouched[customer] = true
      add(parts.open[row], to: &tallies[customer].open)
      let late = Int64(asOf.ordinal) - Int64(invoices.due[row])
      guard late > 0, parts.open[row] > 0 else { continue }
      add(parts.open[row], to: &tallies[customer].overdue)
      tallies[customer].overdueDays += Int128(parts.open[row]) * Int128(late)
      tallies[customer].longest = max(tallies[customer].longest, late)
    }
    if isOver { throw SalesBooks.tooLarge }
    return tallies.indices.filter { isTouched[$0] }.map { SalesBooks.behaviour(members.customer.members[$0], tallies[$0]) }
  }

  private static func behaviour(_ customer: SalesMember, _ tally: Tally) -> PaymentBehaviour {
    func mean(_ days: Int128, _ weight: Int64) -> Double? { weight > 0 ? Double(days) / Double(weight) : nil }
    let all = tally.days.0 + tally.days.1
    let (first, last) = (mean(tally.days.0, tally.weights.0), mean(tally.days.1, tally.weights.1))
    let weight = Int128(tally.paid) + Int128(tally.overdue)
    return PaymentBehaviour(
      customer: customer, collected: tally.collected,
      billShare: tally.collected > 0 ? Double(tally.bills) / Double(tally.collected) : nil, paid: tally.paid,
      daysLate: mean(all, tally.paid), paidLateShare: tally.paid > 0 ? Double(tally.late) / Double(tally.paid) : nil,
      trend: first.flatMap { first in last.map { $0 - first } }, open: tally.open, overdue: tally.overdue,
      longestOverdueDays: Int(tally.longest), daysLateWithOpen: weight > 0 ? Double(all + tally.overdueDays) / Double(weight) : nil)
  }
}
