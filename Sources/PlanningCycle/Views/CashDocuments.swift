// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Planning
import Quantities

/// The documents behind a figure of the cash view, and what the plan derives beyond them: together exactly the figure.
public struct CashDocuments: Sendable {
  public struct Entry: Sendable {
    public let document: TradeDocument
    /// What is open of it, 分.
    public let amount: Int64
    public let dueOn: Day
  }

  public let documents: [Entry]
  public let rest: Int64
  /// The cell that explains the figure.
  public let cell: String?
}

extension Workspace {
  /// - Throws: `CycleError.cellNotKnown` for a period or line that the view does not have.
  public func cashDocuments(
    _ proof: Authorized<To.ViewCash>, grain: CashView.Grain, period: String, line: String
  ) throws -> CashDocuments {
    let view = try cashView(proof, grain: grain)
    guard let range = cashRange(period, grain: grain), let position = view.lines.firstIndex(where: { $0.key == line }),
      let shown = view.periods.first(where: { $0.id == period })
    else { throw PlanState.notKnown(period + "/" + line, line) }
    let days = plan.calendar.day(at: range.lowerBound)...plan.calendar.day(at: range.upperBound - 1)
    let entries: [CashDocuments.Entry]
    switch line {
    case "cash_collected": entries = try openInvoices(in: days)
    case "cash_suppliers": entries = try openPurchaseInvoices(in: days)
    default: entries = []
    }
    let figure = shown.amounts[position]
    return CashDocuments(
      documents: entries, rest: figure - entries.reduce(0) { $0 + $1.amount },
      cell: CellAddress(measure: line, members: [], column: grain == .month ? period : days.lowerBound.description).text)
  }

  private func openInvoices(in days: ClosedRange<Day>) throws -> [CashDocuments.Entry] {
    try openDocuments(.invoices, party: "customer", on: "invoiced_on", .invoice, .receipts, "customer", "received_on", in: days)
  }

  private func openPurchaseInvoices(in days: ClosedRange<Day>) throws -> [CashDocuments.Entry] {
    try openDocuments(.purchaseInvoices, party: "supplier", on: "invoiced_on", .purchaseInvoice, .payments, "supplier", "paid_on", in: days)
  }

  /// Documents open at the cutoff whose due day lies in the range, the oldest settled first as in the plan.
  private func openDocuments(
    _ kind: FactKind, party: String, on: String, _ document: DocumentKind, _ settled: FactKind, _ payer: String,
    _ paidOn: String, in days: ClosedRange<Day>
  ) throws -> [CashDocuments.Entry] {
    let table = try facts.table(kind)
    let (who, day, due) = (table[party], table[on], table["due_on"])
    let (amount, number) = (table["amount_incl_tax"], table["invoice_number"])
    var open = OpenItems()
    for row in 0..<table.rowCount {
      guard let code = who.text(row), let from = day.day(row), from.monthOf <= plan.cutoff else { continue }
      open.add(
        party: code, day: from, due: due.day(row) ?? from.adding(days: 30), amount: amount.integers[row],
        number: number.text(row) ?? "")
    }
    let paid = try facts.table(settled)
    let (by, at, sum) = (paid[payer], paid[paidOn], paid["amount"])
    for row in 0..<paid.rowCount {
      guard let code = by.text(row), let from = at.day(row), from.monthOf <= plan.cutoff else { continue }
      open.settle(party: code, amount: sum.integers[row])
    }
    let index = try documentIndex()
    var byNumber: [String: (amount: Int64, due: Day)] = [:]
    for item in open.remaining() where days.contains(item.due) {
      byNumber[item.number, default: (0, item.due)].amount += item.amount
    }
    return byNumber.compactMap { number, value in
      index.documents[document.rawValue + ":" + number].map {
        CashDocuments.Entry(document: $0, amount: value.amount, dueOn: value.due)
      }
    }.sorted { ($1.amount, $0.document.id) < ($0.amount, $1.document.id) }
  }
}
