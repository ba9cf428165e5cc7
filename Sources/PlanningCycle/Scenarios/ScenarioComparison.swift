// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// What a scenario changes, and what that comes to.
public struct ScenarioComparison: Sendable {
  /// Input cells listed at once.
  public static let inputLimit = 500

  /// The plan it is compared with: as it is now, or as it was when the scenario started from it.
  public enum Against: String, Sendable { case now, was }

  /// An input cell that the scenario changed.
  public struct Input: Sendable {
    /// Address in the scenario.
    public let cell: String
    public let measure: String
    public let label: BilingualText
    public let period: PeriodLabel?
    public let unit: String
    public let isPercent: Bool
    /// In the plan it started from, in the scenario, and in the plan now; nil is empty.
    public let was: Double?
    public let scenario: Double?
    public let now: Double?
    /// Who entered it, when and why.
    public let by: String?
    public let at: Moment?
    public let reason: String
    /// Who wrote the number that the plan has now, and when; nil when it is a fact's.
    public let planBy: String?
    public let planAt: Moment?
    public let isConflict: Bool
    /// The plan has the scenario's number already.
    public let isKept: Bool
    /// The plan has a place for it.
    public let hasPlace: Bool
  }

  public struct PeriodLabel: Sendable {
    public let id: String
    public let label: BilingualText
  }

  /// Inputs of one measure that the plan changed since the scenario started.
  public struct PlanChange: Sendable {
    public let measure: String
    public let name: BilingualText
    public let cells: Int
    /// Who entered them; nobody for facts and forecasts.
    public let by: [String]
  }

  /// An assertion that fails on either side, by cells that fail.
  public struct Check: Sendable {
    public let id: String
    public let name: BilingualText
    public let scenario: Int
    public let plan: Int
  }

  public let entry: ScenarioEntry
  public let against: Against
  /// Of the plan it was compared with.
  public let revision: Int64
  /// What a merge of just these changes names.
  public let content: Digest
  /// The plan it started from is in memory exactly as it was.
  public let isExact: Bool
  public let inputs: [Input]
  public let inputTotal: Int
  public let conflicts: Int
  public let withoutPlace: Int
  public let planChanges: [PlanChange]
  /// Money first, the largest difference of a year first.
  public let figures: [ModelPreview.Figure]
  public let checks: [Check]
  /// nil: none, or not this person's to see.
  public let scenarioShortfall: CashShortfall?
  public let planShortfall: CashShortfall?
  public let showsCash: Bool
  /// The person holds the rights that the scenario's changes need in the plan.
  public let mayMerge: Bool
}
