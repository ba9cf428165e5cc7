// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import SalesAnalytics

/// What is known of each customer: how much, how often, when next, and how they pay.
public struct CustomerSheet: Sendable {
  public struct Line: Sendable {
    public let customer: SalesMember
    /// nil without an order in the window.
    public let scores: RFMScores.Entry?
    /// nil without any order.
    public let cycle: OrderCycle?
    /// nil without a receipt in the window and with nothing open.
    public let payment: PaymentBehaviour?
  }

  public let window: ClosedRange<Day>
  public let asOf: Day
  /// By code.
  public let lines: [Line]
}

extension Workspace {
  /// 客户分析: scores, order cycles and payment behaviour of the customers whose rows somebody sees.
  ///
  /// - Throws: `SalesAnalysisError`, `StoreError`.
  public func customerSheet(
    _ proof: Authorized<To.ViewPlan>, in window: ClosedRange<Day>, asOf: Day, filters: [SalesFilter] = []
  ) throws -> CustomerSheet {
    let books = try salesBooks(of: proof.person)
    let scores = try books.rfm(in: window, asOf: asOf, filters: filters).entries
    let cycles = books.orderCycles(asOf: asOf, filters: filters)
    let payments = try books.paymentBehaviour(in: window, asOf: asOf, filters: filters)
    let byScore = Dictionary(uniqueKeysWithValues: scores.map { ($0.customer.code, $0) })
    let byCycle = Dictionary(uniqueKeysWithValues: cycles.map { ($0.customer.code, $0) })
    let byPayment = Dictionary(uniqueKeysWithValues: payments.map { ($0.customer.code, $0) })
    let members = Dictionary(
      (scores.map(\.customer) + cycles.map(\.customer) + payments.map(\.customer)).map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    return CustomerSheet(
      window: window, asOf: asOf,
      lines: members.keys.sorted().map { code in
        CustomerSheet.Line(
          customer: members[code]!, scores: byScore[code], cycle: byCycle[code], payment: byPayment[code])
      })
  }

  /// New, returned, kept and lost customers, and what they make of the orders, period by period.
  ///
  /// - Throws: `SalesAnalysisError`, `StoreError`.
  public func customerBridge(
    _ proof: Authorized<To.ViewPlan>, by dimension: SalesDimension = .month, in range: ClosedRange<Day>, asOf: Day,
    filters: [SalesFilter] = []
  ) throws -> CustomerBridge {
    try salesBooks(of: proof.person).customerBridge(by: dimension, in: range, asOf: asOf, filters: filters)
  }
}
