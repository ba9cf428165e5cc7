// SPDX-License-Identifier: Apache-2.0

/// Tokens → formula, by recursive descent; grammar in SPEC-formula-language §5.
struct FormulaParser {
  var reader: TokenReader

  mutating func formula() throws(NotUnderstood) -> Formula {
    try reader.enter()
    defer { reader.leave() }
    let place = reader.current.place
    if reader.takeWord("if") {
      let condition = try formula()
      guard reader.takeWord("then") else {
        throw reader.unexpected(
          Wording(
            "条件后面应是 then，这里是\(reader.current.wording.chinese)。",
            "\"then\" is expected after the condition, here stands \(reader.current.wording.english)."))
      }
      let then = try formula()
      guard reader.takeWord("else") else {
        throw reader.unexpected(
          Wording(
            "这里应是 else，却是\(reader.current.wording.chinese)。",
            "\"else\" is expected, here stands \(reader.current.wording.english)."),
          hint: Wording("每个 if 都有 else。", "Every if has an else."))
      }
      return .choice(condition: condition, then: then, otherwise: try formula(), place)
    }
    return try binary(above: 0)
  }

  /// Operators that bind tighter than `floor`, left to right.
  private mutating func binary(above floor: Int) throws(NotUnderstood) -> Formula {
    var left = try floor < 3 && reader.current.word == "not" ? negation() : unary()
    while let sign = sign(), sign.precedence > floor {
      let place = reader.advance().place
      try reader.count()
      let right = try binary(above: sign.precedence)
      left = .binary(sign, left, right, place)
      if sign.precedence == 4, let next = self.sign(), next.precedence == 4 {
        throw reader.unexpected(
          Wording("比较不能连写。", "Comparisons cannot be chained."),
          hint: Wording("写成 a < b and b < c。", "Write a < b and b < c."))
      }
    }
    return left
  }

  private func sign() -> BinaryOperator? {
    if let symbol = reader.current.symbol { return BinaryOperator(rawValue: symbol) }
    if let word = reader.current.word, word == "and" || word == "or" { return BinaryOperator(rawValue: word) }
    return nil
  }

  private mutating func negation() throws(NotUnderstood) -> Formula {
    try reader.enter()
    defer { reader.leave() }
    let place = reader.advance().place
    return .not(try binary(above: 3), place)
  }

  private mutating func unary() throws(NotUnderstood) -> Formula {
    try reader.enter()
    defer { reader.leave() }
    let place = reader.current.place
    if reader.take("-") { return .negative(try unary(), place) }
    return try primary()
  }

  private mutating func primary() throws(NotUnderstood) -> Formula {
    let token = reader.current
    switch token.kind {
    case .number(let value, let text):
      reader.advance()
      if reader.take("%") { return .number(value / 100, text: text + "%", token.place) }
      return .number(value, text: text, token.place)
    case .text(let text):
      reader.advance()
      return .text(text, token.place)
    case .symbol("("):
      reader.advance()
      let inner = try formula()
      try reader.expect(")", after: Wording("括号里的公式", "the formula in brackets"))
      return inner
    case .word(let word):
      if FormulaParser.reserved.contains(word) {
        throw unexpectedPrimary()
      }
      reader.advance()
      return try named(word, at: token.place)
    default:
      throw unexpectedPrimary()
    }
  }

  static let reserved: Set<String> = ["if", "then", "else", "and", "or", "not", "over", "by", "where"]

  private func unexpectedPrimary() -> NotUnderstood {
    let here = reader.current.wording
    return reader.unexpected(
      Wording(
        "这里应是名字、数或括号，却是\(here.chinese)。",
        "A name, number or bracket is expected, here stands \(here.english)."),
      hint: Wording("公式在这里没有写完，或多了一个符号。", "The formula is not finished here, or a sign is too much."))
  }

  static let dimensionWords = Wording("维度", "A dimension")

  private mutating func named(_ word: String, at place: TextPlace) throws(NotUnderstood) -> Formula {
    if reader.take("(") { return .call(try call(word, at: place)) }
    if reader.current.symbol == "." { return .path(try path(startingWith: word), place) }
    if reader.take("[") {
      guard reader.takeWord("by") else {
        throw reader.unexpected(
          Wording("方括号里应以 by 开头。", "\"by\" is expected in square brackets."),
          hint: Wording("写成 \(word)[by Item.Family]。", "Write \(word)[by Item.Family]."))
      }
      let first = try reader.expectWord(FormulaParser.dimensionWords)
      let mapping = try path(startingWith: first.text)
      try reader.expect("]", after: Wording("映射", "the mapping"))
      return .mapped(word, by: mapping, place)
    }
    return .name(word, place)
  }

  mutating func path(startingWith first: String) throws(NotUnderstood) -> [String] {
    var names = [first]
    while reader.take(".") { names.append(try reader.expectWord(Wording("点后面的名字", "A name after the point")).text) }
    return names
  }

  private mutating func call(_ name: String, at place: TextPlace) throws(NotUnderstood) -> FunctionCall {
    let arguments = try arguments(signed: name == "rollforward")
    var scope: AggregationScope?
    let scopePlace = reader.current.place
    if reader.takeWord("over") {
      var paths: [[String]] = []
      repeat {
        let first = try reader.expectWord(FormulaParser.dimensionWords)
        paths.append(try path(startingWith: first.text))
      } while reader.take(",")
      scope = .over(paths, scopePlace)
    } else if reader.takeWord("by") {
      let first = try reader.expectWord(FormulaParser.dimensionWords)
      scope = .by(try path(startingWith: first.text), scopePlace)
    }
    try reader.expect(")", after: Wording("\(name) 的参数", "the arguments of \(name)"))
    return FunctionCall(name: name, arguments: arguments, scope: scope, place: place)
  }

  /// Up to `)`, `over` or `by`.
  ///
  /// - Parameter signed: a leading sign is kept apart (`+ sales, - receipts`).
  mutating func arguments(signed: Bool) throws(NotUnderstood) -> [FunctionArgument] {
    var result: [FunctionArgument] = []
    if reader.current.symbol == ")" { return result }
    repeat {
      let place = reader.current.place
      var label: String?
      if let word = reader.current.word, reader.following.symbol == ":" {
        label = word
        reader.advance()
        reader.advance()
      }
      if let window = try window() {
        result.append(FunctionArgument(label: label, isSubtracted: false, value: window, place: place))
        continue
      }
      var isSubtracted = false
      if signed, label == nil {
        if reader.take("-") { isSubtracted = true } else { _ = reader.take("+") }
        // One part each: "- a + b" would leave open what is taken away.
        let value = FunctionArgument.Value.formula(try binary(above: 5))
        result.append(FunctionArgument(label: label, isSubtracted: isSubtracted, value: value, place: place))
        if sign() != nil { throw reader.unexpected(Wording("各部分用逗号分开。", "Parts are separated by commas."), hint: .code("+ a, - b")) }
        continue
      }
      let value = FunctionArgument.Value.formula(try formula())
      result.append(FunctionArgument(label: label, isSubtracted: isSubtracted, value: value, place: place))
    } while reader.take(",")
    return result
  }

  private mutating func window() throws(NotUnderstood) -> FunctionArgument.Value? {
    let offset = reader.current.symbol == "-" ? 1 : 0
    guard case .number = reader.peek(offset).kind, reader.peek(offset + 1).symbol == ".." else { return nil }
    let lower = try reader.expectWholeNumber(Wording("窗口的首期", "The first period of the window"))
    try reader.expect("..", after: Wording("窗口的首期", "the first period"))
    return .window(lower, try reader.expectWholeNumber(Wording("窗口的末期", "The last period of the window")))
  }
}
