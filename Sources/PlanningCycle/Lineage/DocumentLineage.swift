// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce

/// Where a document comes from, line by line and version by version, and which forecasts learnt from it.
public struct DocumentLineage: Sendable {
  /// What was known of a line at one time.
  public struct Version: Sendable {
    public let version: Int
    /// The batch, and the row's line in its file.
    public let batch: Int64
    public let line: Int
    public let file: String?
    public let at: String
    public let login: String
    public let name: BilingualText
    public let reason: String
    public let on: Day
    public let amount: Int64?
    /// What it says else than the version before.
    public let changes: [RestatedRows.Change]
  }

  public struct Line: Sendable {
    public let key: String
    /// Oldest first.
    public let versions: [Version]
  }

  /// A run that saw the document among what it learnt from.
  public struct Forecast: Sendable {
    public let run: Int64
    public let at: String
    public let origin: Day
    /// Item and region of its series, as codes.
    public let series: [String]
  }

  public let document: TradeDocument
  public let lines: [Line]
  /// Lines of the document; `lines` has the first ``lineLimit``.
  public let lineCount: Int
  /// Newest first.
  public let forecasts: [Forecast]

  public static let lineLimit = 100
  public static let forecastLimit = 12
}
