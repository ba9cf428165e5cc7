// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Quantities

/// Which receipt paid which part of which invoice, and when: what customers' payment behaviour is learnt from.
///
/// A receipt pays the invoice it names, the part that is due first; what it names no invoice for, or too much, pays the customer's oldest. Red invoices are set
/// off against the oldest and say nothing about paying.
struct PaymentHistory {
  /// A part of an invoice that falls due on one day.
  private struct Part {
    let invoice: String
    let invoicedOn: Day
    let due: Day
    var open: Int64
  }

  /// What one customer was billed and paid.
  struct Customer {
    /// Counted from the day each part was due.
    var fromDue: [PaymentBehaviour.Observation] = []
    /// The same counted from the day of the invoice.
    var fromInvoice: [PaymentBehaviour.Observation] = []
    /// Of the last twelve months, 含税, 分.
    var billed: Int64 = 0
    var overdue: Int64 = 0
    /// Minor units × days from invoice to due day, and the minor units.
    var contractWeight: (days: Int64, amount: Int64) = (0, 0)

    /// From invoice to due day, weighted by amount.
    var contractDays: Int? {
      contractWeight.amount > 0 ? Int((Double(contractWeight.days) / Double(contractWeight.amount)).rounded()) : nil
    }
  }

  let asOf: Day
  private(set) var customers: [String: Customer] = [:]

  /// Invoices of the last 24 months teach; older ones only take the payments that belong to them.
  static let monthCount = 24

  init(invoices: FactTable, receipts: FactTable, upTo cutoff: Month, terms: (_ customer: String) -> PaymentAgreement?) {
    asOf = cutoff.lastDay
    var parts: [String: [Part]] = [:]
    var credits: [String: [Credit]] = [:]
    let yearAgo = cutoff.adding(months: -11).firstDay
    for document in Self.documents(invoices, upTo: asOf) {
      if document.on >= yearAgo { customers[document.party, default: Customer()].billed += document.amount }
      guard document.amount > 0 else {
        credits[document.party, default: []].append(Credit(on: document.on, invoice: "", amount: -document.amount, isBill: nil))
        continue
      }
      let due =
        document.due.map { [(due: $0, amount: document.amount)] }
        ?? PaymentAgreement.due(Amount(minorUnits: document.amount, currency: .cny), on: document.on, terms(document.party))
      for part in due where part.amount > 0 {
        parts[document.party, default: []].append(Part(invoice: document.number, invoicedOn: document.on, due: part.due, open: part.amount))
      }
    }
    for (party, found) in Self.payments(receipts, upTo: asOf) { credits[party, default: []] += found }
    let since = cutoff.adding(months: 1 - Self.monthCount).firstDay
    for party in parts.keys.sorted() { learn(party, parts[party] ?? [], credits[party] ?? [], since: since) }
  }

  private struct Credit {
    let on: Day
    let invoice: String
    let amount: Int64
    /// nil for a set-off.
    let isBill: Bool?
  }

  private struct Document {
    let party: String
    let number: String
    let on: Day
    let due: Day?
    var amount: Int64
  }

  /// Invoices by number: their lines are one document.
  private static func documents(_ table: FactTable, upTo last: Day) -> [Document] {
    let (party, number, on, due) = (table["customer"], table["invoice_number"], table["invoiced_on"], table["due_on"])
    let amount = table["amount_incl_tax"]
    var places: [String: Int] = [:]
    var result: [Document] = []
    for row in 0..<table.rowCount {
      guard let code = party.text(row), let text = number.text(row), let day = on.day(row), day <= last else { continue }
      if let place = places[text] {
        result[place].amount += amount.integers[row]
      } else {
        places[text] = result.count
        result.append(Document(party: code, number: text, on: day, due: due.day(row), amount: amount.integers[row]))
      }
    }
    return result
  }

  private static func payments(_ table: FactTable, upTo last: Day) -> [String: [Credit]] {
    let (party, invoice, on, method) = (table["customer"], table["invoice_number"], table["received_on"], table["method"])
    let amount = table["amount"]
    var result: [String: [Credit]] = [:]
    for row in 0..<table.rowCount {
      guard let code = party.text(row), let day = on.day(row), day <= last, amount.integers[row] > 0 else { continue }
      result[code, default: []].append(
        Credit(on: day, invoice: invoice.text(row) ?? "", amount: amount.integers[row], isBill: FillInputs.isBill(method.text(row))))
    }
    return result
  }

  private mutating func learn(_ party: String, _ given: [Part], _ credits: [Credit], since: Day) {
    var parts = given.sorted { ($0.invoicedOn, $0.due, $0.invoice) < ($1.invoicedOn, $1.due, $1.invoice) }
    var customer = customers[party] ?? Customer()
    for part in parts where part.invoicedOn >= since {
      customer.contractWeight.days += part.open / 100 * Int64(part.invoicedOn.distance(to: part.due))
      customer.contractWeight.amount += part.open / 100
    }
    var places: [String: [Int]] = [:]
    for (index, part) in parts.enumerated() { places[part.invoice, default: []].append(index) }
    var oldest = 0
    let ordered = credits.sorted { ($0.on, $0.invoice, $0.amount) < ($1.on, $1.invoice, $1.amount) }
    for credit in ordered {
      var left = credit.amount
      for place in places[credit.invoice] ?? [] where left > 0 { pay(&parts[place], &left, credit, since, &customer) }
      while left > 0, oldest < parts.count {
        if parts[oldest].open == 0 || parts[oldest].invoicedOn > credit.on {
          // An advance of today does not pay what was billed later.
          if parts[oldest].open > 0 { break }
          oldest += 1
          continue
        }
        pay(&parts[oldest], &left, credit, since, &customer)
      }
    }
    for part in parts where part.open > 0 {
      if part.due < asOf { customer.overdue += part.open }
      guard part.invoicedOn >= since else { continue }
      let amount = Amount(minorUnits: part.open, currency: .cny)
      customer.fromDue.append(.init(dueDay: part.due, paidDay: nil, amount: amount))
      customer.fromInvoice.append(.init(dueDay: part.invoicedOn, paidDay: nil, amount: amount))
    }
    customers[party] = customer
  }

  private func pay(_ part: inout Part, _ left: inout Int64, _ credit: Credit, _ since: Day, _ customer: inout Customer) {
    let used = min(left, part.open)
    guard used > 0 else { return }
    left -= used
    part.open -= used
    guard part.invoicedOn >= since, let isBill = credit.isBill else { return }
    let amount = Amount(minorUnits: used, currency: .cny)
    customer.fromDue.append(.init(dueDay: part.due, paidDay: credit.on, amount: amount, isBill: isBill))
    customer.fromInvoice.append(.init(dueDay: part.invoicedOn, paidDay: credit.on, amount: amount, isBill: isBill))
  }
}
