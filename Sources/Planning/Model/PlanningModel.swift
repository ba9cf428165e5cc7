// SPDX-License-Identifier: Apache-2.0

public import Formulas

/// The checked form of a model text, and the way to it: ``PlanningModel/check(_:operators:)``.
public enum PlanningModel {
  public static let measureLimit = 5_000
  public static let dimensionLimit = 200
  public static let formulaNodeLimit = 2_000

  /// A dimension as declared; its members arrive with the facts.
  public struct Dimension: Sendable {
    public let names: Names
    /// Members of a numbered dimension.
    public let numbers: ClosedRange<Int>?
    public let hierarchies: [Hierarchy]
    /// All levels of all hierarchies, in text order.
    public let levels: [Level]
    public let properties: [Property]
  }

  public struct Hierarchy: Sendable {
    public let names: Names
    /// Positions in `Dimension.levels`, lowest first.
    public let levels: [Int]
  }

  public struct Level: Sendable {
    public let names: Names
    /// The next level above, nil at the top.
    public let above: Int?
    /// True when leaf members name their member of this level.
    public let isLowest: Bool
  }

  public struct Property: Sendable {
    public enum Kind: Hashable, Sendable {
      case number(UnitOfMeasure)
      case text
      /// Position of the dimension referred to.
      case reference(Int)
    }
    public let names: Names
    public let kind: Kind
  }

  /// How a measure is read at the parents of a dimension, or in a longer period.
  public enum Total: Hashable, Sendable {
    case sum
    case average
    case first
    case last
    /// Parents' values of two measures, divided.
    case ratio(Int, Int)
    case none
  }

  public enum Sense: String, Hashable, Sendable { case up, down, neutral }

  /// What editing a calculated measure writes.
  public struct Edit: Sendable {
    public let input: Int
    /// Of `value` and other measures at the same coordinate; nil writes the value itself.
    public let formula: Formula?
  }

  public enum Kind: Hashable, Sendable { case input, formula, operatorResult, assertion }

  /// A measure with all that screens and the engine need to know of it.
  public struct Measure: Sendable {
    public let names: Names
    public let kind: Kind
    /// `Item`, `Item.Family`, without the time axis.
    public let dimensions: [String]
    public let axis: TimeAxis
    public let unit: UnitOfMeasure
    public var total: Total = .sum
    public var time: Total = .sum
    public var isMissingWhenBlank = false
    public var sense: Sense = .up
    public var basis: String?
    public var note: String?
    public var isHidden = false
    public var formerID: String?
    public var edit: Edit?
    /// Assertions: the measure that the tolerance is relative to.
    public var reference: Int?
    /// Position in `CheckedModel.sections`.
    public let section: Int?
    public let formula: Formula?

    var domains: [Domain]
    /// Its block in the plan.
    var block = -1

    public var id: String { names.id }
    var shape: Shape { Shape(domains: domains, axis: axis) }
  }
}

/// A model without errors of its own (or with findings that say which), ready to be loaded.
public struct CheckedModel: Sendable {
  public let name: Names?
  public internal(set) var dimensions: [PlanningModel.Dimension] = []
  public internal(set) var measures: [PlanningModel.Measure] = []
  public internal(set) var sections: [Names] = []
  /// Those of the text and those of the check, in text order.
  public internal(set) var findings: [TextFinding] = []

  var blocks: [BlockPlan] = []
  var calls: [CallPlan] = []
  /// Groups of blocks in the order of calculation; a group of several (or of one that reaches itself) runs period by period.
  var order: [BlockGroup] = []

  public var isUsable: Bool { !findings.contains { $0.severity == .error } }

  /// Position of the measure with this id or alias.
  public func measure(named name: String) -> Int? {
    measures.firstIndex { $0.names.id == name } ?? measures.firstIndex { $0.names.all.contains(name) }
  }

  /// Position of the dimension with this id or alias.
  public func dimension(named name: String) -> Int? {
    dimensions.firstIndex { $0.names.all.contains(name) }
  }
}
