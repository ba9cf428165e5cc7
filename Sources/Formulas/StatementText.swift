// SPDX-License-Identifier: Apache-2.0

/// One line (or wrapped lines) of a statement as it is written: head, attributes, formula, a property.
struct StatementPart {
  /// First line of the source that it stood on.
  let line: Int
  /// Pieces that stay whole; a line that grows too long is broken between them.
  let pieces: [String]
  /// What joins the pieces: a blank, or three between attributes.
  var gap = " "
}

/// Declarations → the house form, part by part.
enum StatementText {
  /// The parts of the one statement that a model holds; empty when it holds none.
  static func parts(of model: ParsedModel, at line: Int) -> [StatementPart] {
    if let name = model.name { return [StatementPart(line: line, pieces: ["model " + names(name)])] }
    if let unit = model.units.first { return [StatementPart(line: line, pieces: ["unit " + names(unit)])] }
    if let section = model.sections.first {
      return [StatementPart(line: line, pieces: ["section " + names(section)])]
    }
    if let dimension = model.dimensions.first { return parts(of: dimension, at: line) }
    if let measure = model.measures.first { return parts(of: measure, at: line) }
    if let call = model.calls.first { return [StatementPart(line: line, pieces: pieces(of: call))] }
    if let totals = model.totals.first {
      let head = "totals " + names(totals.names) + " " + axes(totals.axes) + ":"
      return [StatementPart(line: line, pieces: [head] + listed(totals.measures.map(\.name)))]
    }
    if let loop = model.loops.first {
      let variables = "(" + loop.variables.map(\.name).joined(separator: ", ") + ")"
      let end = "until \(loop.toleranceText) max \(loop.limit)"
      return [StatementPart(line: line, pieces: ["loop " + names(loop.names) + " " + variables + " " + end])]
    }
    return []
  }

  static func names(_ names: Names) -> String {
    var parts = [names.id]
    if let chinese = names.chinese { parts.append(isWord(chinese) ? chinese : "\"" + chinese + "\"") }
    if let english = names.english { parts.append("\"" + english + "\"") }
    return parts.joined(separator: " ")
  }

  /// Reads back as one bare name.
  private static func isWord(_ text: String) -> Bool {
    guard let first = text.first, first == "_" || first.isLetter else { return false }
    return text.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber } && !StatementParser.partKeywords.contains(text)
  }

  private static func axes(_ axes: [(path: [String], place: TextPlace)]) -> String {
    "[" + axes.map { $0.path.joined(separator: ".") }.joined(separator: ", ") + "]"
  }

  private static func unit(_ unit: UnitText) -> String {
    if unit.isPercent { return "%" }
    return unit.factors.enumerated().map { ($0.offset == 0 ? "" : $0.element.isDivided ? "/" : "*") + $0.element.symbol }
      .joined()
  }

  /// `a,` `b,` `c`
  private static func listed(_ items: [String]) -> [String] {
    items.enumerated().map { $0.element + ($0.offset + 1 < items.count ? "," : "") }
  }

  private static func parts(of dimension: DimensionDeclaration, at line: Int) -> [StatementPart] {
    var head = "dimension " + names(dimension.names)
    if let numbers = dimension.numbers { head += ": \(numbers.lowerBound)..\(numbers.upperBound)" }
    var parts = [StatementPart(line: line, pieces: [head])]
    for hierarchy in dimension.hierarchies {
      let start = "hierarchy " + names(hierarchy.names) + ":"
      parts.append(
        StatementPart(line: hierarchy.names.place.line, pieces: [start] + listed(hierarchy.levels.map(names))))
    }
    for property in dimension.properties {
      var text = "property " + names(property.names) + ": "
      switch property.kind {
      case .number(let unit): text += unit.factors.isEmpty && !unit.isPercent ? "number" : "number " + self.unit(unit)
      case .text: text += "text"
      case .reference(let target): text += target
      }
      parts.append(StatementPart(line: property.names.place.line, pieces: [text]))
    }
    // Hierarchies and properties stand in the order of their author.
    return parts.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  private static func parts(of measure: MeasureDeclaration, at line: Int) -> [StatementPart] {
    let keyword =
      switch measure.kind {
      case .input: "input"
      case .measure: "measure"
      case .assertion: "assert"
      }
    let unit = unit(measure.unit)
    let head = [keyword, names(measure.names), axes(measure.axes), unit].filter { !$0.isEmpty }
    var parts = [StatementPart(line: line, pieces: [head.joined(separator: " ")])]
    if let first = measure.attributes.first {
      parts.append(
        StatementPart(line: first.place.line, pieces: measure.attributes.map(attribute), gap: "   "))
    }
    if let formula = measure.formula {
      parts.append(StatementPart(line: start(of: formula).line, pieces: pieces(of: formula, after: "= ")))
    }
    for one in measure.scoped {
      let head = "where " + FormulaText.write(one.condition) + ": "
      parts.append(StatementPart(line: one.place.line, pieces: pieces(of: one.formula, after: head)))
    }
    return parts
  }

  private static func attribute(_ attribute: Attribute) -> String {
    if attribute.isQuoted { return attribute.key + ": \"" + attribute.value + "\"" }
    var text = attribute.key + ": " + attribute.value
    switch attribute.argument {
    case nil: break
    case .mapped(let name, let weight, _)?: text += "(" + name + " by " + weight.joined(separator: ".") + ")"
    case let formula?: text += "(" + FormulaText.write(formula) + ")"
    }
    return text
  }

  /// Where the text of a formula begins.
  private static func start(of formula: Formula) -> TextPlace {
    if case .binary(_, let left, _, _) = formula { return start(of: left) }
    return formula.place
  }

  /// The terms of a sum, each with its sign before it; anything else in one piece.
  private static func pieces(of formula: Formula, after head: String) -> [String] {
    var terms: [String] = []
    var rest = formula
    while case .binary(let sign, let left, let right, _) = rest, sign.precedence == 5 {
      let text = FormulaText.write(.binary(sign, .number(0, text: "", right.place), right, right.place))
      terms.append(String(text.drop { $0 == " " }))
      rest = left
    }
    let first = FormulaText.write(rest)
    // The first term of a sum needs the brackets that it had within the sum.
    let isLoose: Bool = if case .binary(let sign, _, _, _) = rest { sign.precedence < 5 } else { false }
    let isOpen: Bool =
      switch rest {
      case .choice, .not: true
      default: isLoose
      }
    return [head + (isOpen && !terms.isEmpty ? "(" + first + ")" : first)] + terms.reversed()
  }

  private static func pieces(of call: OperatorCallDeclaration) -> [String] {
    let results = "(" + call.results.map { $0?.id ?? "_" }.joined(separator: ", ") + ") = " + call.name + "("
    let arguments = call.arguments.map { argument in
      let label = argument.label.map { $0 + ": " } ?? ""
      return switch argument.value {
      case .formula(let formula): label + FormulaText.write(formula)
      case .window(let lower, let upper): label + "\(lower)..\(upper)"
      }
    }
    var pieces = listed(arguments)
    if pieces.isEmpty { return [results + ")"] }
    pieces[pieces.count - 1] += ")"
    pieces[0] = results + pieces[0]
    return pieces
  }
}
