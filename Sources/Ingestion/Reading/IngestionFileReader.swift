// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import PlanningCycle
public import Quantities

/// The file reader of the workspace: `Ingestion`, with its findings put into words.
public struct IngestionFileReader: FactFileReader {
  private let currency: Currency

  public init(currency: Currency) { self.currency = currency }

  public func preview(
    _ bytes: [UInt8], fileName: String, kind: FactKind?, answers: FileAnswers, remembered: [RememberedLayout],
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFilePreview {
    try preview(.bytes(bytes, name: fileName), kind: kind, answers: answers, remembered: remembered, knows: knows)
  }

  /// The same for a file that is open, or for rows that came from elsewhere.
  package func preview(
    _ source: ImportSource, kind: FactKind?, answers: FileAnswers = .none, remembered: [RememberedLayout],
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFilePreview {
    do {
      let guesses = try FactFile.guessKinds(source, answers: Self.answers(answers))
      let chosen = kind ?? guesses.first?.kind ?? .salesOrderLines
      let guess = try guesses.first { $0.kind == chosen } ?? FactFile.guessMapping(source, kind: chosen, answers: Self.answers(answers))
      let columns = guess.map(Self.columns) ?? []
      // What somebody confirmed for the same headers counts more than any guess.
      if let layout = remembered.first(where: { $0.fits(columns.map(\.header), kind: kind) }) {
        return FactFilePreview(
          kind: layout.kind, kindGuesses: guesses.map { ($0.kind, $0.confidence) }, columns: Self.columns(columns, of: layout),
          reading: try read(source, kind: layout.kind, columns: layout.columns, answers: answers, knows: knows),
          rememberedFrom: layout.fileName)
      }
      return FactFilePreview(
        kind: chosen, kindGuesses: guesses.map { ($0.kind, $0.confidence) }, columns: columns,
        reading: try read(source, kind: chosen, mapping: nil, answers: answers, knows: knows),
        questions: (guess?.questions ?? []).map(Self.question))
    } catch { throw Self.cycleError(error) }
  }

  public func read(
    _ bytes: [UInt8], fileName: String, kind: FactKind, columns: [String: String]?, answers: FileAnswers,
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFileReading {
    try read(.bytes(bytes, name: fileName), kind: kind, columns: columns, answers: answers, knows: knows)
  }

  package func read(
    _ source: ImportSource, kind: FactKind, columns: [String: String]?, answers: FileAnswers = .none,
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFileReading {
    var mapping: Mapping?
    if let columns {
      var confirmed = Mapping(kind: kind)
      let fields = FactSchema.of(kind).fields.map(\.name)
      confirmed.columns = fields.compactMap { field in
        columns[field].map { Mapping.Column(field: field, header: $0) }
      }
      mapping = confirmed
    }
    do {
      return try read(source, kind: kind, mapping: mapping, answers: answers, knows: knows)
    } catch { throw Self.cycleError(error) }
  }

  /// Also for the command line, which has mapping files and progress.
  public func read(
    _ source: ImportSource, kind: FactKind, mapping: Mapping?, answers: FileAnswers = .none, knows: @escaping (FactKind, String) -> Bool?,
    progress: ((ImportProgress) -> Bool)? = nil
  ) throws(IngestionError) -> FactFileReading {
    var options = ImportOptions()
    options.currency = currency
    options.knows = knows
    options.answers = Self.answers(answers)
    options.progress = progress
    let result = try FactFile.readTable(source, kind: kind, mapping: mapping, options: options)
    return FactFileReading(
      table: result.table, rowsRead: result.rowsRead, rejected: result.rejected,
      encoding: result.encoding?.rawValue ?? result.form.rawValue.lowercased(), headerLine: result.headerLine,
      findings: result.findings.kept.map { Self.worded($0, isInFile: result.form != .rows) },
      findingsTotal: result.findings.countsByCode.reduce(0) { $0 + $1.count },
      roundings: result.roundings.map {
        FactFileReading.Rounding(
          field: $0.field, header: $0.column?.header ?? "", cells: $0.cells, difference: $0.difference, isExact: $0.isExact)
      })
  }

  private static func answers(_ answers: FileAnswers) -> ReadingAnswers {
    ReadingAnswers(
      year: answers.year,
      mends: answers.mends.compactMap { mend in
        FindingColumn.index(ofLetter: mend.column).map { ReadingAnswers.Mend(line: mend.line, column: $0, text: mend.text) }
      })
  }

  public func sheets(_ bytes: [UInt8], fileName: String) throws(CycleError) -> SheetFile { try sheets(.bytes(bytes, name: fileName)) }

  /// The same for a file that is open.
  package func sheets(_ source: ImportSource) throws(CycleError) -> SheetFile {
    do {
      let book = try WorkbookCells.read(source)
      var cells = [[SheetFile.Cell]](repeating: [], count: book.names.count)
      for cell in book.cells {
        cells[cell.sheet].append(
          SheetFile.Cell(row: cell.row, column: cell.column, content: Self.content(cell), isFormula: cell.isFormula))
      }
      return SheetFile(zip(book.names, cells).map { SheetFile.Sheet(name: $0, cells: $1) })
    } catch { throw Self.cycleError(error) }
  }

  private static func content(_ cell: WorkbookCells.Cell) -> SheetFile.Content {
    switch cell.kind {
    case .number: .number(cell.value, text: cell.text)
    case .text: .text(cell.text)
    case .boolean: .boolean(cell.text == "1" || cell.text == "true")
    case .error: .error(cell.text)
    case .nothing: .nothing
    }
  }

  private static func question(_ question: ImportQuestion) -> FactFilePreview.Question {
    let proposal: BilingualText? =
      switch question.proposal {
      case nil: nil
      case .column(let column): BilingualText("取“\(column.header)”列", "the column “\(column.header)” is taken")
      case .constant(let value): BilingualText("每行都取“\(value)”", "“\(value)” on every row")
      case .counted: BilingualText("按单据内顺序编号", "rows are numbered within their document")
      }
    return FactFilePreview.Question(
      field: question.field, candidates: question.candidates.map(\.header), proposal: proposal, asksForYear: question.asksForYear)
  }

  /// All columns in the order of the file.
  private static func columns(_ guess: MappingGuess) -> [FactFilePreview.Column] {
    let mapped = guess.columns.map { column in
      (
        column.index,
        FactFilePreview.Column(
          header: column.header, field: column.field, confidence: column.confidence, samples: column.samples)
      )
    }
    let unmapped = guess.unmappedHeaders.map { column in
      (column.index, FactFilePreview.Column(header: column.header, field: nil, confidence: 0, samples: []))
    }
    return (mapped + unmapped).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func columns(_ columns: [FactFilePreview.Column], of layout: RememberedLayout) -> [FactFilePreview.Column] {
    columns.map { column in
      let field = layout.columns.first { $0.value == column.header }?.key
      return FactFilePreview.Column(header: column.header, field: field, confidence: field == nil ? 0 : 1, samples: column.samples)
    }
  }

  /// - Parameter isInFile: rows of a database have columns with names, not with letters.
  public static func worded(_ finding: Finding, isInFile: Bool = true) -> FactFileFinding {
    FactFileFinding(
      code: finding.code.rawValue, severity: finding.severity.rawValue, line: finding.line,
      column: isInFile ? finding.column?.letter ?? "" : "", header: finding.column?.header ?? "", value: finding.excerpt,
      message: BilingualText(FindingCatalogue.message(finding, .chinese), FindingCatalogue.message(finding, .english)),
      hint: BilingualText(FindingCatalogue.hint(finding, .chinese), FindingCatalogue.hint(finding, .english)))
  }

  private static func cycleError(_ error: any Error) -> CycleError {
    guard let error = error as? IngestionError else {
      return CycleError(.fileNotReadable, BilingualText("文件无法读取", "the file cannot be read"))
    }
    return CycleError(
      .fileNotReadable, BilingualText("文件无法读取", "the file cannot be read"),
      detail: BilingualText(error.detail, error.detail), hint: BilingualText(error.hint, error.hint),
      parameters: ["file": error.subject, "code": error.code.text])
  }
}
