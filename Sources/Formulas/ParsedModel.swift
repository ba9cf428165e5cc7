// SPDX-License-Identifier: Apache-2.0

/// A model text as a tree, with everything that could not be read.
public struct ParsedModel: Sendable {
  public var name: Names?
  public var dimensions: [DimensionDeclaration] = []
  public var units: [Names] = []
  public var measures: [MeasureDeclaration] = []
  public var calls: [OperatorCallDeclaration] = []
  public var totals: [TotalsDeclaration] = []
  public var loops: [LoopDeclaration] = []
  public var sections: [Names] = []
  public var findings: [TextFinding] = []

  public init() {}
}

/// An id and its aliases.
public struct Names: Hashable, Sendable {
  public let id: String
  public let chinese: String?
  public let english: String?
  public let place: TextPlace

  public init(id: String, chinese: String? = nil, english: String? = nil, place: TextPlace) {
    self.id = id
    self.chinese = chinese
    self.english = english
    self.place = place
  }

  public var all: [String] { [id] + [chinese, english].compactMap { $0 } }
}

public struct DimensionDeclaration: Hashable, Sendable {
  public struct Hierarchy: Hashable, Sendable {
    public let names: Names
    /// Lowest first.
    public let levels: [Names]
  }

  public struct Property: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case number(UnitText)
      case text
      case reference(String)
    }
    public let names: Names
    public let kind: Kind
  }

  public let names: Names
  /// `0..3` of a numbered dimension.
  public let numbers: ClosedRange<Int>?
  public let hierarchies: [Hierarchy]
  public let properties: [Property]
}

/// A unit as written: `元/件` is [+元, −件]; `%` and nothing are plain numbers.
public struct UnitText: Hashable, Sendable {
  public struct Factor: Hashable, Sendable {
    public let symbol: String
    public let isDivided: Bool

    public init(symbol: String, isDivided: Bool) {
      self.symbol = symbol
      self.isDivided = isDivided
    }
  }
  public let factors: [Factor]
  public let isPercent: Bool
  public let place: TextPlace

  public init(factors: [Factor], isPercent: Bool, place: TextPlace) {
    self.factors = factors
    self.isPercent = isPercent
    self.place = place
  }
}

public struct MeasureDeclaration: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case input, measure, assertion }

  public let kind: Kind
  public let names: Names
  /// `["Item"]`, `["Item", "Family"]`, `["month"]`.
  public let axes: [(path: [String], place: TextPlace)]
  public let unit: UnitText
  public let attributes: [Attribute]
  public let formula: Formula?
  /// Other formulas for some of the cells; the last whose condition holds wins.
  public let scoped: [ScopedFormula]
  /// Position in `ParsedModel.sections`, nil before the first.
  public let section: Int?

  public init(
    kind: Kind, names: Names, axes: [(path: [String], place: TextPlace)], unit: UnitText,
    attributes: [Attribute], formula: Formula?, scoped: [ScopedFormula] = [], section: Int?
  ) {
    self.kind = kind
    self.names = names
    self.axes = axes
    self.unit = unit
    self.attributes = attributes
    self.formula = formula
    self.scoped = scoped
    self.section = section
  }

  /// The formula with those of its scopes as one: the last that holds stands outermost.
  public var wholeFormula: Formula? {
    guard let formula else { return nil }
    return scoped.reduce(formula) { rest, one in
      .choice(condition: one.condition, then: one.formula, otherwise: rest, one.place)
    }
  }

  public static func == (left: MeasureDeclaration, right: MeasureDeclaration) -> Bool {
    left.kind == right.kind && left.names == right.names && left.axes.map(\.path) == right.axes.map(\.path)
      && left.unit == right.unit && left.attributes == right.attributes && left.formula == right.formula
      && left.scoped == right.scoped
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(names) }
}

/// `key: value` of a measure.
public struct Attribute: Hashable, Sendable {
  public let key: String
  /// A word or quoted text; with `argument` for `ratio(a / b)` and `price(value / agreed)`.
  public let value: String
  public let argument: Formula?
  public let isQuoted: Bool
  public let place: TextPlace

  public init(key: String, value: String, argument: Formula?, isQuoted: Bool, place: TextPlace) {
    self.key = key
    self.value = value
    self.argument = argument
    self.isQuoted = isQuoted
    self.place = place
  }
}

/// `where condition: formula` below the formula of a measure.
public struct ScopedFormula: Hashable, Sendable {
  public let condition: Formula
  public let formula: Formula
  public let place: TextPlace
}

/// `totals fam 产品族 "by family" [Item.Family, Region, month]: sales, cost` declares `sales_fam` and `cost_fam`.
public struct TotalsDeclaration: Sendable {
  public let names: Names
  public let axes: [(path: [String], place: TextPlace)]
  public let measures: [(name: String, place: TextPlace)]
  public let section: Int?
  /// Measures that stand before it.
  public let position: Int
}

/// `loop circle (interest, income) until 1e-9 max 50`: a circle within one period that is meant.
public struct LoopDeclaration: Sendable {
  public static let defaultTolerance = 1e-9
  public static let defaultToleranceText = "1e-9"
  public static let defaultLimit = 50
  public static let highestLimit = 1_000

  public let names: Names
  /// Measures whose value is guessed, then corrected.
  public let variables: [(name: String, place: TextPlace)]
  public let tolerance: Double
  public let toleranceText: String
  public let limit: Int
}

/// `(a, b) = requirements(demand: d)`.
public struct OperatorCallDeclaration: Hashable, Sendable {
  /// nil for `_`.
  public let results: [Names?]
  public let name: String
  public let arguments: [FunctionArgument]
  public let place: TextPlace
}
