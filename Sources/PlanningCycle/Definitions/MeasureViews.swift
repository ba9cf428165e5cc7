// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import TradeMeasures

/// 指标字典 as a screen shows it.
public struct MetricDictionaryView: Sendable {
  public struct Entry: Sendable {
    public let definition: MetricDefinition
    /// The company has documents of it, or something stands in.
    public let hasDocuments: Bool
    /// All or part of it rests on what stands in.
    public let standsIn: Bool
  }

  public let entries: [Entry]
  /// First and last month with documents of sales; nil without any.
  public let salesMonths: ClosedRange<Month>?
  public let purchaseMonths: ClosedRange<Month>?
  /// Channels that documents of sales name.
  public let channels: [String]
  /// What the documents left open; nobody who sees only some rows is told numbers of others.
  public let findings: [MeasureFinding]
}

/// A bridge as a waterfall: both ends, and between them one step an item.
public struct MeasureBridgeView: Sendable {
  public struct Step: Sendable {
    public let item: BridgeItem
    public let name: BilingualText
    public let reason: BilingualText
    /// Minor units, taken off.
    public let amount: Int64
    /// The height before and after the step.
    public let start: Int64
    public let end: Int64
    public let documentCount: Int
  }

  public let bridge: Bridge
  public let from: MetricDefinition
  public let to: MetricDefinition
  public let steps: [Step]
  /// Why the two ends may not be compared without it.
  public let unlikeness: BilingualText?
  /// What stands in on the way, as the dictionary says.
  public let standIns: [MetricDefinition]
  /// Narrowed to the rows of the person.
  public let isNarrowed: Bool
}

/// Documents of one item of a bridge.
public struct MeasureDocumentsView: Sendable {
  public struct Row: Sendable {
    public let document: BridgeDocument
    public let kind: BilingualText
    public let party: BilingualText
    public let item: BilingualText
    public let why: BilingualText
  }

  public let name: BilingualText
  public let rows: [Row]
  public let offset: Int
  public let count: Int
  /// Minor units of all pages.
  public let total: Int64
}
