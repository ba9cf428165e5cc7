// SPDX-License-Identifier: Apache-2.0

/// Something in payment terms, tax rates or bills that its owner should look at. A value: all findings of one text or one step come together.
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
  /// Where in the text, in characters from 1; 0 when it is about the whole.
  public let column: Int
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
    self.severity = severity
    self.code = code
    self.column = column
    self.subject = subject
    self.chinese = chinese
    self.english = english
    self.chineseAdvice = chineseAdvice
    self.englishAdvice = englishAdvice
  }

  /// What is wrong, and what to do, in one language.
  public func message(inChinese: Bool) -> String {
    inChinese ? "\(chinese)。\(chineseAdvice)" : "\(english). \(englishAdvice)"
  }

  /// `9 terms.day-not-possible "40": a month has no day 40. Write 1 to 31.`
  public var description: String {
    (column > 0 ? "\(column) " : "") + "\(code) \"\(subject)\": " + message(inChinese: false)
  }
}

/// Findings that stopped what was asked for; at least one is an error.
public struct FinanceFindings: Error, Hashable, Sendable, CustomStringConvertible {
  public let findings: [FinanceFinding]

  public init(_ findings: [FinanceFinding]) { self.findings = findings }

  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
