// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// A table of drivers while it is read.
struct DriverTableReading {
  let names: [String]
  private(set) var rows = DriverRows()
  private(set) var groups: [String: [Int32]] = [:]
  private(set) var findings: [SeriesFinding] = []

  private var records: NamedRecords
  private let places: [Int]
  private let identifierPlace: Int
  private let periodPlace: Int

  /// - Throws: `SeriesFileError` for a heading without drivers, or with a column that cannot be one.
  init(_ source: @escaping DelimitedRecords.Source) throws {
    records = try NamedRecords(columns: ["unique_id", "ds"], source: source)
    let heading = records.heading
    (identifierPlace, periodPlace) = (records.place("unique_id"), records.place("ds"))
    var places: [Int] = []
    for (place, name) in heading.enumerated() where place != identifierPlace && place != periodPlace {
      func refused(_ what: String, _ hint: String) -> SeriesFileError {
        SeriesFileError(.columnNotAllowed, detail: "line 1, column \(place + 1): " + what, hint: hint)
      }
      if name.isEmpty { throw refused("a driver needs a name, has none", "name each driver, or take the column out") }
      if heading.firstIndex(of: name) != place {
        throw refused("\"\(records.titles[place])\" is there twice", "name each driver differently")
      }
      if DriverTable.otherMeanings.contains(name) {
        throw refused("\"\(name)\" cannot be the name of a driver, it has another meaning", "name it differently, or take the column out")
      }
      places.append(place)
    }
    guard !places.isEmpty else {
      throw SeriesFileError(
        .columnMissing, detail: "no column of a driver beside unique_id and ds",
        hint: "write unique_id,ds,price: one column for each driver")
    }
    self.places = places
    names = places.map { [titles = records.titles] in titles[$0] }
  }

  /// - Throws: `SeriesFileError` for more rows or values than are held; whatever the source throws.
  mutating func read(mostRows: Int, mostValues: Int) throws {
    while let outcome = try records.next() {
      switch outcome {
      case .rejected(let finding): findings.append(finding)
      case .row(let row):
        accept(row)
        guard rows.ordinals.count <= mostRows, rows.values.count <= mostValues else {
          throw SeriesFileError(
            .tooLarge,
            detail: "line \(row.line): at most \(mostRows) rows and \(mostValues) values of drivers are held, there are more",
            hint:
              "write drivers that all series have in common once with unique_id *, or give fewer series at a time"
          )
        }
      }
    }
    for (name, places) in groups { groups[name] = inOrder(places) }
    findings.sort { $0.line < $1.line }
  }

  private mutating func accept(_ row: NamedRecords.Row) {
    func field(_ place: Int) -> String { place < row.fields.count ? NamedRecords.trimmed(row.fields[place]) : "" }
    func rejected(_ column: String, _ reason: String) -> SeriesFinding {
      SeriesFinding(line: row.line, column: column, reason: reason + "; row rejected")
    }
    let identifier = field(identifierPlace)
    guard !identifier.isEmpty else {
      findings.append(rejected("unique_id", "the series has no name"))
      return
    }
    let text = field(periodPlace)
    guard let label = PeriodLabel(text) else {
      findings.append(rejected("ds", "\"\(text.prefix(40))\" is no period"))
      return
    }
    let before = rows.values.count
    for (driver, place) in places.enumerated() {
      let text = field(place)
      let value = NamedRecords.isMissing(text) ? .nan : NamedRecords.number(text)
      guard let value else {
        rows.values.removeLast(rows.values.count - before)
        findings.append(rejected(names[driver], "\"\(text.prefix(40))\" is not a number"))
        return
      }
      rows.values.append(value)
    }
    groups[identifier, default: []].append(Int32(rows.ordinals.count))
    rows.ordinals.append(label.ordinal)
    rows.kinds.append(PeriodKind(label.style))
    rows.lines.append(Int32(clamping: row.line))
  }

  /// By time; of two rows for one period the first stays.
  private mutating func inOrder(_ places: [Int32]) -> [Int32] {
    func key(_ place: Int32) -> (UInt8, Int, Int32) { (rows.kinds[Int(place)].rawValue, rows.ordinals[Int(place)], place) }
    var kept: [Int32] = []
    kept.reserveCapacity(places.count)
    for place in places.sorted(by: { key($0) < key($1) }) {
      if let last = kept.last, rows.kinds[Int(last)] == rows.kinds[Int(place)], rows.ordinals[Int(last)] == rows.ordinals[Int(place)] {
        findings.append(
          SeriesFinding(
            line: Int(rows.lines[Int(place)]), column: "ds",
            reason: "the period was already given on line \(rows.lines[Int(last)]); row rejected"))
      } else {
        kept.append(place)
      }
    }
    return kept
  }
}
