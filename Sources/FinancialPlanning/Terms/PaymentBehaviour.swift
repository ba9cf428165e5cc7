// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// How a customer really pays: delays against the due day and the share that comes as bills, learnt from receipts and open items.
///
/// Open items are not thrown away: one that is 40 days overdue says that its delay is more than 40 days. The distribution is the product-limit estimate
/// of Kaplan and Meier (1958, JASA 53, 457–481), weighted by amount; what is not yet known lies behind the last delay seen.
public struct PaymentBehaviour: Hashable, Sendable {
  /// One document, or one part of it.
  public struct Observation: Hashable, Sendable {
    public let dueDay: Day
    /// nil while it is open.
    public let paidDay: Day?
    /// Above zero; others are left out.
    public let amount: Amount
    /// True when it came as a bill 承兑汇票.
    public let isBill: Bool

    public init(dueDay: Day, paidDay: Day?, amount: Amount, isBill: Bool = false) {
      self.dueDay = dueDay
      self.paidDay = paidDay
      self.amount = amount
      self.isBill = isBill
    }
  }

  /// Share of money paid at most `days` after the due day.
  public struct Step: Hashable, Sendable {
    public let days: Int
    public let paid: Double
  }

  /// Ascending; `paid` never falls. Empty without a receipt.
  public let steps: [Step]
  public let receiptCount: Int
  public let openCount: Int
  /// Of what was paid, by amount, 0…1.
  public let billShare: Double
  /// Of what was paid, by amount: on the due day or before it.
  public let onTimeShare: Double
  /// Mean delay in days of what was paid, by amount; below zero is early.
  public let meanDelayDays: Double

  /// - Parameter asOf: the day up to which it is known who paid; what is due later says nothing.
  public init(_ observations: [Observation], asOf: Day) {
    let known = observations.filter { $0.amount.minorUnits > 0 }
    let paid = known.compactMap { one in
      one.paidDay.map { (delay: one.dueDay.distance(to: $0), weight: Double(one.amount.minorUnits), isBill: one.isBill) }
    }
    let open = known.filter { $0.paidDay == nil && $0.dueDay <= asOf }
      .map { (delay: $0.dueDay.distance(to: asOf), weight: Double($0.amount.minorUnits)) }
    receiptCount = paid.count
    openCount = open.count
    let total = paid.reduce(0) { $0 + $1.weight }
    billShare = total > 0 ? paid.reduce(0) { $0 + ($1.isBill ? $1.weight : 0) } / total : 0
    onTimeShare = total > 0 ? paid.reduce(0) { $0 + ($1.delay <= 0 ? $1.weight : 0) } / total : 0
    meanDelayDays = total > 0 ? paid.reduce(0) { $0 + Double($1.delay) * $1.weight } / total : 0
    steps = PaymentBehaviour.productLimit(paid: paid.map { ($0.delay, $0.weight) }, open: open)
  }

  private static func productLimit(paid: [(Int, Double)], open: [(delay: Int, weight: Double)]) -> [Step] {
    var atDelay: [Int: Double] = [:]
    for (delay, weight) in paid { atDelay[delay, default: 0] += weight }
    var leaving: [Int: Double] = [:]
    for one in open { leaving[one.delay, default: 0] += one.weight }
    var atRisk = paid.reduce(0) { $0 + $1.1 } + open.reduce(0) { $0 + $1.weight }
    var unpaid = 1.0
    var steps: [Step] = []
    for delay in Swift.Set(atDelay.keys).union(leaving.keys).sorted() {
      if let weight = atDelay[delay], atRisk > 0 {
        unpaid *= max(0, 1 - weight / atRisk)
        atRisk -= weight
        steps.append(Step(days: delay, paid: 1 - unpaid))
      }
      atRisk -= leaving[delay] ?? 0
    }
    return steps
  }

  /// Days after the due day by which `share` of the money has come, 0…1; nil when that is not known yet.
  public func delayDays(_ share: Double) -> Int? {
    steps.first { $0.paid >= share - 1e-12 }?.days
  }

  /// Share of the money that has come `days` after the due day.
  public func paidShare(by days: Int) -> Double {
    steps.last { $0.days <= days }?.paid ?? 0
  }

  /// Shares of a billing that come in each step of `stepDays`, for `collect`: what is paid up to the middle of step 0, then step by step.
  ///
  /// - Parameter termDays: days from billing to the due day under the contract.
  public func shares(termDays: Int, stepDays: Int, count: Int) -> [Double] {
    let step = max(1, stepDays)
    var before = 0.0
    return (0..<max(0, count)).map { index in
      let until = paidShare(by: index * step + step / 2 - termDays)
      defer { before = until }
      return max(0, until - before)
    }
  }
}
