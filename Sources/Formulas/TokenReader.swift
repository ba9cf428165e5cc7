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

  mutating func expect(_ symbol: String, after what: Wording) throws(NotUnderstood) {
    guard take(symbol) else {
      throw unexpected(
        Wording(
          "\(what.chinese)后面应是“\(symbol)”，这里是\(current.wording.chinese)。",
          "\"\(symbol)\" is expected after \(what.english), here stands \(current.wording.english)."))
    }
  }

  mutating func expectWord(_ what: Wording) throws(NotUnderstood) -> (text: String, place: TextPlace) {
    guard let word = current.word else {
      throw unexpected(
        Wording(
          "这里应是\(what.chinese)，却是\(current.wording.chinese)。",
          "\(what.english) is expected, here stands \(current.wording.english)."))
    }
    let place = current.place
    position += 1
    return (word, place)
  }

  /// `-12`, `3`.
  mutating func expectWholeNumber(_ what: Wording) throws(NotUnderstood) -> Int {
    let isNegative = take("-")
    guard case .number(let value, _) = current.kind, let whole = Int(exactly: value), whole < 1_000_000 else {
      throw unexpected(
        Wording(
          "\(what.chinese)应是整数，这里是\(current.wording.chinese)。",
          "\(what.english) is expected, a whole number; here stands \(current.wording.english)."))
    }
    position += 1
    return isNegative ? -whole : whole
  }

  func unexpected(_ words: Wording, hint: Wording = .none) -> NotUnderstood {
    NotUnderstood(
      finding: TextFinding(.textNotUnderstood, at: current.place, subject: current.shown, words, hint: hint))
  }

  private func limit(_ words: Wording) -> NotUnderstood {
    NotUnderstood(
      finding: TextFinding(
        .limitExceeded, at: current.place, subject: current.shown, words,
        hint: Wording("给其中一部分单独起个名字。", "Give a part of it a name of its own.")))
  }

  mutating func enter() throws(NotUnderstood) {
    nesting += 1
    if nesting > TokenReader.nestingLimit {
      throw limit(
        Wording(
          "公式最多嵌套 \(TokenReader.nestingLimit) 层。", "A formula may be nested \(TokenReader.nestingLimit) deep."))
    }
  }

  mutating func count() throws(NotUnderstood) {
    operatorCount += 1
    if operatorCount > TokenReader.operatorLimit {
      throw limit(
        Wording(
          "公式最多 \(TokenReader.operatorLimit) 个运算符。",
          "A formula has at most \(TokenReader.operatorLimit) signs."))
    }
  }

  mutating func leave() { nesting -= 1 }
}
