// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Quantities

/// Documents of parties, the oldest settled first.
struct OpenItems {
  /// What says when a document is due; `assumed` is 30 days, because nothing does.
  enum Due { case document, terms, assumed }

  struct Item {
    let party: String
    let day: Day
    let due: Day
    var amount: Int64
    let number: String
    var rests = Due.document

    /// The days on which a debt is expected: the day it is due, and when that is past, within the first four weeks in equal parts.
    func expected(from firstDay: Day) -> [(day: Day, amount: Int64)] {
      guard due < firstDay else { return [(due, amount)] }
      return Allocation.split(amount, by: [1.0, 1, 1, 1]).enumerated().map { (firstDay.adding(days: 7 * $0 + 6), $1) }
    }
  }

  private var items: [String: [Item]] = [:]
  private var settled: [String: Int64] = [:]

  mutating func add(party: String, day: Day, due: Day, amount: Int64, number: String = "", rests: Due = .document) {
    items[party, default: []].append(Item(party: party, day: day, due: due, amount: amount, number: number, rests: rests))
  }

  mutating func settle(party: String, amount: Int64) { settled[party, default: 0] += amount }

  /// What is still open, by party and day. Credits (negative documents) settle others.
  func remaining() -> [Item] {
    items.keys.sorted().flatMap { party -> [Item] in
      let documents = (items[party] ?? []).sorted { ($0.day, $0.due) < ($1.day, $1.due) }
      var credit = settled[party] ?? 0
      credit -= documents.filter { $0.amount < 0 }.reduce(0) { $0 + $1.amount }
      var open: [Item] = []
      for var document in documents where document.amount > 0 {
        let used = min(max(credit, 0), document.amount)
        credit -= used
        document.amount -= used
        if document.amount > 0 { open.append(document) }
      }
      return open
    }
  }
}

extension OpenItems {
  /// Customers that were lost before a day: what they owe is not expected any more.
  static func lostCustomers(_ customers: FactTable, before firstDay: Day) -> Swift.Set<String> {
    let (code, lost) = (customers["code"], customers["lost_on"])
    return Swift.Set(
      (0..<customers.rowCount).compactMap { row in
        guard let day = lost.day(row), day < firstDay else { return nil }
        return code.text(row)
      })
  }

  /// Who owes whom, and so in which columns the party and the day of payment stand.
  enum Side {
    case receivable, payable

    var party: String { self == .receivable ? "customer" : "supplier" }
    var paidOn: String { self == .receivable ? "received_on" : "paid_on" }
  }

  /// Invoices and what was paid of them up to the end of the cutoff month; an invoice without a due day is due as its party agreed, part by part, and
  /// without terms after 30 days.
  init(
    _ side: Side, documents: FactTable, payments: FactTable, upTo cutoff: Month,
    terms: (_ party: String) -> PaymentAgreement? = { _ in nil }
  ) {
    let (party, on, due) = (documents[side.party], documents["invoiced_on"], documents["due_on"])
    let (amount, number) = (documents["amount_incl_tax"], documents["invoice_number"])
    for row in 0..<documents.rowCount {
      guard let code = party.text(row), let day = on.day(row), day.monthOf <= cutoff else { continue }
      let total = amount.integers[row]
      let agreement = due.day(row) == nil ? terms(code) : nil
      let parts =
        due.day(row).map { [(due: $0, amount: total)] }
        ?? PaymentAgreement.due(Amount(minorUnits: total, currency: .cny), on: day, agreement)
      for part in parts {
        add(
          party: code, day: day, due: part.due, amount: part.amount, number: number.text(row) ?? "",
          rests: due.day(row) != nil ? .document : agreement != nil ? .terms : .assumed)
      }
    }
    let (payer, paidOn, paid) = (payments[side.party], payments[side.paidOn], payments["amount"])
    for row in 0..<payments.rowCount {
      guard let code = payer.text(row), let day = paidOn.day(row), day.monthOf <= cutoff else { continue }
      settle(party: code, amount: paid.integers[row])
    }
  }
}
