// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import DataQuality

/// One import as the list shows it.
public struct ImportRecord: Sendable {
  public let batch: Int64
  public let kind: FactKind
  public let fileName: String
  /// Rows kept: new and corrected.
  public let rows: Int
  public let by: String
  /// `2026-11-23 14:05`, civil time in China.
  public let at: String
  /// `kept`, `held`, `released`, `replaced`, `discarded`.
  public let state: String
  /// Of a hundred; nil where it was not checked.
  public let score: Int?
}

/// What an import did.
public struct ImportResultRecord: Sendable {
  public let batch: Int64
  /// What was noticed of the file, without its rows.
  public let reading: FactFileReading
  public let accepted: Int
  public let added: Int
  public let corrected: Int
  public let unchanged: Int
  /// What the rules say of it; nil for one that came before there were any.
  public var report: QualityReport?
  /// A rule stopped it: nothing of it is a fact.
  public var isHeld = false
  /// Totals of the plan that it moved, money first.
  public var moved: [MovedFigure] = []
}
