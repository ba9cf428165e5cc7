// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// When products are launched, as a file tells it: `unique_id,ds`.
public struct LaunchDates: Sendable {
  public let periods: [String: PeriodLabel]
  public let findings: [SeriesFinding]

  /// - Throws: `SeriesFileError`, or whatever the source throws.
  public init(source: @escaping DelimitedRecords.Source) throws {
    var records = try NamedRecords(columns: ["unique_id", "ds"], source: source)
    let (identifier, period) = (records.place("unique_id"), records.place("ds"))
    var (periods, findings) = ([String: PeriodLabel](), [SeriesFinding]())
    while let outcome = try records.next() {
      guard case .row(let row) = outcome else {
        if case .rejected(let finding) = outcome { findings.append(finding) }
        continue
      }
      let (name, text) = (NamedRecords.trimmed(row.fields[identifier]), NamedRecords.trimmed(row.fields[period]))
      guard let label = PeriodLabel(text) else {
        findings.append(SeriesFinding(line: row.line, column: "ds", reason: "\"\(text.prefix(40))\" is no period; row rejected"))
        continue
      }
      guard !name.isEmpty, periods[name] == nil, periods.count < TraitTable.mostProducts else {
        let reason = name.isEmpty ? "the product has no name" : "the launch of \"\(name)\" was already given, or there are too many"
        findings.append(SeriesFinding(line: row.line, column: "unique_id", reason: reason + "; row rejected"))
        continue
      }
      periods[name] = label
    }
    (self.periods, self.findings) = (periods, findings)
  }
}
