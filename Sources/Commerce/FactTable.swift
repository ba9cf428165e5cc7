// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// The values of one field, contiguous. Text is kept once per distinct value.
public struct FactColumn: Sendable {
  public let field: FactField
  /// Scaled integers (see `FactFieldType.scale`; days and months by ordinal; booleans 0 or 1); 0 where missing.
  /// For text: the index into `texts`.
  public private(set) var integers = FactIntegers()
  /// Whether the row has a value.
  public private(set) var isPresent = FactPresence()
  /// Distinct texts in order of first appearance; empty for other types.
  public private(set) var texts: [String] = []
  /// Made when a text is appended, and let go with `seal()`.
  private var textIndex: [String: Int64]?

  public init(field: FactField) { self.field = field }

  /// A whole column at once, for readers that keep it in this shape already.
  ///
  /// - Parameters:
  ///   - integers: one a row; for text an index into `texts`; 0 where not present.
  ///   - isPresent: as many.
  ///   - texts: distinct, in order of first appearance; empty for other types.
  public init(field: FactField, integers: [Int64], isPresent: [Bool], texts: [String] = []) {
    precondition(integers.count == isPresent.count, "one presence a value")
    self.field = field
    precondition(Set(texts).count == texts.count, "texts are distinct")
    self.integers = FactIntegers(integers)
    self.isPresent = FactPresence(isPresent)
    self.texts = texts
  }

  /// Says that nothing is appended any more for now: what only appending needs is let go.
  public mutating func seal() { textIndex = nil }

  public mutating func appendMissing() {
    integers.append(0)
    isPresent.append(false)
  }

  /// A scaled integer, a day's or month's ordinal, or 0/1.
  public mutating func append(_ value: Int64) {
    integers.append(value)
    isPresent.append(true)
  }

  public mutating func append(text: String) {
    if textIndex == nil {
      textIndex = Dictionary(uniqueKeysWithValues: zip(texts, Int64(0)...))
    }
    if let known = textIndex?[text] {
      integers.append(known)
    } else {
      let index = Int64(texts.count)
      textIndex?[text] = index
      texts.append(text)
      integers.append(index)
    }
    isPresent.append(true)
  }

  public func text(_ row: Int) -> String? { isPresent[row] ? texts[Int(integers[row])] : nil }
  public func integer(_ row: Int) -> Int64? { isPresent[row] ? integers[row] : nil }
  public func day(_ row: Int) -> Day? { isPresent[row] ? Day(ordinal: Int32(integers[row])) : nil }
  public func month(_ row: Int) -> Month? { isPresent[row] ? Month(ordinal: Int32(integers[row])) : nil }
  public func boolean(_ row: Int) -> Bool? { isPresent[row] ? integers[row] != 0 : nil }
  public func decimal(_ row: Int) -> FixedPoint? {
    isPresent[row] ? FixedPoint(mantissa: integers[row], scale: field.type.scale) : nil
  }
  /// For the live calculation only.
  public func double(_ row: Int) -> Double? { decimal(row)?.doubleValue }
}

/// Rows of one kind, column by column, each row with its line in the source.
public struct FactTable: Sendable {
  public let schema: FactSchema
  public private(set) var columns: [FactColumn]
  /// Line in the source file, 1-based; as many as rows.
  public private(set) var lines: [Int32] = []
  /// The import batch each row came with (its event's sequence number); 0 before it is stored.
  public private(set) var batches = FactBatches()

  public init(kind: FactKind) {
    self.schema = FactSchema.of(kind)
    self.columns = schema.fields.map { FactColumn(field: $0) }
  }

  /// A whole table at once: one column a field of the schema, in its order, all as long as `lines`.
  public init(kind: FactKind, columns: [FactColumn], lines: [Int32], batch: Int64 = 0) {
    self.schema = FactSchema.of(kind)
    precondition(columns.map(\.field) == schema.fields, "one column a field")
    precondition(columns.allSatisfy { $0.integers.count == lines.count }, "columns are equally long")
    self.columns = columns
    self.lines = lines
    self.batches = FactBatches(repeating: batch, count: lines.count)
  }

  /// The same with the batch of each row.
  init(kind: FactKind, columns: [FactColumn], lines: [Int32], batches: FactBatches) {
    self.init(kind: kind, columns: columns, lines: lines)
    self.batches = batches
  }

  public var kind: FactKind { schema.kind }
  public var rowCount: Int { lines.count }

  /// The column of a field of the schema; asking for another is a programming error.
  public subscript(_ field: String) -> FactColumn {
    guard let index = schema.index(of: field) else {
      preconditionFailure("\(schema.kind.rawValue) has a field \(field)")
    }
    return columns[index]
  }

  /// The rows that pass, in their order.
  public func keeping(_ isKept: (_ row: Int) -> Bool) -> FactTable {
    var table = FactTable(kind: kind)
    for row in 0..<rowCount where isKept(row) {
      table.append(line: lines[row], batch: batches[row]) { place, column in
        if let text = columns[place].field.type == .text ? columns[place].text(row) : nil {
          column.append(text: text)
        } else if let value = columns[place].integer(row) {
          column.append(value)
        } else {
          column.appendMissing()
        }
      }
    }
    table.seal()
    return table
  }

  /// Appends one row; values in the order of `schema.fields`, nil where missing.
  public mutating func append(_ values: [FactValue?], line: Int32, batch: Int64 = 0) {
    precondition(values.count == columns.count, "one value a field")
    for (index, value) in values.enumerated() {
      switch value {
      case nil: columns[index].appendMissing()
      case .text(let text): columns[index].append(text: text)
      case .number(let number): columns[index].append(number)
      }
    }
    lines.append(line)
    batches.append(batch)
  }

  /// Appends one row, each column filled by its place; for readers that have no values in hand but know where they lie.
  @inlinable
  public mutating func append(line: Int32, batch: Int64, fill: (_ place: Int, _ column: inout FactColumn) throws -> Void) rethrows {
    for index in columns.indices { try fillColumn(index, fill) }
    close(line: line, batch: batch)
  }

  @usableFromInline
  mutating func fillColumn(_ index: Int, _ fill: (_ place: Int, _ column: inout FactColumn) throws -> Void) rethrows {
    try fill(index, &columns[index])
  }

  @usableFromInline
  mutating func close(line: Int32, batch: Int64) {
    lines.append(line)
    batches.append(batch)
    assert(columns.allSatisfy { $0.integers.count == lines.count }, "one value a column")
  }

  /// The same rows, those that said no batch with this one.
  public func settled(batch: Int64) -> FactTable {
    var table = self
    table.batches = batches.settled(batch)
    return table
  }

  /// Says that no row is appended any more for now: what only appending needs is let go.
  public mutating func seal() { for index in columns.indices { columns[index].seal() } }

  /// Appends one row by field name; fields not named are missing. Convenient, not fast.
  public mutating func append(_ values: [String: FactValue], line: Int32) {
    for name in values.keys where schema.index(of: name) == nil {
      preconditionFailure("\(schema.kind.rawValue) has a field \(name)")
    }
    append(schema.fields.map { values[$0.name] }, line: line)
  }
}

/// A single value on its way into a table.
public enum FactValue: Hashable, Sendable {
  case text(String)
  /// Scaled integer, ordinal of a day or month, or 0/1.
  case number(Int64)

  public static func day(_ day: Day) -> FactValue { .number(Int64(day.ordinal)) }
  public static func month(_ month: Month) -> FactValue { .number(Int64(month.ordinal)) }
  public static func boolean(_ value: Bool) -> FactValue { .number(value ? 1 : 0) }
  public static func amount(_ amount: Amount) -> FactValue { .number(amount.minorUnits) }
}
