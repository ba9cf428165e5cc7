// SPDX-License-Identifier: Apache-2.0

/// The tokens of one statement → its declaration in the model.
struct StatementParser {
  var parser: FormulaParser

  init(_ tokens: [Token]) { parser = FormulaParser(reader: TokenReader(tokens)) }

  var current: Token { parser.reader.current }

  mutating func parse(into model: inout ParsedModel) throws(NotUnderstood) {
    if current.symbol == "(" {
      model.calls.append(try call())
      return try expectEnd()
    }
    let keyword = try parser.reader.expectWord(Wording("语句", "A statement"))
    let section = model.sections.isEmpty ? nil : model.sections.count - 1
    switch keyword.text {
    case "model": model.name = try names()
    case "dimension": model.dimensions.append(try dimension())
    case "unit": model.units.append(try names())
    case "section": model.sections.append(try names())
    case "input": model.measures.append(try measure(.input, section: section))
    case "measure": model.measures.append(try measure(.measure, section: section))
    case "assert": model.measures.append(try measure(.assertion, section: section))
    case "totals": model.totals.append(try totals(section: section, position: model.measures.count))
    case "loop": model.loops.append(try loop())
    default: throw unknown(keyword)
    }
    try expectEnd()
  }

  static let keywords = [
    "model", "dimension", "unit", "section", "input", "measure", "assert", "totals", "loop",
  ]

  private func unknown(_ keyword: (text: String, place: TextPlace)) -> NotUnderstood {
    let known = StatementParser.keywords
    let nearest = Wording.didYouMean(NearestName.of(keyword.text, among: known))
    return NotUnderstood(
      finding: TextFinding(
        .textNotUnderstood, at: keyword.place, subject: keyword.text,
        Wording(
          "语句以 \(known.joined(separator: "、")) 或括号开头。",
          "A statement starts with \(known.joined(separator: ", ")) or a bracket."),
        hint: Wording(
          nearest.chinese + "续行要缩进。",
          (nearest.isEmpty ? "" : nearest.english + " ") + "A line that continues a statement is indented.")))
  }

  private func expectEnd() throws(NotUnderstood) {
    if !current.isEnd {
      throw parser.reader.unexpected(
        Wording(
          "语句应到此为止，这里还有 \(current.shown)。", "The statement should end here, here stands \(current.shown)."))
    }
  }

  mutating func names() throws(NotUnderstood) -> Names {
    let id = try parser.reader.expectWord(Wording("名字", "A name"))
    var others: [String] = []
    while others.count < 2 {
      if case .text(let text) = current.kind {
        others.append(text)
      } else if let word = current.word, parser.reader.following.symbol != ":" || others.isEmpty,
        !StatementParser.partKeywords.contains(word)
      {
        others.append(word)
      } else {
        break
      }
      parser.reader.advance()
    }
    // A single quoted name in Latin letters is the English one.
    if others.count == 1, others[0].unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) {
      return Names(id: id.text, english: others[0], place: id.place)
    }
    return Names(
      id: id.text, chinese: others.first, english: others.count > 1 ? others[1] : nil, place: id.place)
  }

  static let partKeywords: Set<String> = ["hierarchy", "property"]

  /// Nothing, `%`, or a product of units.
  mutating func unit() throws(NotUnderstood) -> UnitText {
    let place = current.place
    if parser.reader.take("%") { return UnitText(factors: [], isPercent: true, place: place) }
    var factors: [UnitText.Factor] = []
    guard let word = current.word, parser.reader.following.symbol != ":",
      !StatementParser.partKeywords.contains(word)
    else { return UnitText(factors: [], isPercent: false, place: place) }
    parser.reader.advance()
    factors.append(UnitText.Factor(symbol: word, isDivided: false))
    while current.symbol == "/" || current.symbol == "*" {
      let isDivided = parser.reader.advance().symbol == "/"
      let symbol = try parser.reader.expectWord(Wording("单位", "A unit")).text
      factors.append(UnitText.Factor(symbol: symbol, isDivided: isDivided))
    }
    return UnitText(factors: factors, isPercent: false, place: place)
  }

  private mutating func measure(
    _ kind: MeasureDeclaration.Kind, section: Int?
  ) throws(NotUnderstood) -> MeasureDeclaration {
    let names = try names()
    let axes = try axes(after: names.id)
    let unit = try unit()
    var attributes: [Attribute] = []
    while let word = current.word, word != "where" { attributes.append(try attribute()) }
    var formula: Formula?
    if parser.reader.take("=") { formula = try parser.formula() }
    var scoped: [ScopedFormula] = []
    while current.word == "where" { scoped.append(try scopedFormula()) }
    return MeasureDeclaration(
      kind: kind, names: names, axes: axes, unit: unit, attributes: attributes, formula: formula,
      scoped: scoped, section: section)
  }

  /// `where Region = "E": price * 0.95`
  private mutating func scopedFormula() throws(NotUnderstood) -> ScopedFormula {
    let place = parser.reader.advance().place
    let condition = try parser.formula()
    try parser.reader.expect(":", after: Wording("where 的条件", "the condition of where"))
    return ScopedFormula(condition: condition, formula: try parser.formula(), place: place)
  }

  private mutating func axes(after id: String) throws(NotUnderstood) -> [(path: [String], place: TextPlace)] {
    var axes: [(path: [String], place: TextPlace)] = []
    try parser.reader.expect("[", after: Wording("\(id) 的名字", "the names of \(id)"))
    if parser.reader.take("]") { return [] }
    repeat {
      let first = try parser.reader.expectWord(FormulaParser.dimensionWords)
      axes.append((try parser.path(startingWith: first.text), first.place))
    } while parser.reader.take(",")
    try parser.reader.expect("]", after: Wording("维度", "the dimensions"))
    return axes
  }

  private mutating func attribute() throws(NotUnderstood) -> Attribute {
    let key = try parser.reader.expectWord(Wording("属性", "An attribute"))
    try parser.reader.expect(":", after: .code(key.text))
    let place = current.place
    if case .text(let text) = current.kind {
      parser.reader.advance()
      return Attribute(key: key.text, value: text, argument: nil, isQuoted: true, place: place)
    }
    let value = try parser.reader.expectWord(Wording("\(key.text) 的值", "A value of \(key.text)")).text
    var argument: Formula?
    if parser.reader.take("(") {
      let formula = try parser.formula()
      argument = formula
      // `weighted(price by units)`
      if case .name(let name, let first) = formula, parser.reader.takeWord("by") {
        let weight = try parser.reader.expectWord(Wording("权重指标", "A measure to weigh by"))
        argument = .mapped(name, by: [weight.text], first)
      }
      try parser.reader.expect(")", after: Wording("公式", "the formula"))
    }
    return Attribute(key: key.text, value: value, argument: argument, isQuoted: false, place: place)
  }

  /// `totals fam 产品族 "by family" [Item.Family, Region, month]: sales, cost`
  private mutating func totals(section: Int?, position: Int) throws(NotUnderstood) -> TotalsDeclaration {
    let names = try names()
    let axes = try axes(after: names.id)
    try parser.reader.expect(":", after: Wording("维度", "the dimensions"))
    return TotalsDeclaration(
      names: names, axes: axes, measures: try words(Wording("指标", "A measure")), section: section,
      position: position)
  }

  /// `loop circle (interest, income) until 1e-9 max 50`
  private mutating func loop() throws(NotUnderstood) -> LoopDeclaration {
    let names = try names()
    try parser.reader.expect("(", after: Wording("\(names.id) 的名字", "the names of \(names.id)"))
    let variables = try words(Wording("要迭代的指标", "A measure that is guessed"))
    try parser.reader.expect(")", after: Wording("要迭代的指标", "the measures that are guessed"))
    var (tolerance, text) = (LoopDeclaration.defaultTolerance, LoopDeclaration.defaultToleranceText)
    if parser.reader.takeWord("until") {
      guard case .number(let value, let written) = current.kind, value > 0, value < 1 else {
        throw parser.reader.unexpected(
          Wording("until 后面是 0 到 1 之间的数。", "After until stands a number between 0 and 1."),
          hint: .code("until 1e-9"))
      }
      parser.reader.advance()
      (tolerance, text) = (value, written)
    }
    var limit = LoopDeclaration.defaultLimit
    if parser.reader.takeWord("max") {
      limit = try parser.reader.expectWholeNumber(Wording("最多次数", "The most sweeps"))
    }
    return LoopDeclaration(
      names: names, variables: variables, tolerance: tolerance, toleranceText: text, limit: limit)
  }

  private mutating func words(_ what: Wording) throws(NotUnderstood) -> [(name: String, place: TextPlace)] {
    var result: [(name: String, place: TextPlace)] = []
    repeat {
      let word = try parser.reader.expectWord(what)
      result.append((word.text, word.place))
    } while parser.reader.take(",")
    return result
  }

  private mutating func call() throws(NotUnderstood) -> OperatorCallDeclaration {
    let place = current.place
    try parser.reader.expect("(", after: Wording("调用的开头", "the start of a call"))
    var results: [Names?] = []
    repeat {
      let name = try parser.reader.expectWord(Wording("结果的名字", "The name of a result"))
      results.append(name.text == "_" ? nil : Names(id: name.text, place: name.place))
    } while parser.reader.take(",")
    try parser.reader.expect(")", after: Wording("结果", "the results"))
    try parser.reader.expect("=", after: Wording("结果", "the results"))
    let name = try parser.reader.expectWord(Wording("算子的名字", "The name of an operator")).text
    try parser.reader.expect("(", after: .code(name))
    let arguments = try parser.arguments(signed: false)
    try parser.reader.expect(")", after: Wording("\(name) 的参数", "the arguments of \(name)"))
    return OperatorCallDeclaration(results: results, name: name, arguments: arguments, place: place)
  }
}
