// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What kinds of products there are, as a file tells it: `unique_id` and a column for each trait.
///
/// A column all of whose values are numbers is one of numbers (shops, price), any other one of labels (family, brand); empty is not known.
public struct TraitTable: Sendable {
  /// Products in the order of the file.
  public let identifiers: [String]
  public let labelNames: [String]
  public let numberNames: [String]
  public let findings: [SeriesFinding]
  private let traits: [String: ProductTraits]

  /// Products, and traits of each, that are held.
  public static let (mostProducts, mostTraits) = (100_000, 40)

  /// - Throws: `SeriesFileError` for a heading without traits or with one twice, or more than is held; whatever the source throws.
  public init(source: @escaping DelimitedRecords.Source) throws {
    var records = try NamedRecords(columns: ["unique_id"], source: source)
    let own = records.place("unique_id")
    let columns = try TraitTable.columns(records, beside: own)
    var (identifiers, fields, findings) = ([String](), [String: [String]](), [SeriesFinding]())
    while let outcome = try records.next() {
      guard case .row(let row) = outcome else {
        if case .rejected(let finding) = outcome { findings.append(finding) }
        continue
      }
      let name = NamedRecords.trimmed(row.fields[own])
      guard !name.isEmpty, fields[name] == nil else {
        let reason = name.isEmpty ? "the product has no name" : "product \"\(name)\" was already given"
        findings.append(SeriesFinding(line: row.line, column: "unique_id", reason: reason + "; row rejected"))
        continue
      }
      guard identifiers.count < TraitTable.mostProducts else {
        throw SeriesFileError(
          .tooLarge, detail: "line \(row.line): at most \(TraitTable.mostProducts) products are held, there are more",
          hint: "give those of one family")
      }
      identifiers.append(name)
      fields[name] = columns.map { $0 < row.fields.count ? NamedRecords.trimmed(row.fields[$0]) : "" }
    }
    let areNumbers = columns.indices.map { column in
      let known = identifiers.compactMap { fields[$0]?[column] }.filter { !NamedRecords.isMissing($0) }
      return !known.isEmpty && known.allSatisfy { NamedRecords.number($0) != nil }
    }
    let titles = records.titles
    labelNames = columns.indices.filter { !areNumbers[$0] }.map { titles[columns[$0]] }
    numberNames = columns.indices.filter { areNumbers[$0] }.map { titles[columns[$0]] }
    traits = try fields.mapValues { texts in
      let pairs = zip(texts, areNumbers)
      return try ProductTraits(
        labels: pairs.filter { !$1 }.map { NamedRecords.isMissing($0.0) ? "" : $0.0 },
        numbers: pairs.filter { $1 }.map { NamedRecords.isMissing($0.0) ? nil : NamedRecords.number($0.0) })
    }
    (self.identifiers, self.findings) = (identifiers, findings)
  }

  private static func columns(_ records: NamedRecords, beside own: Int) throws -> [Int] {
    let heading = records.heading
    let places = heading.indices.filter { $0 != own }
    if let place = places.first(where: { heading[$0].isEmpty || heading.firstIndex(of: heading[$0]) != $0 }) {
      throw SeriesFileError(
        .columnNotAllowed, detail: "line 1, column \(place + 1): a trait needs a name of its own, has \"\(records.titles[place])\"",
        hint: "name each trait differently")
    }
    guard (1...mostTraits).contains(places.count) else {
      throw SeriesFileError(
        .columnMissing, detail: "needs 1 to \(mostTraits) traits beside unique_id, has \(places.count)",
        hint: "write unique_id,family,shops: one column for each trait")
    }
    return places
  }

  public func traits(of identifier: String) -> ProductTraits? { traits[identifier] }

  /// Which number the sales are in proportion to.
  ///
  /// - Throws: `values-not-suited` for a name that is no column of numbers.
  public func number(named name: String) throws(ForecastError) -> Int {
    if let place = numberNames.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return place }
    throw ForecastError(
      .valuesNotSuited, subject: "size", detail: "\"\(name)\" is no trait of numbers",
      hint: numberNames.isEmpty ? "no trait has numbers alone" : "traits of numbers are \(numberNames.joined(separator: ", "))")
  }
}
