// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// How the columns of one source become the fields of a kind: what a mapping file says, or what was guessed.
public struct Mapping: Hashable, Sendable {
  /// How the cells of one field are written.
  public struct Format: Hashable, Sendable {
    public var day: DayForm?
    /// A month column whose cells are days.
    public var isMonthFromDay = false
    /// Nil: as the header's bracket says, else 1.
    public var unitFactor: Int64?
    public var hasDecimalComma = false
    public var isPercent = false

    public init() {}
  }

  /// One field and the header it is read from.
  public struct Column: Hashable, Sendable {
    public let field: String
    public let header: String

    public init(field: String, header: String) {
      self.field = field
      self.header = header
    }
  }

  public var kind: FactKind
  /// In the order of the file; a header may feed several fields.
  public var columns: [Column] = []
  /// Field → text that every row gets where no column gives it, read like a cell.
  public var constants: [String: String] = [:]
  /// Field → text in the file → text that is read instead. An empty text means no value.
  public var values: [String: [String: String]] = [:]
  public var formats: [String: Format] = [:]
  /// The fields that identify a row of this source; empty: those of the schema.
  public var keys: [String] = []
  /// Rows with the same key are added up instead of refused: balances that the source keeps in several lines.
  public var addsDuplicates = false
  /// Line or sheet row of the header; nil: found by itself.
  public var headerLine: Int?
  /// Nil: found by itself.
  public var encoding: TextEncoding?
  /// One of `,` `;` tab; nil: found by itself.
  public var delimiter: UInt8?

  public init(kind: FactKind) { self.kind = kind }

  public func header(of field: String) -> String? { columns.first { $0.field == field }?.header }
}
