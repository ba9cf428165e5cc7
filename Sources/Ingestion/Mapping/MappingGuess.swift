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
  /// Required fields the guess is not sure of, in the order of the schema.
  public private(set) var questions: [ImportQuestion] = []

  /// 0…1: how much of the file and of the required fields is explained.
  public var confidence: Double {
    let explained = columns.reduce(0) { $0 + $1.confidence }
    let total = Double(columns.count + unmappedHeaders.count + missingFields.count * 2)
    return total == 0 ? 0 : explained / total
  }

  /// Fields take the headers they fit best; a header feeds one field, a field one header.
  init(kind: FactKind, layout: TableLayout) {
    let header = layout.header
    let rows = layout.samples
    let schema = FactSchema.of(kind)
    let (columnOf, fitting) = MappingGuess.match(schema, layout)
    var taken = Set(columnOf.values.map(\.column))
    taken.formUnion(layout.pairColumns(taken))
    self.kind = kind
    columns = schema.fields.indices.compactMap { field in
      columnOf[field].map { hit in
        Column(
          field: schema.fields[field].name, header: header.texts[hit.column], index: header.positions[hit.column],
          confidence: hit.score,
          samples: Array(MappingGuess.values(rows, hit.column).prefix(5)).map { String($0.prefix(40)) })
      }
    }
    missingFields = schema.fields.indices.filter { schema.fields[$0].isRequired && columnOf[$0] == nil }.map {
      schema.fields[$0].name
    }
    unmappedHeaders = header.texts.indices.filter { !taken.contains($0) && !header.texts[$0].isEmpty }.map {
      FindingColumn(index: header.positions[$0], header: header.texts[$0])
    }
    var mapping = Mapping(kind: kind)
    mapping.columns = columns.map { Mapping.Column(field: $0.field, header: $0.header) }
    for column in columns {
      guard let index = schema.index(of: column.field), let place = columnOf[index]?.column else { continue }
      if schema.fields[index].type == .day || schema.fields[index].type == .month,
        let form = TypeEvidence.dayForm(of: MappingGuess.values(rows, place))
      {
        var format = Mapping.Format()
        format.day = form
        mapping.formats[column.field] = format
      }
    }
    self.mapping = mapping
    var others: [String: [FindingColumn]] = [:]
    for (field, places) in fitting {
      let free = places.filter { !taken.contains($0) }
      others[schema.fields[field].name] = free.map { FindingColumn(index: header.positions[$0], header: header.texts[$0]) }
    }
    questions =
      QuestionFinder(
        schema: schema, layout: layout, columns: columns, unmapped: unmappedHeaders,
        facts: layout.titles.facts(schema, without: Set(columns.map(\.field))), others: others
      ).questions()
  }

  /// Which column each field takes and how sure that is; and for required fields the columns whose values would fit, best first.
  private static func match(
    _ schema: FactSchema, _ layout: TableLayout
  ) -> (columnOf: [Int: (column: Int, score: Double)], fitting: [Int: [Int]]) {
    let header = layout.header
    let rows = layout.samples
    let synonyms = Synonyms(schema)
    let firstPair = header.texts.count - layout.pairs.count
    let isGrossElsewhere = hasGross(header, synonyms, schema)
    var candidates: [(field: Int, column: Int, score: Double)] = []
    for (column, text) in header.folded.enumerated() {
      let values = values(rows, column)
      if column >= firstPair, let amount = schema.index(of: "amount") {
        candidates.append((amount, column, pairScore(schema.kind, column - firstPair)))
        continue
      }
      for var hit in synonyms.scores(text) {
        hit.field = netInstead(schema, hit.field, text, isGrossElsewhere)
        let fits = TypeEvidence.share(of: values, fitting: schema.fields[hit.field].type)
        // Among columns of the same name the one that is filled is meant.
        let score = values.isEmpty && !rows.isEmpty ? hit.score * 0.98 : hit.score
        candidates.append((hit.field, column, fits < 0.5 ? score * 0.3 : score))
      }
    }
    // 账号：… in a title goes before a column that is merely called alike.
    let named = Set(layout.titles.facts(schema, without: []).filter(\.isNamed).compactMap { schema.index(of: $0.field) })
    candidates.removeAll { $0.score < QuestionFinder.confident && named.contains($0.field) }
    candidates.sort { ($1.score, $0.field, $0.column) < ($0.score, $1.field, $1.column) }
    var columnOf: [Int: (column: Int, score: Double)] = [:]
    var taken: Set<Int> = []
    for candidate in candidates
    where candidate.score >= 0.4 && columnOf[candidate.field] == nil && !taken.contains(candidate.column) {
      columnOf[candidate.field] = (candidate.column, candidate.score)
      taken.insert(candidate.column)
    }
    var fitting: [Int: [Int]] = [:]
    for (index, field) in schema.fields.enumerated() where field.isRequired {
      let named = candidates.filter { $0.field == index }.map(\.column)
      let others = header.texts.indices.filter { column in
        let values = values(rows, column)
        return !named.contains(column) && !values.isEmpty && !header.texts[column].isEmpty
          && TypeEvidence.share(of: values, fitting: field.type) >= 0.9
      }
      fitting[index] = named + others
    }
    return (columnOf, fitting)
  }

  /// A bank's two columns leave no doubt; which of a ledger's pairs is meant is asked.
  private static func pairScore(_ kind: FactKind, _ index: Int) -> Double {
    kind == .bankTransactions ? 0.99 : max(0.5, 0.8 - 0.1 * Double(index))
  }

  /// Whether a column says by its own name that it is gross.
  private static func hasGross(_ header: Header, _ synonyms: Synonyms, _ schema: FactSchema) -> Bool {
    guard let gross = schema.index(of: "amount_incl_tax") else { return false }
    return header.folded.contains { text in
      text.base != "金额" && text.base != "amount" && !text.alternatives.contains("不含税金额")
        && synonyms.scores(text).contains { $0.field == gross && $0.score > 0.85 }
    }
  }

  /// Beside 价税合计 a plain 金额 is without tax, and a plain 单价 beside 含税单价: so invoices and ERP lists print them.
  private static func netInstead(_ schema: FactSchema, _ field: Int, _ text: HeaderText, _ isGrossElsewhere: Bool) -> Int {
    let name = schema.fields[field].name
    if name.hasSuffix("_incl_tax"), text.alternatives.contains(where: { $0.hasPrefix("不含税") }) {
      return schema.index(of: name.replacing("_incl_tax", with: "_excl_tax")) ?? field
    }
    guard isGrossElsewhere, text.alternatives.isEmpty, text.base == "金额" || text.base == "amount", name == "amount_incl_tax"
    else { return field }
    return schema.index(of: "amount_excl_tax") ?? field
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
            || outcome == .failure(.dateDoesNotExist) || PeriodCell.firstDay(bytes, year: 2_000).map { isValue($0) } == true
        // Any year will do: the question is whether it is a month.
        case .month: return isValue(MonthCell.parse(bytes, nil, takesDays: true, year: 2_000, &notes))
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
