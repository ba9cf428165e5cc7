// SPDX-License-Identifier: Apache-2.0

/// The tokens of one statement → its declaration in the model.
struct StatementParser {
  private var parser: FormulaParser

  init(_ tokens: [Token]) { parser = FormulaParser(reader: TokenReader(tokens)) }

  private var current: Token { parser.reader.current }

  mutating func parse(into model: inout ParsedModel) throws(NotUnderstood) {
    if current.symbol == "(" {
      model.calls.append(try call())
      return try expectEnd()
    }
    let keyword = try parser.reader.expectWord("A statement")
    switch keyword.text {
    case "model": model.name = try names()
    case "dimension": model.dimensions.append(try dimension())
    case "unit": model.units.append(try names())
    case "section": model.sections.append(try names())
    case "input": model.measures.append(try measure(.input, sections: model.sections.count))
    case "measure": model.measures.append(try measure(.measure, sections: model.sections.count))
    case "assert": model.measures.append(try measure(.assertion, sections: model.sections.count))
    default:
      let nearest = NearestName.of(keyword.text, among: StatementParser.keywords)
      throw NotUnderstood(
        finding: TextFinding(
          .textNotUnderstood, at: keyword.place, subject: keyword.text,
          detail: "A statement starts with \(StatementParser.keywords.joined(separator: ", ")) or a bracket.",
          hint: nearest.map { "Did you mean \($0)? A line that continues a statement is indented." }
            ?? "A line that continues a statement is indented."))
    }
    try expectEnd()
  }

  static let keywords = ["model", "dimension", "unit", "section", "input", "measure", "assert"]

  private func expectEnd() throws(NotUnderstood) {
    if !current.isEnd {
      throw parser.reader.unexpected("The statement should end here, here stands \(current.shown).")
    }
  }

  private mutating func names() throws(NotUnderstood) -> Names {
    let id = try parser.reader.expectWord("A name")
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

  private static let partKeywords: Set<String> = ["hierarchy", "property"]

  private mutating func dimension() throws(NotUnderstood) -> DimensionDeclaration {
    let names = try names()
    var numbers: ClosedRange<Int>?
    if parser.reader.take(":") {
      let lower = try parser.reader.expectWholeNumber("The first member")
      try parser.reader.expect("..", after: "the first member")
      let upper = try parser.reader.expectWholeNumber("The last member")
      guard lower <= upper, upper - lower < 100_000 else {
        throw parser.reader.unexpected("A numbered dimension runs upward and has at most 100,000 members.")
      }
      numbers = lower...upper
    }
    var hierarchies: [DimensionDeclaration.Hierarchy] = []
    var properties: [DimensionDeclaration.Property] = []
    while !current.isEnd {
      if parser.reader.takeWord("hierarchy") {
        let name = try self.names()
        try parser.reader.expect(":", after: "the name of the hierarchy")
        var levels: [Names] = []
        repeat { levels.append(try self.names()) } while parser.reader.take(",")
        hierarchies.append(DimensionDeclaration.Hierarchy(names: name, levels: levels))
      } else if parser.reader.takeWord("property") {
        let name = try self.names()
        try parser.reader.expect(":", after: "the name of the property")
        properties.append(DimensionDeclaration.Property(names: name, kind: try propertyKind()))
      } else {
        throw parser.reader.unexpected(
          "A dimension has hierarchies and properties, here stands \(current.shown).")
      }
    }
    return DimensionDeclaration(
      names: names, numbers: numbers, hierarchies: hierarchies, properties: properties)
  }

  private mutating func propertyKind() throws(NotUnderstood) -> DimensionDeclaration.Property.Kind {
    if parser.reader.takeWord("number") { return .number(try unit()) }
    if parser.reader.takeWord("text") { return .text }
    return .reference(try parser.reader.expectWord("number, text or a dimension").text)
  }

  /// Nothing, `%`, or a product of units.
  private mutating func unit() throws(NotUnderstood) -> UnitText {
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
      factors.append(
        UnitText.Factor(symbol: try parser.reader.expectWord("A unit").text, isDivided: isDivided))
    }
    return UnitText(factors: factors, isPercent: false, place: place)
  }

  private mutating func measure(
    _ kind: MeasureDeclaration.Kind, sections: Int
  ) throws(NotUnderstood) -> MeasureDeclaration {
    let names = try names()
    var axes: [(path: [String], place: TextPlace)] = []
    try parser.reader.expect("[", after: "the names of \(names.id)")
    if !parser.reader.take("]") {
      repeat {
        let first = try parser.reader.expectWord("A dimension")
        axes.append((try parser.path(startingWith: first.text), first.place))
      } while parser.reader.take(",")
      try parser.reader.expect("]", after: "the dimensions")
    }
    let unit = try unit()
    var attributes: [Attribute] = []
    while current.word != nil { attributes.append(try attribute()) }
    var formula: Formula?
    if parser.reader.take("=") { formula = try parser.formula() }
    return MeasureDeclaration(
      kind: kind, names: names, axes: axes, unit: unit, attributes: attributes, formula: formula,
      section: sections == 0 ? nil : sections - 1)
  }

  private mutating func attribute() throws(NotUnderstood) -> Attribute {
    let key = try parser.reader.expectWord("An attribute")
    try parser.reader.expect(":", after: key.text)
    let place = current.place
    if case .text(let text) = current.kind {
      parser.reader.advance()
      return Attribute(key: key.text, value: text, argument: nil, place: place)
    }
    let value = try parser.reader.expectWord("A value of \(key.text)").text
    var argument: Formula?
    if parser.reader.take("(") {
      argument = try parser.formula()
      try parser.reader.expect(")", after: "the formula")
    }
    return Attribute(key: key.text, value: value, argument: argument, place: place)
  }

  private mutating func call() throws(NotUnderstood) -> OperatorCallDeclaration {
    let place = current.place
    try parser.reader.expect("(", after: "the start of a call")
    var results: [Names?] = []
    repeat {
      let name = try parser.reader.expectWord("The name of a result")
      results.append(name.text == "_" ? nil : Names(id: name.text, place: name.place))
    } while parser.reader.take(",")
    try parser.reader.expect(")", after: "the results")
    try parser.reader.expect("=", after: "the results")
    let name = try parser.reader.expectWord("The name of an operator").text
    try parser.reader.expect("(", after: name)
    let arguments = try parser.arguments(signed: false)
    try parser.reader.expect(")", after: "the arguments of \(name)")
    return OperatorCallDeclaration(results: results, name: name, arguments: arguments, place: place)
  }
}
