// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Journal

extension Workspace {
  /// A document of the person's rows, back to file, line, batch, time and person.
  ///
  /// - Throws: `CycleError.documentNotKnown`, also for one that is not theirs; `StoreError`.
  public func lineage(_ proof: Authorized<To.ViewPlan>, of id: String) throws -> DocumentLineage {
    let document = try document(id, for: proof.person)
    guard let source = DocumentIndex.source(of: id) else { throw DocumentChain.notKnown(id) }
    let table = try facts.table(source.fact)
    let number = table[source.field]
    let rows = (0..<table.rowCount).filter { number.text($0) == source.number }
    let reader = FactRowText(source.fact)
    var receipts: [Int64: FactReceipt] = [:]
    let lines = try rows.prefix(DocumentLineage.lineLimit).map { row in
      let key = reader.schema.keys.map { table.value(table.schema.index(of: $0) ?? 0, row) }
      let versions = try store.history(source.fact, key: key)
      for version in versions where receipts[version.batch] == nil {
        receipts[version.batch] = try store.events(after: version.batch - 1, limit: 1).first.flatMap { FactReceipt($0) }
      }
      return DocumentLineage.Line(
        key: reader.key(key), versions: versions.indices.map { version(versions, $0, reader, receipts[versions[$0].batch]) })
    }
    return DocumentLineage(
      document: document, lines: lines, lineCount: rows.count, forecasts: try forecasts(source.fact, table, rows))
  }

  /// A document the person may see.
  func document(_ id: String, for person: Person) throws -> TradeDocument {
    guard let document = try documentIndex().documents[id], document.lies(inside: person.scope) else { throw DocumentChain.notKnown(id) }
    return document
  }

  private func version(
    _ versions: [FactVersion], _ index: Int, _ reader: FactRowText, _ receipt: FactReceipt?
  ) -> DocumentLineage.Version {
    let version = versions[index]
    let actor = receipt?.event.draft.actor ?? .system
    return DocumentLineage.Version(
      version: version.version, batch: version.batch, line: Int(version.line),
      file: receipt.flatMap { $0.fileName.isEmpty ? nil : $0.fileName }, at: version.recordedAt.stampText, login: actor.login,
      name: name(of: actor), reason: receipt?.event.draft.reason ?? "", on: version.effectiveOn, amount: reader.amount(version),
      changes: index > 0 ? reader.changes(from: versions[index - 1], to: version) : [])
  }

  /// Runs made since an order was recorded whose past reaches its month: baselines learn from orders.
  private func forecasts(_ fact: FactKind, _ table: FactTable, _ rows: [Int]) throws -> [DocumentLineage.Forecast] {
    guard fact == .salesOrderLines, let first = rows.compactMap({ table.batches[$0] }).min() else { return [] }
    let (item, customer, territory, on) = (table["item"], table["customer"], table["territory"], table["ordered_on"])
    var series: Swift.Set<String> = []
    for row in rows {
      guard let code = item.text(row).flatMap({ plan.catalogue.itemIndex($0) }).map({ plan.catalogue.items[$0].code }) else { continue }
      let region = territory.text(row) ?? customer.text(row).flatMap { plan.catalogue.customers[$0]?.group } ?? ""
      series.insert(code + "|" + region)
    }
    guard let day = rows.compactMap({ on.day($0) }).min() else { return [] }
    return try store.runs(limit: .max).lazy.filter { $0.id > first && $0.run.cutoff >= day }.prefix(DocumentLineage.forecastLimit).map {
      DocumentLineage.Forecast(run: $0.id, at: $0.recordedAt.stampText, origin: $0.run.cutoff, series: series.sorted())
    }
  }
}

extension FactTable {
  /// One value as a row of the store has it.
  fileprivate func value(_ column: Int, _ row: Int) -> FactValue? {
    guard columns[column].isPresent[row] else { return nil }
    return columns[column].field.type == .text
      ? columns[column].text(row).map { .text($0) } : columns[column].integer(row).map { .number($0) }
  }
}
