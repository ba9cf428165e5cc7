// SPDX-License-Identifier: Apache-2.0

/// Where something stands in a scenario: line and column from 1.
public struct ScenarioPlace: Hashable, Sendable, Comparable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: ScenarioPlace, right: ScenarioPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Something about a scenario that its author must know: what, where, why and what to do. What it is about is left out or taken as said; the rest still plans.
public struct ScenarioFinding: Error, Hashable, Sendable {
  /// Stable texts, never renamed.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case statementNotKnown = "supply-scenario.statement-not-known"
    case optionNotKnown = "supply-scenario.option-not-known"
    case valueMissing = "supply-scenario.value-missing"
    case notANumber = "supply-scenario.not-a-number"
    case notADay = "supply-scenario.not-a-day"
    case nameNotKnown = "supply-scenario.name-not-known"
    case nameTwice = "supply-scenario.name-twice"
    case planMissing = "supply-scenario.plan-missing"
    case rangeBackwards = "supply-scenario.range-backwards"
    case quantityNotUsable = "supply-scenario.quantity-not-usable"
    case limitExceeded = "supply-scenario.limit-exceeded"
    case billHasCircle = "supply-scenario.bill-of-materials-has-circle"
    case itemWithoutSupplier = "supply-scenario.item-without-supplier"
    case agreementWithoutOffer = "supply-scenario.agreement-without-offer"
    case leadTimeBeyondHorizon = "supply-scenario.lead-time-beyond-horizon"
    case negativeStock = "supply-scenario.negative-stock"
    case demandInThePast = "supply-scenario.demand-in-the-past"
    case demandBeyondHorizon = "supply-scenario.demand-beyond-horizon"
    case expectationFailed = "supply-scenario.expectation-failed"
    case findingDidNotCome = "supply-scenario.finding-did-not-come"
  }

  public let code: Code
  /// Whether the scenario is wrong, or only remarkable.
  public let isError: Bool
  public let place: ScenarioPlace
  /// What it is about: a word of the text.
  public let subject: String
  public let chinese: String
  public let english: String
  public let hintChinese: String
  public let hintEnglish: String

  public init(
    _ code: Code, at place: ScenarioPlace, _ subject: String, _ chinese: String, _ english: String,
    hint: (chinese: String, english: String), isError: Bool = true
  ) {
    self.code = code
    self.isError = isError
    self.place = place
    self.subject = subject
    self.chinese = chinese
    self.english = english
    self.hintChinese = hint.chinese
    self.hintEnglish = hint.english
  }

  /// `✗ 12:7 code subject: text; hint`.
  public func line(file: String, inChinese: Bool) -> String {
    let text = inChinese ? "\(chinese)；\(hintChinese)" : "\(english); \(hintEnglish)"
    return "\(isError ? "✗" : "!") \(file):\(place.line):\(place.column) \(code.rawValue) \(subject): \(text)"
  }
}
