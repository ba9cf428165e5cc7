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
    try openDocuments(.receivable, .invoices, .receipts, named: .invoice, in: days)
  }

  private func openPurchaseInvoices(in days: ClosedRange<Day>) throws -> [CashDocuments.Entry] {
    try openDocuments(.payable, .purchaseInvoices, .payments, named: .purchaseInvoice, in: days)
  }

  /// Documents open at the cutoff whose due day lies in the range, the oldest settled first as in the plan.
  private func openDocuments(
    _ side: OpenItems.Side, _ documents: FactKind, _ payments: FactKind, named document: DocumentKind,
    in days: ClosedRange<Day>
  ) throws -> [CashDocuments.Entry] {
    let open = OpenItems(
      side, documents: try facts.table(documents), payments: try facts.table(payments), upTo: plan.cutoff
    ) { side == .receivable ? plan.agreement(ofCustomer: $0) : plan.sources.terms.agreement(ofSupplier: $0) }
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
