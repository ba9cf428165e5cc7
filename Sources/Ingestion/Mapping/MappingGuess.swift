// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// What the columns of a file seem to mean, for a person to confirm.
public struct MappingGuess: Hashable, Sendable {
  /// One field with the header it was given.
  public struct Column: Hashable, Sendable {
    public let field: String
    public let header: String
    /// Position in the file, from 0.
    public let index: Int
    /// 1 an exact name, 0.95 a synonym, below 0.75 a part of a name.
    public let confidence: Double
    /// The first values of the column, at most five, 40 characters each.
    public let samples: [String]
  }

  public let kind: FactKind
  /// In the order of the schema.
  public let columns: [Column]
  /// Required fields that no header fits.
  public let missingFields: [String]
  /// Headers that fit no field, with their position.
  public let unmappedHeaders: [FindingColumn]
  public let mapping: Mapping

  /// 0…1: how much of the file and of the required fields is explained.
  public var confidence: Double {
    let explained = columns.reduce(0) { $0 + $1.confidence }
    let total = Double(columns.count + unmappedHeaders.count + missingFields.count * 2)
    return total == 0 ? 0 : explained / total
  }

  /// Fields take the headers they fit best; a header feeds one field, a field one header.
  init(kind: FactKind, header: Header, samples rows: [[String]]) {
    let schema = FactSchema.of(kind)
    let synonyms = Synonyms(schema)
    var candidates: [(field: Int, column: Int, score: Double)] = []
    for (column, text) in header.folded.enumerated() {
      let values = MappingGuess.values(rows, column)
      for hit in synonyms.scores(text) {
        let fits = TypeEvidence.share(of: values, fitting: schema.fields[hit.field].type)
        candidates.append((hit.field, column, fits < 0.5 ? hit.score * 0.3 : hit.score))
      }
    }
    candidates.sort { ($1.score, $0.field, $0.column) < ($0.score, $1.field, $1.column) }
    var columnOf: [Int: (column: Int, score: Double)] = [:]
    var taken: Set<Int> = []
    for candidate in candidates
    where candidate.score >= 0.4 && columnOf[candidate.field] == nil && !taken.contains(candidate.column) {
      columnOf[candidate.field] = (candidate.column, candidate.score)
      taken.insert(candidate.column)
    }
    self.kind = kind
    columns = schema.fields.indices.compactMap { field in
      columnOf[field].map { hit in
        Column(
          field: schema.fields[field].name, header: header.texts[hit.column], index: hit.column,
          confidence: hit.score,
          samples: Array(MappingGuess.values(rows, hit.column).prefix(5)).map { String($0.prefix(40)) })
      }
    }
    missingFields = schema.fields.indices.filter { schema.fields[$0].isRequired && columnOf[$0] == nil }.map {
      schema.fields[$0].name
    }
    unmappedHeaders = header.texts.indices.filter { !taken.contains($0) && !header.texts[$0].isEmpty }.map {
      FindingColumn(index: $0, header: header.texts[$0])
    }
    var mapping = Mapping(kind: kind)
    mapping.columns = columns.map { Mapping.Column(field: $0.field, header: $0.header) }
    for column in columns {
      guard let index = schema.index(of: column.field) else { continue }
      if schema.fields[index].type == .day || schema.fields[index].type == .month,
        let form = TypeEvidence.dayForm(of: MappingGuess.values(rows, column.index))
      {
        var format = Mapping.Format()
        format.day = form
        mapping.formats[column.field] = format
      }
    }
    self.mapping = mapping
  }

  private static func values(_ rows: [[String]], _ column: Int) -> [String] {
    rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
  }
}

/// What the values of a column say about its type.
enum TypeEvidence {
  /// The share of values that can be read as `type`; 1 when there are none.
  static func share(of values: [String], fitting type: FactFieldType) -> Double {
    guard !values.isEmpty else { return 1 }
    let fitting = values.count { value in
      CellBytes.with(value) { bytes in
        var notes = CellNotes()
        switch type {
        case .text: return true
        case .day:
          let outcome = DayCell.parse(bytes, nil, &notes)
          return isValue(outcome) || outcome == .failure(.dateOrderUnclear)
            || outcome == .failure(.dateDoesNotExist)
        case .month: return isValue(MonthCell.parse(bytes, nil, takesDays: true, &notes))
        case .boolean: return isValue(BooleanCell.parse(bytes))
        case .integer: return isValue(IntegerCell.parse(bytes))
        case .quantity, .price, .rate, .amount:
          return isValue(NumberCell.parse(bytes, NumberForm(scale: type.scale), &notes))
        }
      }
    }
    return Double(fitting) / Double(values.count)
  }

  /// The order of day and month when the year stands last and the values decide it; nil when they do not or need not.
  static func dayForm(of values: [String]) -> DayForm? {
    var firstMaximum = 0
    var secondMaximum = 0
    var isShort = false
    for value in values {
      guard let groups = CellBytes.with(value, { DigitGroups($0) }), groups.count == 3, groups.lengths.0 <= 2
      else {
        return nil
      }
      firstMaximum = max(firstMaximum, groups.values.0)
      secondMaximum = max(secondMaximum, groups.values.1)
      isShort = groups.lengths.2 == 2
    }
    if firstMaximum > 12, secondMaximum <= 12 { return isShort ? .dayMonthShortYear : .dayMonthYear }
    if secondMaximum > 12, firstMaximum <= 12 { return isShort ? .monthDayShortYear : .monthDayYear }
    return nil
  }

  private static func isValue(_ outcome: CellOutcome) -> Bool {
    if case .value = outcome { return true }
    return false
  }
}
