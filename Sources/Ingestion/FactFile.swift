// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Reading facts: files of CSV in UTF-8 or GB18030, XLSX, XLS, and web pages that are called so; rows of a database or a service.
public enum FactFile {
  /// Reads a whole file into columns; bad rows become findings beside the good ones.
  ///
  /// - Parameters:
  ///   - source: a path or bytes in memory.
  ///   - kind: what the file holds.
  ///   - mapping: nil guesses by header synonyms.
  /// - Throws: `IngestionError` when the file can't be read at all, is beyond a limit, or the caller cancelled.
  /// - Complexity: O(bytes); memory: the file, the columns, one row.
  /// - Determinism: the same bytes and the same `options.knows` give the same result.
  public static func readTable(
    _ source: ImportSource, kind: FactKind, mapping: Mapping? = nil, options: ImportOptions = ImportOptions()
  ) throws(IngestionError) -> ImportResult {
    // The columns are made when the file is let go: the two need not be in memory together.
    switch try readRows(source, kind: kind, mapping: mapping, options: options) {
    case .nothing(let result): return result
    case .rows(let reader, let result): return result(reader)
    }
  }

  private enum Reading {
    /// No header was found.
    case nothing(ImportResult)
    case rows(TableReader, (TableReader) -> ImportResult)
  }

  private static func readRows(
    _ source: ImportSource, kind: FactKind, mapping: Mapping?, options: ImportOptions
  ) throws(IngestionError) -> Reading {
    let table = try OpenTable.open(source, mapping: mapping, limits: options.limits).mended(options.answers)
    let preview = try Preview.read(table.rows, name: source.name, limits: options.limits)
    let schema = FactSchema.of(kind)
    var log = FindingLog()
    for finding in table.findings { log.add(finding) }
    guard
      let layout = try TableLayout.find(
        table.rows, preview, schema: schema, mapping: mapping, name: source.name, limits: options.limits, year: options.answers.year)
    else {
      log.add(Finding(code: .headerNotFound, file: source.name, parameters: [.init("kind", kind.rawValue)]))
      return .nothing(
        ImportResult(
          table: FactTable(kind: kind), rowsRead: 0, rejected: 0, merged: 0, findings: log, roundings: [], encoding: table.encoding,
          form: table.form, headerLine: 0, mapping: mapping ?? Mapping(kind: kind), guess: nil))
    }
    let header = layout.header
    guard header.texts.count <= options.limits.columns + layout.pairs.count else {
      throw Preview.tooManyColumns(source.name, options.limits)
    }
    layout.tell(schema, file: source.name, log: &log)
    let guess = mapping == nil ? MappingGuess(kind: kind, layout: layout) : nil
    let used = mapping ?? guess?.mapping ?? Mapping(kind: kind)
    if let field = schema.index(of: "amount"), let column = used.header(of: "amount").flatMap({ header.column(named: $0) }) {
      layout.tellPair(column, schema.fields[field], file: source.name, log: &log)
    }
    let facts = layout.titles.facts(schema, without: Set(used.columns.map(\.field)))
    let reader = TableReader(
      file: source.name, schema: schema, mapping: used, header: header, options: options, log: log,
      // A database leaves nothing out that stands above.
      samples: table.form == .rows ? [] : layout.samples, merges: layout.rows.merges, facts: facts,
      year: layout.titles.year ?? options.answers.year)
    if let guess { reader.tell(guess) }
    reader.tell(facts)
    try reader.readAll(layout.rows)
    let (encoding, form) = (table.encoding, table.form)
    return .rows(reader) { $0.result(encoding: encoding, form: form, headerLine: header.line, mapping: used, guess: guess) }
  }

  /// What the columns of a file seem to mean, from its header and first rows; where no header is known, the first row that can be one, for a person
  /// to say what it means; nil when there is none.
  ///
  /// - Throws: as `readTable`.
  public static func guessMapping(
    _ source: ImportSource, kind: FactKind, answers: ReadingAnswers = ReadingAnswers(), limits: Limits = Limits()
  ) throws(IngestionError) -> MappingGuess? {
    let table = try OpenTable.open(source, mapping: nil, limits: limits).mended(answers)
    let preview = try Preview.read(table.rows, name: source.name, limits: limits)
    return try guess(kind, table.rows, preview, source.name, limits, year: answers.year, takesStrange: true)
  }

  /// The kinds a file may hold, the likeliest first, at most five; for a person who did not say.
  ///
  /// - Throws: as `readTable`.
  public static func guessKinds(
    _ source: ImportSource, answers: ReadingAnswers = ReadingAnswers(), limits: Limits = Limits()
  ) throws(IngestionError) -> [MappingGuess] {
    let table = try OpenTable.open(source, mapping: nil, limits: limits).mended(answers)
    let preview = try Preview.read(table.rows, name: source.name, limits: limits)
    var guesses: [MappingGuess] = []
    for kind in FactKind.allCases {
      if let guess = try guess(kind, table.rows, preview, source.name, limits, year: answers.year) { guesses.append(guess) }
    }
    let titles = preview.prefix(3).filter { $0.texts.count { !$0.isEmpty } <= 2 }.flatMap(\.texts)
    let named = KindWords.kind(in: [source.name] + titles)
    func rank(_ guess: MappingGuess) -> Double { guess.confidence + (guess.kind == named ? 0.2 : 0) }
    let ranked = guesses.enumerated().sorted { (rank($1.element), $0.offset) < (rank($0.element), $1.offset) }
    return ranked.prefix(5).map(\.element)
  }

  private static func guess(
    _ kind: FactKind, _ rows: any RowSource, _ preview: [TableLayout.Row], _ name: String, _ limits: Limits,
    year: Int?, takesStrange: Bool = false
  ) throws(IngestionError) -> MappingGuess? {
    try TableLayout.find(
      rows, preview, schema: FactSchema.of(kind), mapping: nil, name: name, limits: limits, year: year, takesStrange: takesStrange
    ).map { MappingGuess(kind: kind, layout: $0) }
  }
}
