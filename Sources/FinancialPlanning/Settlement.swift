// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The day rows of what one partner is owed and how it is settled, in money.
public struct SettlementRows {
  /// In: amounts 含税 on the day that anchors the terms; missing (NaN) counts as 0.
  public let documents: UnsafePointer<Double>
  /// In: of the documents, what was on order when the plan began, times `orderedFactor`; nil for nothing.
  public let ordered: UnsafePointer<Double>?
  public let orderedFactor: Double
  /// Out: settled by transfer, on the due day.
  public let transfers: UnsafeMutablePointer<Double>
  /// Out: settled by issuing a bill, on the due day. No cash moves.
  public let billsIssued: UnsafeMutablePointer<Double>
  /// Out: bills paid at maturity.
  public let billsPaid: UnsafeMutablePointer<Double>

  public init(
    documents: UnsafePointer<Double>, ordered: UnsafePointer<Double>? = nil, orderedFactor: Double = 1,
    transfers: UnsafeMutablePointer<Double>, billsIssued: UnsafeMutablePointer<Double>, billsPaid: UnsafeMutablePointer<Double>
  ) {
    self.documents = documents
    self.ordered = ordered
    self.orderedFactor = orderedFactor
    self.transfers = transfers
    self.billsIssued = billsIssued
    self.billsPaid = billsPaid
  }

  /// Of the document of a day, what was on order when the plan began.
  func ordered(on position: Int) -> Double {
    guard let value = ordered?[position], value == value else { return 0 }
    return value * orderedFactor
  }
}

/// Brings documents to the days on which they are settled and on which cash leaves.
///
/// Each part of a day's amount is settled on the first bank day on or after its due day: by bills that are paid on the first bank day on or after their
/// maturity, the rest by transfer. What falls behind the plan stays open: payables are documents − transfers − bills issued,
/// bills payable are issued − paid, both without residue.
///
/// - Parameter leadBankDays: from the order to the document, for parts that count from the order.
/// - Complexity: O(days × parts); allocates nothing. Amounts of one day are added in the order of their documents.
public func settle(_ rows: SettlementRows, rule: SettlementRule, leadBankDays: Int = 0, calendar: borrowing BankCalendar) {
  let days = calendar.dayCount
  rows.transfers.update(repeating: 0, count: days)
  rows.billsIssued.update(repeating: 0, count: days)
  rows.billsPaid.update(repeating: 0, count: days)
  for position in 0..<days {
    let amount = rows.documents[position]
    guard amount != 0, amount == amount else { continue }
    rule.moves(of: amount, ordered: rows.ordered(on: position), on: position, leadBankDays: leadBankDays, calendar: calendar) { move in
      guard let matures = move.maturesOn else {
        rows.transfers[move.day] += move.amount
        return
      }
      rows.billsIssued[move.day] += move.amount
      if matures < days { rows.billsPaid[matures] += move.amount }
    }
  }
}

/// The same for terms in numbers, whose days were looked up before.
///
/// - Complexity: O(days); allocates nothing.
public func settle(_ rows: SettlementRows, on settlement: SettlementDays) {
  let days = settlement.due.count
  rows.transfers.update(repeating: 0, count: days)
  rows.billsIssued.update(repeating: 0, count: days)
  rows.billsPaid.update(repeating: 0, count: days)
  for position in 0..<days {
    let amount = rows.documents[position]
    guard amount != 0, amount == amount else { continue }
    let due = Int(settlement.due[position])
    guard due < days else { continue }
    let bill = amount * settlement.terms.billShare
    rows.transfers[due] += amount - bill
    guard bill != 0 else { continue }
    rows.billsIssued[due] += bill
    let matures = Int(settlement.maturity[due])
    if matures < days { rows.billsPaid[matures] += bill }
  }
}

/// When documents of every day of a plan are settled under some terms: looked up once for all rows that have them.
public struct SettlementDays: Sendable {
  public let terms: PaymentTerms
  /// For each day, by position, the day its documents are settled on; at least the number of days when that lies behind the plan.
  let due: [Int32]
  /// For each day the day on which a bill issued on it is paid.
  let maturity: [Int32]

  public init(terms: PaymentTerms, calendar: borrowing BankCalendar) {
    self.terms = terms
    var (due, maturity): ([Int32], [Int32]) = ([], [])
    for position in 0..<calendar.dayCount {
      let day = calendar.position(of: terms.dueDay(anchor: calendar.firstDay.adding(days: position)))
      due.append(Int32(clamping: calendar.nextBankDay(day)))
      maturity.append(Int32(clamping: calendar.nextBankDay(position + terms.billDays)))
    }
    (self.due, self.maturity) = (due, maturity)
  }
}
