// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Reads a file that somebody dropped: what its columns seem to mean, and its rows as facts with what was noticed.
public protocol FactFileReader: Sendable {
  /// - Parameters:
  ///   - kind: nil when the person did not say.
  ///   - answers: what a person said of the file.
  ///   - remembered: what people confirmed before, newest first; the first that fits the headers is taken instead of a guess.
  /// - Throws: `CycleError.fileNotReadable`.
  func preview(
    _ bytes: [UInt8], fileName: String, kind: FactKind?, answers: FileAnswers, remembered: [RememberedLayout],
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFilePreview

  /// - Parameters:
  ///   - columns: field → header as the person confirmed; nil takes the guess.
  ///   - answers: as for a preview.
  ///   - knows: whether a code of a kind is known; nil when nothing of that kind is.
  /// - Throws: `CycleError.fileNotReadable`.
  func read(
    _ bytes: [UInt8], fileName: String, kind: FactKind, columns: [String: String]?, answers: FileAnswers,
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFileReading

  /// The cells of a workbook as they are, sheet by sheet, the hidden ones too.
  ///
  /// - Throws: `CycleError.fileNotReadable`.
  func sheets(_ bytes: [UInt8], fileName: String) throws(CycleError) -> SheetFile
}

/// What a file seems to hold.
public struct FactFilePreview: Sendable {
  public struct Column: Sendable {
    public let header: String
    /// nil: nothing fits.
    public let field: String?
    public let confidence: Double
    public let samples: [String]

    public init(header: String, field: String?, confidence: Double, samples: [String]) {
      self.header = header
      self.field = field
      self.confidence = confidence
      self.samples = samples
    }
  }

  /// What the reader cannot know about a required field: the columns that it might be, and what is done when nobody says otherwise.
  public struct Question: Hashable, Sendable {
    public let field: String
    /// Headers, the likeliest first.
    public let candidates: [String]
    /// What is read without an answer, in words; nil: then the rows are refused.
    public let proposal: BilingualText?
    /// Months stand across and no year is known.
    public let asksForYear: Bool

    public init(field: String, candidates: [String], proposal: BilingualText?, asksForYear: Bool) {
      self.field = field
      self.candidates = candidates
      self.proposal = proposal
      self.asksForYear = asksForYear
    }
  }

  public let kind: FactKind
  /// Likeliest first, with a score 0…1.
  public let kindGuesses: [(kind: FactKind, score: Double)]
  public let columns: [Column]
  /// None where the columns were confirmed before.
  public let questions: [Question]
  /// The reading with the guess, or with what was confirmed before.
  public let reading: FactFileReading
  /// The file whose confirmed columns were taken; nil where they are a guess.
  public let rememberedFrom: String?

  public init(
    kind: FactKind, kindGuesses: [(kind: FactKind, score: Double)], columns: [Column], reading: FactFileReading,
    questions: [Question] = [], rememberedFrom: String? = nil
  ) {
    self.kind = kind
    self.kindGuesses = kindGuesses
    self.columns = columns
    self.reading = reading
    self.questions = questions
    self.rememberedFrom = rememberedFrom
  }
}

/// The rows of a file as facts, beside what was noticed.
public struct FactFileReading: Sendable {
  /// An amount column whose cells had to be rounded to the currency's digits: sum in the file = sum kept + `difference`.
  public struct Rounding: Hashable, Sendable {
    public let field: String
    public let header: String
    public let cells: Int
    /// A decimal number as text.
    public let difference: String
    /// False when a cell had more digits than are read.
    public let isExact: Bool

    public init(field: String, header: String, cells: Int, difference: String, isExact: Bool) {
      self.field = field
      self.header = header
      self.cells = cells
      self.difference = difference
      self.isExact = isExact
    }
  }

  public let table: FactTable
  public let rowsRead: Int
  public let rejected: Int
  public let encoding: String
  public let headerLine: Int
  /// The first thousand at most.
  public let findings: [FactFileFinding]
  public let findingsTotal: Int
  public let roundings: [Rounding]

  public init(
    table: FactTable, rowsRead: Int, rejected: Int, encoding: String, headerLine: Int,
    findings: [FactFileFinding], findingsTotal: Int, roundings: [Rounding] = []
  ) {
    self.roundings = roundings
    self.table = table
    self.rowsRead = rowsRead
    self.rejected = rejected
    self.encoding = encoding
    self.headerLine = headerLine
    self.findings = findings
    self.findingsTotal = findingsTotal
  }
}

extension FactFileReading {
  /// What was noticed, without the rows.
  func withoutRows() -> FactFileReading {
    FactFileReading(
      table: FactTable(kind: table.kind), rowsRead: rowsRead, rejected: rejected, encoding: encoding, headerLine: headerLine,
      findings: findings, findingsTotal: findingsTotal, roundings: roundings)
  }
}

/// One thing noticed in a file, in words.
public struct FactFileFinding: Sendable {
  public let code: String
  /// `rejected`, `warning`, `info`.
  public let severity: String
  public let line: Int
  public let column: String
  public let header: String
  public let value: String
  public let message: BilingualText
  public let hint: BilingualText

  public init(
    code: String, severity: String, line: Int, column: String, header: String, value: String,
    message: BilingualText, hint: BilingualText
  ) {
    self.code = code
    self.severity = severity
    self.line = line
    self.column = column
    self.header = header
    self.value = value
    self.message = message
    self.hint = hint
  }
}
