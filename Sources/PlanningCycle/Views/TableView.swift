// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Formulas
public import Planning

/// 一张表: measures in rows (families and items below them), periods in columns.
public struct TableView: Sendable {
  public enum Grain: String, Sendable { case month, quarter, year }

  public struct Column: Sendable {
    public let period: PlanPeriod
    public let id: String
    public let label: BilingualText
    public let isActual: Bool
  }

  public struct Row: Sendable {
    public let address: String
    public let parent: String?
    public let level: Int
    public let section: BilingualText
    public let measure: String
    public let label: BilingualText
    public let unit: String
    public let isPercent: Bool
    public let good: String?
    public let isEditable: Bool
    public let note: BilingualText?
    /// 含税 or 不含税, as the model says it.
    public let basis: String?
    public let hasChildren: Bool
    /// One value a column, nil where blank; as calculated.
    public let values: [Double?]
    public let budget: [Double?]?
    /// The running plan's, in the table of a scenario.
    public let running: [Double?]?
    public let lastYear: [Double?]?
    /// Of a check: false where it fails.
    public let checks: [Bool]?
    /// Why a check is red.
    public let failure: BilingualText?
    /// Position of the measure in the model; the item, family or department it is read at.
    let measureIndex: Int
    let member: Int64?
  }

  public let columns: [Column]
  public let rows: [Row]
  /// Ids of the checks that fail.
  let failing: [String]
}

/// What part of the table is asked for.
public struct TableRequest: Hashable, Sendable {
  public let from: Month
  public let to: Month
  public let grain: TableView.Grain
  /// Code of a region; nil for all.
  public let region: String?
  public let comparesBudget: Bool
  public let comparesLastYear: Bool
  /// A scenario beside the running plan.
  public let comparesPlan: Bool

  public init(
    from: Month, to: Month, grain: TableView.Grain, region: String?, comparesBudget: Bool, comparesLastYear: Bool,
    comparesPlan: Bool = false
  ) {
    self.from = from
    self.to = to
    self.grain = grain
    self.region = region
    self.comparesBudget = comparesBudget
    self.comparesLastYear = comparesLastYear
    self.comparesPlan = comparesPlan
  }
}

/// A table, or what moved in it since the reader's revision.
public struct TableAnswer: Sendable {
  public let columns: [TableView.Column]
  public let rows: [TableView.Row]
  /// The revision the rows are to be put into; nil when they are all there are.
  public let since: Int64?
  /// Only rows that were asked for: others may have moved too.
  public var isPart = false
}
