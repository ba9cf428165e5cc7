// SPDX-License-Identifier: Apache-2.0

/// Why a file could not be read at all. Bad rows are findings, never errors.
public struct IngestionError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Code: Hashable, Sendable {
    /// Stable, `ingestion.reason-in-words`.
    public let text: String
    init(_ text: String) { self.text = "ingestion." + text }

    public static let fileNotReadable = Code("file-not-readable")
    public static let fileTooLarge = Code("file-too-large")
    public static let fileEmpty = Code("file-empty")
    public static let encodingNotSupported = Code("encoding-not-supported")
    public static let notATable = Code("not-a-table")
    public static let oldWorkbook = Code("old-workbook")
    public static let tooManyRows = Code("too-many-rows")
    public static let tooManyColumns = Code("too-many-columns")
    public static let workbookDamaged = Code("workbook-damaged")
    public static let workbookUnsafe = Code("workbook-unsafe")
    public static let workbookEncrypted = Code("workbook-encrypted")
    public static let cancelled = Code("cancelled")
  }

  public let code: Code
  /// The file.
  public let subject: String
  /// What stood in the way, with the numbers of both sides.
  public let detail: String
  /// What to do.
  public let hint: String

  init(_ code: Code, _ subject: String, _ detail: String, hint: String) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }

  public var description: String { "\(code.text): \(subject): \(detail); \(hint)" }
}
