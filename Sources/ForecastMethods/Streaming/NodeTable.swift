// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Numbers of the nodes of a hierarchy by period, from rows of `unique_id,ds,` and further columns: forecasts as `tongpin forecast` writes them, history, residuals, overrides.
///
/// Periods are texts, equal when they are written alike, in the order in which they first come.
public struct NodeTable: Sendable {
  /// Numbers of nodes in the order of the file.
  public let order: [Int]
  public let periods: [String]
  /// Texts of the column `model` by node; empty without one.
  public let models: [String]
  public let findings: [SeriesFinding]
  public let rejectedCount: Int
  /// Names of the columns of numbers.
  public let columns: [String]
  /// For each column its values, NaN where no row gave one.
  let values: [[Double]]
  let nodeCount: Int

  /// - Parameters:
  ///   - hierarchy: rows of other nodes are rejected.
  ///   - columns: those that must be there, all filled.
  ///   - bounds: also read `lo-80,hi-80` and the like.
  /// - Throws: `SeriesFileError`; whatever the source throws.
  public init(_ hierarchy: Hierarchy, columns: [String], bounds: Bool = false, source: @escaping DelimitedRecords.Source) throws {
    var bytes: [UInt8] = []
    while case let piece = try source(), !piece.isEmpty { bytes += piece }
    var reading = try NodeTableReading(hierarchy, columns, bounds, NodeTable.all(bytes))
    let isPlain = bytes.withUnsafeBufferPointer { bytes in
      guard var lines = PlainLines(bytes) else { return false }
      reading.read(&lines, bytes)
      return true
    }
    if !isPlain { try reading.readRecords() }
    order = reading.order
    periods = reading.periods
    models = reading.models
    findings = reading.findings
    rejectedCount = reading.rejectedCount
    self.columns = reading.columns
    nodeCount = hierarchy.count
    let (width, steps) = (reading.columns.count, reading.periods.count)
    var values = [[Double]](repeating: [Double](repeating: .nan, count: nodeCount * steps), count: width)
    for (cell, place) in reading.places.enumerated() {
      for column in 0..<width { values[column][Int(place.node) * steps + Int(place.step)] = reading.numbers[cell * width + column] }
    }
    self.values = values
  }

  private static func all(_ bytes: [UInt8]) -> DelimitedRecords.Source {
    var isGiven = false
    return {
      defer { isGiven = true }
      return isGiven ? [] : bytes
    }
  }

  /// The values of one column; nil when there is none of that name.
  public func column(_ name: String) -> NodeValues? {
    columns.firstIndex(of: name).map { NodeValues(nodeCount: nodeCount, stepCount: periods.count, values: values[$0]) }
  }

  /// - Throws: `nodes-mismatched` naming the nodes that have no value at some period.
  public func checkComplete(_ hierarchy: Hierarchy) throws(ForecastError) {
    var missing: [String] = []
    for node in 0..<nodeCount {
      let gaps = (0..<periods.count).filter { values[0][node * periods.count + $0].isNaN }
      guard !gaps.isEmpty || periods.isEmpty else { continue }
      missing.append(
        gaps.count == periods.count
          ? "\"\(hierarchy.names[node])\" has no forecast"
          : "\"\(hierarchy.names[node])\" has none for \(gaps.prefix(3).map { periods[$0] }.joined(separator: ", "))")
    }
    guard !missing.isEmpty else { return }
    let rest = missing.count > 10 ? "; and \(missing.count - 10) more" : ""
    throw ForecastError(
      .nodesMismatched, subject: "forecasts", detail: missing.prefix(10).joined(separator: "; ") + rest,
      hint: "forecast every node of the hierarchy for the same periods")
  }
}

/// The rows of a table while they are read.
private struct NodeTableReading {
  struct Place {
    let node: Int32
    let step: Int32
  }

  private var records: NamedRecords
  private let numbersOfNodes: [String: Int]
  let columns: [String]
  private let fields: [Int]
  private let required: Int
  private let identifierField: Int
  private let periodField: Int
  private let modelField: Int?
  private(set) var order: [Int] = []
  private(set) var periods: [String] = []
  private var steps: [String: Int] = [:]
  private(set) var models: [String]
  private(set) var places: [Place] = []
  private(set) var numbers: [Double] = []
  private(set) var findings: [SeriesFinding] = []
  private(set) var rejectedCount = 0
  private var current = (name: "", node: -1, step: -1)
  private var currentBytes: [UInt8] = []
  private var periodBytes: [[UInt8]] = []
  private var unknown: Set<String> = []
  /// For each node the steps that have a row.
  private var given: [[Bool]]

  init(_ hierarchy: Hierarchy, _ wanted: [String], _ bounds: Bool, _ source: @escaping DelimitedRecords.Source) throws {
    records = try NamedRecords(columns: ["unique_id", "ds"] + wanted, source: source)
    numbersOfNodes = hierarchy.numbers
    let heading = records.heading
    let columns = wanted + (bounds ? heading.filter { NodeTableReading.isBound($0, in: heading) } : [])
    self.columns = columns
    fields = columns.map { heading.firstIndex(of: $0) ?? 0 }
    required = wanted.count
    identifierField = records.place("unique_id")
    periodField = records.place("ds")
    modelField = records.heading.firstIndex(of: "model")
    models = [String](repeating: "", count: modelField == nil ? 0 : hierarchy.count)
    given = [[Bool]](repeating: [], count: hierarchy.count)
  }

  /// `lo-80` with its `hi-80`.
  private static func isBound(_ name: String, in heading: [String]) -> Bool {
    guard name.hasPrefix("lo-") || name.hasPrefix("hi-"), let percent = Double(name.dropFirst(3)) else { return false }
    let other = (name.hasPrefix("lo-") ? "hi-" : "lo-") + name.dropFirst(3)
    return heading.contains(other) && (try? IntervalLevel(percent: percent)) != nil
  }

  private mutating func reject(_ line: Int, _ column: String, _ reason: String) {
    rejectedCount += 1
    findings.append(SeriesFinding(line: line, column: column, reason: reason + "; row rejected"))
  }

  mutating func readRecords() throws {
    while let outcome = try records.next() {
      switch outcome {
      case .row(let row): read(row)
      case .rejected(let finding):
        rejectedCount += 1
        findings.append(finding)
      }
    }
  }

  /// The same for lines without quotes, the heading first. Whatever is not as expected goes the long way.
  mutating func read(_ lines: inout PlainLines, _ bytes: UnsafeBufferPointer<UInt8>) {
    _ = lines.next(bytes)
    while lines.next(bytes) {
      if accept(lines, bytes) { continue }
      guard lines.fields.count >= records.needed else {
        reject(lines.line, "", "needs at least \(records.needed) columns, has \(lines.fields.count)")
        continue
      }
      read(NamedRecords.Row(line: lines.line, fields: lines.fields.map { String(decoding: bytes[$0], as: UTF8.self) }))
    }
  }

  /// The next period of the same node, with plain numbers; false for anything else.
  private mutating func accept(_ lines: PlainLines, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let (fields, node, step) = (lines.fields, current.node, current.step + 1)
    guard node >= 0, step < periods.count, given[node].count == step, fields.count >= records.needed else { return false }
    guard isEqual(bytes, fields[identifierField], currentBytes), isEqual(bytes, fields[periodField], periodBytes[step]) else {
      return false
    }
    let before = numbers.count
    for field in self.fields {
      guard field < fields.count, let number = PlainLines.number(bytes, fields[field]) else {
        numbers.removeLast(numbers.count - before)
        return false
      }
      numbers.append(number)
    }
    given[node].append(true)
    places.append(Place(node: Int32(node), step: Int32(step)))
    current.step = step
    return true
  }

  private func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ field: Range<Int>, _ other: [UInt8]) -> Bool {
    guard field.count == other.count else { return false }
    for place in 0..<other.count where bytes[field.lowerBound + place] != other[place] { return false }
    return true
  }

  private mutating func read(_ row: NamedRecords.Row) {
    let identifier = row.fields[identifierField]
    if identifier != current.name || current.node < 0 {
      let name = NamedRecords.trimmed(identifier)
      guard let node = numbersOfNodes[name] else {
        rejectedCount += 1
        // Once for each series, not for each of its rows.
        if unknown.insert(name).inserted {
          findings.append(
            SeriesFinding(line: row.line, column: "unique_id", reason: "\"\(name)\" is no node of the hierarchy; its rows are rejected"))
        }
        return
      }
      current = (identifier, node, -1)
      currentBytes = Array(identifier.utf8)
    }
    let step = self.step(row.fields[periodField])
    guard step >= 0 else {
      reject(row.line, "ds", "the period is empty")
      return
    }
    for (place, field) in fields.enumerated() {
      guard field < row.fields.count, let number = NamedRecords.number(NamedRecords.trimmed(row.fields[field])) else {
        // Bounds may be left out where there are none.
        if place >= required, field >= row.fields.count || row.fields[field].isEmpty {
          numbers.append(.nan)
          continue
        }
        numbers.removeLast(place)
        reject(row.line, columns[place], "\"\(field < row.fields.count ? row.fields[field].prefix(40) : "")\" is not a number")
        return
      }
      numbers.append(number)
    }
    accept(row, step)
  }

  private mutating func accept(_ row: NamedRecords.Row, _ step: Int) {
    let node = current.node
    while given[node].count <= step { given[node].append(false) }
    guard !given[node][step] else {
      numbers.removeLast(columns.count)
      reject(row.line, "ds", "\"\(periods[step])\" was already given for \"\(row.fields[identifierField])\"")
      return
    }
    if !given[node].contains(true) {
      order.append(node)
      if let modelField, modelField < row.fields.count { models[node] = row.fields[modelField] }
    }
    given[node][step] = true
    places.append(Place(node: Int32(node), step: Int32(step)))
    current.step = step
  }

  private mutating func step(_ text: String) -> Int {
    let next = current.step + 1
    if next < periods.count, periods[next] == text { return next }
    let period = NamedRecords.trimmed(text)
    guard !period.isEmpty else { return -1 }
    if let known = steps[period] { return known }
    steps[period] = periods.count
    periods.append(period)
    periodBytes.append(Array(period.utf8))
    return periods.count - 1
  }
}
