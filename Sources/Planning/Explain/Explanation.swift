// SPDX-License-Identifier: Apache-2.0

public import Formulas

/// Why a number is what it is, or why it changed: a tree down to inputs and their sources.
///
/// Where children carry contributions, these add up to the node's own amount (its value, or its change) exactly as shown: what
/// floating point leaves over is a child of kind ``Kind/rounding``. Operands of a product or a ratio carry no contribution to
/// a value; to a change they do.
public struct Explanation: Sendable {
  public enum Kind: Hashable, Sendable {
    /// A cell that a formula calculates.
    case calculated
    /// A result of an operator.
    case derived
    case input
    /// A number of a member: `Item.standard_cost`.
    case property
    case constant
    /// A parent or a longer period: the sum, ratio or last of what stands below.
    case total
    /// Smaller parts together.
    case others
    /// A product, ratio or choice inside a formula.
    case part
    /// What floating point leaves over.
    case rounding
    /// A change that no operand alone accounts for: an operator worked differently.
    case interplay
  }

  public var kind: Kind
  /// Measure id, or property, or the text of a part.
  public var label: String
  /// Position in `CheckedModel.measures`; nil for constants, properties and remainders.
  public var measure: Int?
  public var coordinate: Coordinate
  public var period: PlanPeriod?
  /// nil when missing.
  public var value: Double?
  /// The value in the earlier state; nil when missing, or when a value is explained.
  public var before: Double?
  /// What this part adds to the amount of the node above; nil for an operand of a product.
  public var contribution: Double?
  /// The formula of a calculated cell; ``FormulaText`` writes it in the reader's names.
  public var formula: Formula?
  public var source: InputSource?
  public var children: [Explanation] = []

  init(_ kind: Kind, _ label: String, coordinate: Coordinate = .total, period: PlanPeriod? = nil) {
    self.kind = kind
    self.label = label
    self.coordinate = coordinate
    self.period = period
  }

  /// `value − before`, missing counted as 0.
  public var change: Double { (value ?? 0) - (before ?? 0) }
}

/// How far an explanation goes.
public struct ExplanationLimits: Sendable {
  /// Generations below the asked cell.
  public var depth: Int
  /// Children of one node; the rest is one node of kind `others`.
  public var width: Int
  /// Nodes of the whole tree.
  public var nodes: Int

  public init(depth: Int = 4, width: Int = 12, nodes: Int = 600) {
    self.depth = depth
    self.width = width
    self.nodes = nodes
  }
}
