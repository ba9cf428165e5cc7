// SPDX-License-Identifier: Apache-2.0

/// Thrown inside the parser only: the statement cannot be read past this point.
struct NotUnderstood: Error {
  let finding: TextFinding
}

/// The tokens of one statement and how far they were read.
struct TokenReader {
  /// Deepest nesting of a formula; keeps recursion bounded.
  static let nestingLimit = 64

  private let tokens: [Token]
  private var position = 0
  var nesting = 0
  private var operatorCount = 0
  /// Signs in one statement; a chain of them is as deep as it is long.
  static let operatorLimit = 1_000

  init(_ tokens: [Token]) { self.tokens = tokens }

  var current: Token { tokens[min(position, tokens.count - 1)] }
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  func peek(_ distance: Int) -> Token { tokens[min(position + distance, tokens.count - 1)] }

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    position += 1
    return token
  }

  mutating func take(_ symbol: String) -> Bool {
    guard current.symbol == symbol else { return false }
    position += 1
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard current.word == word else { return false }
    position += 1
    return true
  }

  mutating func expect(_ symbol: String, after what: String) throws(NotUnderstood) {
    guard take(symbol) else {
      throw unexpected("\"" + symbol + "\" is expected after \(what), here stands \(current.shown).")
    }
  }

  mutating func expectWord(_ what: String) throws(NotUnderstood) -> (text: String, place: TextPlace) {
    guard let word = current.word else {
      throw unexpected("\(what) is expected, here stands \(current.shown).")
    }
    let place = current.place
    position += 1
    return (word, place)
  }

  /// `-12`, `3`.
  mutating func expectWholeNumber(_ what: String) throws(NotUnderstood) -> Int {
    let isNegative = take("-")
    guard case .number(let value, _) = current.kind, let whole = Int(exactly: value), whole < 1_000_000 else {
      throw unexpected("\(what) is expected, a whole number; here stands \(current.shown).")
    }
    position += 1
    return isNegative ? -whole : whole
  }

  func unexpected(_ detail: String, hint: String = "") -> NotUnderstood {
    NotUnderstood(
      finding: TextFinding(
        .textNotUnderstood, at: current.place, subject: current.shown, detail: detail, hint: hint))
  }

  mutating func enter() throws(NotUnderstood) {
    nesting += 1
    if nesting > TokenReader.nestingLimit {
      throw NotUnderstood(
        finding: TextFinding(
          .limitExceeded, at: current.place, subject: current.shown,
          detail: "A formula may be nested \(TokenReader.nestingLimit) deep.",
          hint: "Give a part of it a name of its own."))
    }
  }

  mutating func count() throws(NotUnderstood) {
    operatorCount += 1
    if operatorCount > TokenReader.operatorLimit {
      throw NotUnderstood(
        finding: TextFinding(
          .limitExceeded, at: current.place, subject: current.shown,
          detail: "A formula has at most \(TokenReader.operatorLimit) signs.",
          hint: "Give a part of it a name of its own."))
    }
  }

  mutating func leave() { nesting -= 1 }
}
