// SPDX-License-Identifier: Apache-2.0

public import Formulas

/// A request to the plan that cannot be met. Nothing was changed.
public struct PlanningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Stable text: the type of the problem document and the anchor in the manual.
  public struct Code: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
  }

  public let code: Code
  public let subject: String
  public let detail: Wording
  public let hint: Wording

  public init(_ code: Code, subject: String, detail: Wording, hint: Wording = .none) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }

  public var description: String {
    code.text + " \"" + subject + "\": " + detail.english + (hint.isEmpty ? "" : " " + hint.english)
  }
}

extension PlanningError.Code {
  public static let horizonNotPossible = Self("planning.horizon-not-possible")
  public static let modelHasErrors = Self("planning.model-has-errors")
  public static let modelTooLarge = Self("planning.model-too-large")
  public static let operatorNotRegistered = Self("planning.operator-not-registered")
  public static let operatorDataNotUsable = Self("planning.operator-data-not-usable")
  public static let measureNotKnown = Self("planning.measure-not-known")
  public static let memberNotKnown = Self("planning.member-not-known")
  public static let memberTwice = Self("planning.member-twice")
  public static let notAnInput = Self("planning.not-an-input")
  public static let notFinite = Self("planning.not-a-finite-number")
  public static let periodOutsideHorizon = Self("planning.period-outside-horizon")
  public static let coordinateNotLeaf = Self("planning.coordinate-not-a-leaf")
  public static let notEditable = Self("planning.not-editable")
  public static let cellsLocked = Self("planning.cells-locked")
  public static let weightsMixed = Self("planning.weights-of-both-signs")
  public static let nothingToSpreadTo = Self("planning.nothing-to-spread-to")
  public static let totalNotDefined = Self("planning.total-not-defined")
  public static let stateOfAnotherModel = Self("planning.state-of-another-model")
}

extension Wording {
  /// Which periods a measure has.
  static func only(_ measure: String, _ axis: TimeAxis) -> Wording {
    switch axis {
    case .none: Wording("\(measure) 不分期间，只有一个数。", "\(measure) has one value for all time.")
    case .month: Wording("\(measure) 只有计划期内的月份。", "\(measure) has months of the horizon.")
    case .day: Wording("\(measure) 只有计划期内的日子。", "\(measure) has days of the horizon.")
    }
  }
}
