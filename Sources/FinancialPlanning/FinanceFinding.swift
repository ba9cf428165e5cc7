// SPDX-License-Identifier: Apache-2.0

/// Line and column in a text, from 1 in characters; 0 where it is about the whole.
public struct TextPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let line: Int
  public let column: Int

  public init(line: Int = 0, column: Int) {
    self.line = line
    self.column = column
  }

  public static let whole = TextPlace(line: 0, column: 0)

  public static func < (left: TextPlace, right: TextPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }

  /// `3:14`; `14` in a text of one line; empty for the whole.
  public var description: String { line > 0 ? "\(line):\(column)" : column > 0 ? "\(column)" : "" }
}

/// Something in payment terms, tax rates, bills or vouchers that its owner should look at. A value: all findings of one text or one step come together.
public struct FinanceFinding: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable {
    /// What was asked for cannot be done.
    case error
    /// It was done; the author probably meant something else.
    case warning
    /// A rule of law worth a look; it never stops anything.
    case hint
  }

  public let severity: Severity
  /// Stable text: `terms.shares-not-whole`.
  public let code: String
  public let place: TextPlace
  /// What stood there.
  public let subject: String
  /// What is wrong and why.
  public let chinese: String
  public let english: String
  /// What to do about it.
  public let chineseAdvice: String
  public let englishAdvice: String

  public init(
    _ code: String, severity: Severity = .error, at column: Int = 0, _ subject: String, _ chinese: String, _ english: String,
    advice chineseAdvice: String, _ englishAdvice: String
  ) {
    self.init(
      code, severity: severity, in: TextPlace(column: column), subject, Label(chinese, english), advice: Label(chineseAdvice, englishAdvice)
    )
  }

  public init(_ code: String, severity: Severity = .error, in place: TextPlace, _ subject: String, _ words: Label, advice: Label) {
    self.severity = severity
    self.code = code
    self.place = place
    self.subject = subject
    chinese = words.chinese
    english = words.english
    chineseAdvice = advice.chinese
    englishAdvice = advice.english
  }

  public var column: Int { place.column }

  /// What is wrong, and what to do, in one language.
  public func message(inChinese: Bool) -> String {
    inChinese ? "\(chinese)。\(chineseAdvice)" : "\(english). \(englishAdvice)"
  }

  /// `9 terms.day-not-possible "40": a month has no day 40. Write 1 to 31.`
  public var description: String {
    (place == .whole ? "" : "\(place) ") + "\(code) \"\(subject)\": " + message(inChinese: false)
  }
}

/// Findings that stopped what was asked for; at least one is an error.
public struct FinanceFindings: Error, Hashable, Sendable, CustomStringConvertible {
  public let findings: [FinanceFinding]

  public init(_ findings: [FinanceFinding]) { self.findings = findings }

  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
