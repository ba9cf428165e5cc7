// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import Quantities

/// What the reader needs to know about the company besides the file.
public struct ImportOptions {
  /// Amounts are of this currency and get its decimals.
  public var currency: Currency = .cny
  /// Stands in where a line has neither rate nor tax; nil: nothing is assumed.
  public var defaultTaxRate: FixedPoint?
  /// Whether a code is known; nil when nothing of that kind is known at all, so that it can't be said.
  public var knows: (FactKind, String) -> Bool? = { _, _ in nil }
  public var answers = ReadingAnswers()
  public var limits = Limits()
  /// Called every `progressRows` rows and at the end; false cancels the import.
  public var progress: ((ImportProgress) -> Bool)?
  public var progressRows = 20_000

  public init() {}
}

/// How far an import is.
public struct ImportProgress: Hashable, Sendable {
  public let rowsRead: Int
  public let bytesDone: Int
  public let bytesTotal: Int
}

/// What a file gave: the rows that are good and everything that was noticed about the others.
public struct ImportResult: Sendable {
  public let table: FactTable
  /// Records: neither header, empty rows, totals nor notes. `accepted + rejected + merged`.
  public let rowsRead: Int
  public let rejected: Int
  /// Rows added to an earlier one with the same key, where the mapping says so.
  public let merged: Int
  public let findings: FindingLog
  /// Amount columns whose cells had to be rounded, in the order of the schema.
  public let roundings: [AmountRounding]
  /// Nil for a workbook.
  public let encoding: TextEncoding?
  /// What the file turned out to be, whatever its name says.
  public let form: FileForm
  /// Line or sheet row of the header.
  public let headerLine: Int
  /// What was read, given or guessed.
  public let mapping: Mapping
  /// The guess the mapping came from; nil when a mapping was given.
  public let guess: MappingGuess?

  public var accepted: Int { table.rowCount }

  /// FNV-1a over `CanonicalFacts.bytes(of: table)`: equal for equal tables, whatever file they came from.
  public var digest: UInt64 { CanonicalFacts.digest(of: table) }
}
