// SPDX-License-Identifier: Apache-2.0

/// A downloaded view that came back, held against the plan: what would change, what both sides changed, what cannot be taken. Nothing is kept of it.
public struct SheetReturn: Sendable {
  /// A cell that the file has another figure for than the plan.
  public struct Change: Sendable {
    /// As an edit names it.
    public let cell: String
    public let label: BilingualText
    public let period: BilingualText
    public let unit: String
    public let isPercent: Bool
    /// Where it stands in the file.
    public let place: String
    /// In the plan's unit; nil: blank.
    public let exported: Double?
    public let now: Double?
    public let typed: Double?
    /// As an edit takes it; empty clears.
    public let value: String
    /// It has parts, over which it is spread.
    public let isTotal: Bool
    public let isFormula: Bool

    /// The plan's figure is another one than when the view was downloaded.
    public var isConflict: Bool { exported != now }
  }

  /// A cell of the file that cannot be taken, and why.
  public struct Refusal: Sendable {
    public enum Reason: String, Sendable {
      case notANumber = "not-a-number"
      case formulaError = "formula-error"
      case notCalculated = "not-calculated"
      case rowTwice = "row-twice"
      case notInPlan = "not-in-plan"
      case notEditable = "not-editable"
      case notPermitted = "not-permitted"
      case refused
      case overlaps
    }

    public let reason: Reason
    public let cell: String
    public let label: BilingualText
    public let period: BilingualText
    public let place: String
    /// What stands there.
    public let typed: String
    public let words: BilingualText
    public let hint: BilingualText
  }

  public let revision: Int64
  public let exportedRevision: Int64
  public let exportedBy: (login: String, name: String)
  public let exportedAt: String
  /// nil: the plan.
  public let scenario: Int64?
  public let changes: [Change]
  public let refusals: [Refusal]
  /// Entries as they were downloaded.
  public let unchanged: Int
  /// Entries that say what the plan says by now.
  public let alreadySo: Int
  /// Entries of the download that the file does not have any more: they stay as they are.
  public let missing: Int
}
