// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Reading files of facts: CSV in UTF-8 or GB18030 and plain XLSX.
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
    let table = try OpenTable.open(source, mapping: mapping, limits: options.limits)
    let preview = try Preview.read(table.rows, name: source.name, limits: options.limits)
    let schema = FactSchema.of(kind)
    var log = FindingLog()
    for finding in table.findings { log.add(finding) }
    let encoding = table.encoding
    guard let header = Header.find(in: preview, schema: schema, mapping: mapping) else {
      log.add(Finding(code: .headerNotFound, file: source.name, parameters: [.init("kind", kind.rawValue)]))
      return .nothing(
        ImportResult(
          table: FactTable(kind: kind), rowsRead: 0, rejected: 0, merged: 0, findings: log, roundings: [], encoding: encoding,
          headerLine: 0, mapping: mapping ?? Mapping(kind: kind), guess: nil))
    }
    guard header.texts.count <= options.limits.columns else {
      throw Preview.tooManyColumns(source.name, options.limits)
    }
    let guess = mapping == nil ? MappingGuess(kind: kind, header: header, samples: header.samples(preview)) : nil
    let used = mapping ?? guess?.mapping ?? Mapping(kind: kind)
    let reader = TableReader(file: source.name, schema: schema, mapping: used, header: header, options: options, log: log)
    if let guess { reader.tell(guess) }
    try reader.readAll(table.rows)
    return .rows(reader) { $0.result(encoding: encoding, headerLine: header.line, mapping: used, guess: guess) }
  }

  /// What the columns of a file seem to mean, from its header and first rows; nil when no header was found.
  ///
  /// - Throws: as `readTable`.
  public static func guessMapping(
    _ source: ImportSource, kind: FactKind, limits: Limits = Limits()
  ) throws(IngestionError) -> MappingGuess? {
    let table = try OpenTable.open(source, mapping: nil, limits: limits)
    let preview = try Preview.read(table.rows, name: source.name, limits: limits)
    return guess(kind, preview)
  }

  /// The kinds a file may hold, the likeliest first, at most five; for a person who did not say.
  ///
  /// - Throws: as `readTable`.
  public static func guessKinds(
    _ source: ImportSource, limits: Limits = Limits()
  ) throws(IngestionError) -> [MappingGuess] {
    let table = try OpenTable.open(source, mapping: nil, limits: limits)
    let preview = try Preview.read(table.rows, name: source.name, limits: limits)
    let guesses = FactKind.allCases.compactMap { guess($0, preview) }
    let titles = preview.prefix(3).filter { $0.texts.count { !$0.isEmpty } <= 2 }.flatMap(\.texts)
    let named = KindWords.kind(in: [source.name] + titles)
    func rank(_ guess: MappingGuess) -> Double { guess.confidence + (guess.kind == named ? 0.2 : 0) }
    let ranked = guesses.enumerated().sorted { (rank($1.element), $0.offset) < (rank($0.element), $1.offset) }
    return ranked.prefix(5).map(\.element)
  }

  private static func guess(_ kind: FactKind, _ preview: [(line: Int, texts: [String])]) -> MappingGuess? {
    guard let header = Header.find(in: preview, schema: FactSchema.of(kind), mapping: nil) else { return nil }
    return MappingGuess(kind: kind, header: header, samples: header.samples(preview))
  }
}
