// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What each customer ordered, day by day: the ground of scores, cycles and bridges. Corrections below zero are money, not orders.
struct CustomerOrders {
  struct One {
    /// Position in the members.
    let customer: Int
    /// Days with an order, ascending, each once.
    var days: [Int32] = []
    /// Distinct orders of the window.
    var orders = 0
    /// Minor units of the window.
    var amount: Int64 = 0
    var isInWindow = false
    /// The newest day of the window with an order.
    var lastInWindow: Int32?
  }

  /// By code; those without a row are left out.
  let customers: [One]

  /// - Parameters:
  ///   - window: which days count for orders and amount; nil for all.
  ///   - asOf: nothing later is looked at.
  init(_ books: SalesBooks, window: ClosedRange<Day>? = nil, asOf: Day, amounts: [Int64], allows: (Int) -> Bool) {
    let orders = books.orders
    let rows = RowGroups(orders.lines.codes[BaseDimension.customer.rawValue], count: books.members.customer.count)
    let (from, to) = (window?.lowerBound.ordinal ?? .min, min(window?.upperBound.ordinal ?? .max, asOf.ordinal))
    var customers: [One] = []
    for customer in 1..<max(rows.count, 1) {
      var own = One(customer: customer)
      var numbers: [Int32] = []
      for row in rows.of(customer) {
        let (row, day) = (Int(row), orders.lines.day[Int(row)])
        guard day <= asOf.ordinal, allows(row) else { continue }
        if orders.quantity[row] > 0 { own.days.append(day) }
        guard day >= from, day <= to else { continue }
        own.isInWindow = true
        if amounts[row] != Exact.missing { own.amount = Exact.sum(own.amount, amounts[row]) }
        if orders.quantity[row] > 0 {
          numbers.append(orders.order[row])
          own.lastInWindow = max(own.lastInWindow ?? day, day)
        }
      }
      own.days = CustomerOrders.distinct(own.days)
      own.orders = CustomerOrders.distinct(numbers).count
      if !own.days.isEmpty || own.isInWindow { customers.append(own) }
    }
    self.customers = customers
  }

  private static func distinct(_ values: [Int32]) -> [Int32] {
    var result: [Int32] = []
    for value in values.sorted() where value != result.last { result.append(value) }
    return result
  }
}

extension SalesBooks {
  /// Whether any document is of those members.
  public func haveDocuments(of filter: SalesFilter) -> Bool {
    [orders.lines, shipments.lines, invoices.lines, receipts.lines].contains { $0.day.indices.contains(where: passes([filter], $0)) }
  }

  /// Whether a row of documents passes the filters.
  func passes(_ filters: [SalesFilter], _ lines: DocumentLines) -> (Int) -> Bool {
    let all = filters.map(allowed)
    if all.isEmpty { return { _ in true } }
    return { row in all.allSatisfy { $0.allowed[Int(lines.codes[$0.base.rawValue][row])] } }
  }
}
