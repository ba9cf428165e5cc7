// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion
import PlanningCycle
import Quantities

/// Rows as facts, through the same reader as files.
struct RowFacts {
  let currency: Currency

  func preview(
    _ table: RowTable, name: String, kind: FactKind, remembered: [RememberedLayout], knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFilePreview {
    try differing(table)
    do throws(CycleError) {
      return try IngestionFileReader(currency: currency).preview(.rows(table, name: name), kind: kind, remembered: remembered, knows: knows)
    } catch { throw Self.fault(error) }
  }

  /// - Throws: `queryRefused` when a column is not there without which no row could be kept: the mark must not go past such rows.
  func reading(
    _ table: RowTable, name: String, kind: FactKind, columns: [String: String]?, knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFileReading {
    try differing(table)
    for (field, column) in (columns ?? [:]).sorted(by: { $0.key < $1.key }) where !table.columns.contains(column) {
      throw SourceFault(
        .queryRefused,
        BilingualText("查询没有字段 \(field) 所取的列“\(column)”", "the query has no column “\(column)”, from which \(field) is read"))
    }
    let reading: FactFileReading
    do throws(CycleError) {
      reading = try IngestionFileReader(currency: currency).read(
        .rows(table, name: name), kind: kind, columns: columns ?? Self.calledLikeFields(table.columns, kind), knows: knows)
    } catch { throw Self.fault(error) }
    if let missing = reading.findings.first(where: { $0.code == FindingCode.requiredColumnMissing.rawValue }) {
      throw SourceFault(.queryRefused, missing.message)
    }
    // Counted within a document that comes in parts, a line would get another number each time.
    if reading.findings.contains(where: { $0.code == FindingCode.linesCounted.rawValue }) {
      throw SourceFault(
        .queryRefused,
        BilingualText("数据源的行须带行号：查询要有行号列", "rows of a source carry their line numbers: the query needs a column for them"))
    }
    return reading
  }

  /// Columns that are called like fields, where nothing required is left over; nil: then the reader guesses.
  static func calledLikeFields(_ columns: [String], _ kind: FactKind) -> [String: String]? {
    var result: [String: String] = [:]
    let schema = FactSchema.of(kind)
    for field in schema.fields {
      if let column = columns.first(where: { $0.lowercased() == field.name }) { result[field.name] = column }
    }
    let isWhole = schema.fields.allSatisfy { !$0.isRequired || result[$0.name] != nil || $0.name == "amount_incl_tax" }
    return isWhole ? result : nil
  }

  private func differing(_ table: RowTable) throws(SourceFault) {
    var seen: Set<String> = []
    for column in table.columns where !seen.insert(column).inserted {
      throw SourceFault(.queryRefused, BilingualText("有两列都叫“\(column)”", "two columns are called “\(column)”"))
    }
  }

  private static func fault(_ error: CycleError) -> SourceFault {
    SourceFault(.answerNotUnderstood, error.detail == BilingualText("", "") ? error.title : error.detail)
  }
}
