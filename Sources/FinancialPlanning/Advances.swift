// SPDX-License-Identifier: Apache-2.0

/// The day rows of what is paid before its document: 预付 to suppliers, 预收 from customers.
public struct AdvanceRows {
  /// In: amounts 含税 on the day of the document; missing counts as 0.
  public let documents: UnsafePointer<Double>
  /// In: of the documents, what was on order when the plan began, times `orderedFactor`; missing counts as 0.
  public let ordered: UnsafePointer<Double>
  public let orderedFactor: Double
  /// Added to: what is settled on a day for documents of later days.
  public let given: UnsafeMutablePointer<Double>
  /// Added to: on the day of the document, what was settled for it before, also before the plan began.
  public let used: UnsafeMutablePointer<Double>

  public init(
    documents: UnsafePointer<Double>, ordered: UnsafePointer<Double>, orderedFactor: Double = 1, given: UnsafeMutablePointer<Double>,
    used: UnsafeMutablePointer<Double>
  ) {
    (self.documents, self.ordered, self.orderedFactor) = (documents, ordered, orderedFactor)
    (self.given, self.used) = (given, used)
  }
}

/// Adds what a rule settles before the documents it is for, and where it is used up: advances are what was open + given − used.
///
/// By the same moves as ``settle(_:rule:leadBankDays:calendar:)``, so that payables are documents − (settled − given) − used.
///
/// - Complexity: O(days × parts); allocates nothing.
public func addAdvances(_ rows: AdvanceRows, rule: SettlementRule, leadBankDays: Int, calendar: borrowing BankCalendar) {
  guard rule.countsFromOrder else { return }
  for position in 0..<calendar.dayCount {
    let amount = rows.documents[position]
    guard amount != 0, amount == amount else { continue }
    let ordered = rows.ordered[position] == rows.ordered[position] ? rows.ordered[position] * rows.orderedFactor : 0
    rows.used[position] += rule.advances(of: amount, ordered: ordered, on: position, leadBankDays: leadBankDays, calendar: calendar) {
      rows.given[$0] += $1
    }
  }
}

extension SettlementRule {
  /// Visits what is settled before one document, by day and amount.
  ///
  /// - Returns: what is used up on the day of the document: that, and what was settled before the plan began.
  public func advances(
    of amount: Double, ordered: Double, on day: Int, leadBankDays: Int, calendar: borrowing BankCalendar, _ visit: (Int, Double) -> Void
  ) -> Double {
    var given = 0.0
    let before = moves(of: amount, ordered: ordered, on: day, leadBankDays: leadBankDays, calendar: calendar) { move in
      guard move.day < day else { return }
      visit(move.day, move.amount)
      given += move.amount
    }
    return given + before
  }
}
