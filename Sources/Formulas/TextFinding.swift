// SPDX-License-Identifier: Apache-2.0

/// Where something stands in a model text: line and column, counted from 1 in characters.
public struct TextPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: TextPlace, right: TextPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }

  public var description: String { "\(line):\(column)" }
}

/// Something in a model text that its author should look at. A value, never thrown: all findings of a text come together.
public struct TextFinding: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: Hashable, Sendable {
    /// The model cannot be calculated.
    case error
    /// The model can be calculated; the author probably meant something else.
    case warning
  }

  /// Stable text: anchor in the manual, folder in the gallery of errors.
  public struct Code: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
  }

  public let severity: Severity
  public let code: Code
  public let place: TextPlace
  /// What it is about: a name, a unit.
  public let subject: String
  /// What is wrong.
  public let words: Wording
  /// What to do about it; empty when the words say it.
  public let advice: Wording

  public init(
    _ code: Code, at place: TextPlace, subject: String, _ words: Wording, hint advice: Wording = .none,
    severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.subject = subject
    self.words = words
    self.advice = advice
  }

  public var detail: String { words.english }
  public var hint: String { advice.english }

  /// The words and what to do, in one language.
  public func message(inChinese: Bool) -> String {
    let (text, what) =
      inChinese ? (words.chinese, advice.chinese) : (words.english, advice.english)
    return text + (what.isEmpty ? "" : (inChinese ? "" : " ") + what)
  }

  /// `12:5 plan.name-not-known "prise": no measure of this name. Did you mean price?`
  public var description: String {
    "\(place) \(code.text) \"\(subject)\": \(detail)" + (hint.isEmpty ? "" : " " + hint)
  }
}

extension TextFinding.Code {
  public static let textNotUnderstood = Self("plan.text-not-understood")
  public static let nameNotKnown = Self("plan.name-not-known")
  public static let nameUsedTwice = Self("plan.name-used-twice")
  public static let unitsDiffer = Self("plan.units-differ")
  public static let dimensionNeedsMapping = Self("plan.dimension-needs-mapping")
  public static let axisNeedsCrossing = Self("plan.axis-needs-crossing")
  public static let circle = Self("plan.circle")
  public static let argumentMissing = Self("plan.argument-missing")
  public static let argumentNotKnown = Self("plan.argument-not-known")
  public static let formulaMissing = Self("plan.formula-missing")
  public static let operatorNotKnown = Self("plan.operator-not-known")
  public static let notACondition = Self("plan.not-a-condition")
  public static let attributeNotKnown = Self("plan.attribute-not-known")
  public static let limitExceeded = Self("plan.limit-exceeded")
  public static let editNotAnInput = Self("plan.edit-not-an-input")
  public static let notUsed = Self("plan.not-used")
  public static let notVisible = Self("plan.not-visible")
  public static let taxBasesMixed = Self("plan.tax-bases-mixed")
  public static let loopNotNeeded = Self("plan.loop-not-needed")
  public static let totalNotPossible = Self("plan.total-not-possible")
}
