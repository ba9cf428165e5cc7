// SPDX-License-Identifier: Apache-2.0

/// A formula as its author wrote it: names are not looked up, nothing is checked.
public indirect enum Formula: Hashable, Sendable {
  case number(Double, text: String, TextPlace)
  case text(String, TextPlace)
  case name(String, TextPlace)
  /// `Item.standard_cost`, `month.days`
  case path([String], TextPlace)
  /// `discount[by Item.Family]`
  case mapped(String, by: [String], TextPlace)
  case negative(Formula, TextPlace)
  case not(Formula, TextPlace)
  case binary(BinaryOperator, Formula, Formula, TextPlace)
  case choice(condition: Formula, then: Formula, otherwise: Formula, TextPlace)
  case call(FunctionCall)

  public var place: TextPlace {
    switch self {
    case .number(_, _, let place), .text(_, let place), .name(_, let place), .path(_, let place),
      .mapped(_, _, let place), .negative(_, let place), .not(_, let place), .binary(_, _, _, let place),
      .choice(_, _, _, let place):
      place
    case .call(let call): call.place
    }
  }
}

/// A sign between two formulas, with its text.
public enum BinaryOperator: String, Hashable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and
  case or

  /// Higher binds tighter.
  public var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    }
  }
}

/// `name(a, label: b, + c, -2..0 over Dim)`.
public struct FunctionCall: Hashable, Sendable {
  public let name: String
  public let arguments: [FunctionArgument]
  /// `over Item, Region` or `by Item.Family`.
  public let scope: AggregationScope?
  public let place: TextPlace

  public init(name: String, arguments: [FunctionArgument], scope: AggregationScope?, place: TextPlace) {
    self.name = name
    self.arguments = arguments
    self.scope = scope
    self.place = place
  }
}

/// How an aggregation leaves dimensions behind.
public enum AggregationScope: Hashable, Sendable {
  case over([[String]], TextPlace)
  case by([String], TextPlace)
}

public struct FunctionArgument: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case formula(Formula)
    /// `-2..0`
    case window(Int, Int)
  }

  public let label: String?
  /// True for `- b` in a roll-forward. A leading `+` or `-` is kept apart only where the function reads signed parts.
  public let isSubtracted: Bool
  public let value: Value
  public let place: TextPlace

  public init(label: String?, isSubtracted: Bool, value: Value, place: TextPlace) {
    self.label = label
    self.isSubtracted = isSubtracted
    self.value = value
    self.place = place
  }
}
