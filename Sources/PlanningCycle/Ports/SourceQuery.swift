// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// What is asked of a source: the rows of one kind.
public struct SourceQuery: Hashable, Sendable {
  /// The column that grows with every change of a row, by which only what is new is asked for.
  public struct Watermark: Hashable, Sendable {
    public let column: String
    public let kind: SourceMark.Kind
    /// How far before the newest mark the next load begins, for rows that were written late: seconds, days or numbers.
    public let overlap: Int

    public init(column: String, kind: SourceMark.Kind, overlap: Int) {
      self.column = column
      self.kind = kind
      self.overlap = overlap
    }
  }

  public let kind: FactKind
  /// One SELECT; for a service what is put behind its address: `/orders?status=open`.
  public let text: String
  /// nil reads everything every time.
  public let watermark: Watermark?
  /// Field → column; nil takes columns that are called like fields, and a guess for the others.
  public let columns: [String: String]?

  public init(kind: FactKind, text: String, watermark: Watermark? = nil, columns: [String: String]? = nil) {
    self.kind = kind
    self.text = text
    self.watermark = watermark
    self.columns = columns
  }
}
