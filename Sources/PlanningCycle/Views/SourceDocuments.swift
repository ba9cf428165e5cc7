// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Planning

extension Workspace {
  /// The rows of facts behind an input cell: the file and line of the first, and the documents, largest first.
  func factSource(kind: String, key: String, _ found: FoundCell, in plan: PlanState) throws -> ExplainView.Source {
    guard let fact = FactKind(rawValue: kind) else {
      return ExplainView.Source(
        kind: "default", words: BilingualText("规则：\(key)", "rule: \(key)"), file: nil, line: nil, recordedAt: nil, by: nil,
        documents: [])
    }
    let rows = try matchingRows(fact, key: key, found, in: plan)
    let table = try facts.table(fact)
    var file: String?
    var line: Int?
    var at: String?
    var by: String?
    if let row = rows.first, let origin = try store.origin(fact, batch: table.batches[row], line: table.lines[row]) {
      file = origin.fileName.isEmpty ? nil : origin.fileName
      line = Int(origin.line)
      at = origin.recordedAt.stampText
      by = origin.actor.login
    }
    let words = BilingualText(
      "来自\(fact.label.chinese)，\(rows.count) 行", "from \(fact.label.english), \(rows.count) rows")
    return ExplainView.Source(
      kind: "fact", words: words, file: file, line: line, recordedAt: at, by: by,
      documents: try documents(of: fact, rows: rows), batch: rows.first.map { table.batches[$0] })
  }

  /// Rows of the cell's members whose day lies in its period; master data match by member alone.
  private func matchingRows(_ fact: FactKind, key: String, _ found: FoundCell, in plan: PlanState) throws -> [Int] {
    let table = try facts.table(fact)
    let schema = table.schema
    var filters: [(FactColumn, (String) -> Bool)] = []
    if let field = ["item", "code"].first(where: { schema.index(of: $0) != nil && found.coordinate["Item"] != nil }),
      let id = found.coordinate["Item"]
    {
      let code = plan.memberName("Item", id).code
      filters.append((table[field], { plan.catalogue.itemIndex($0).map { plan.catalogue.items[$0].code } == code }))
    }
    if schema.index(of: "territory") != nil, let id = found.coordinate["Region"] {
      let code = plan.memberName("Region", id).code
      filters.append((table["territory"], { $0 == code }))
    }
    if schema.index(of: "department") != nil, let id = found.coordinate["Department"] {
      let code = plan.memberName("Department", id).code
      filters.append((table["department"], { $0 == code }))
    }
    if fact == .deals, !key.isEmpty {
      let codes = Swift.Set(key.split(separator: ",").map(String.init))
      filters.append((table["code"], { codes.contains($0) }))
    }
    let day = fact == .deals ? nil : Self.dayField(schema).map { table[$0] }
    let days = found.period.flatMap { Self.days(of: $0) }
    return (0..<table.rowCount).filter { row in
      for (column, fits) in filters {
        guard let text = column.text(row), fits(text) else { return false }
      }
      guard let day, let days, let on = day.day(row) else { return true }
      return days.contains(on)
    }
  }

  private static func dayField(_ schema: FactSchema) -> String? {
    switch schema.kind {
    case .salesOrderLines: "ordered_on"
    case .shipments: "shipped_on"
    case .invoices, .purchaseInvoices: "due_on"
    case .purchaseOrderLines: "due_on"
    case .receipts: "received_on"
    default: nil
    }
  }

  private static func days(of period: PlanPeriod) -> ClosedRange<Day>? {
    switch period {
    case .day(let day): day...day
    case .month(let month): month.days
    case .year(let year): Month(year: year, month: 1).firstDay...Month(year: year, month: 12).lastDay
    case .quarter(let year, let quarter):
      Month(year: year, month: quarter * 3 - 2).firstDay...Month(year: year, month: quarter * 3).lastDay
    case .week(let day): day...day.adding(days: 6)
    }
  }

  private func documents(of fact: FactKind, rows: [Int]) throws -> [TradeDocument] {
    let fields: [FactKind: (DocumentKind, String)] = [
      .salesOrderLines: (.order, "order_number"), .shipments: (.shipment, "shipment_number"),
      .invoices: (.invoice, "invoice_number"), .receipts: (.receipt, "receipt_number"), .deals: (.deal, "code"),
      .purchaseOrderLines: (.purchaseOrder, "order_number"), .purchaseInvoices: (.purchaseInvoice, "invoice_number"),
    ]
    guard let (kind, field) = fields[fact] else { return [] }
    let column = try facts.table(fact)[field]
    let index = try documentIndex()
    let ids = Swift.Set(rows.compactMap { column.text($0) }.map { kind.rawValue + ":" + $0 })
    return ids.compactMap { index.documents[$0] }.sorted { ($1.amount, $0.id) < ($0.amount, $1.id) }.prefix(20).map { $0 }
  }
}
