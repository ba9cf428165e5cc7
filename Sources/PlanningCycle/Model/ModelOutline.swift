// SPDX-License-Identifier: Apache-2.0
import Formulas

/// What a model text declares, as a reader sees it: readable even where the text has errors.
public struct ModelOutline: Sendable {
  public enum Kind: String, Sendable { case input, formula, result, check }

  public struct Section: Sendable {
    public let name: BilingualText
    public let line: Int
  }

  public struct Dimension: Sendable {
    public let id: String
    public let name: BilingualText
    public let line: Int
    /// Levels of all hierarchies, lowest first.
    public let levels: [BilingualText]
    public let properties: [(id: String, name: BilingualText)]
  }

  public struct Measure: Sendable {
    public let id: String
    public let name: BilingualText
    /// All names it may be called by in a formula.
    public let aliases: [String]
    public let kind: Kind
    /// Position in `sections`.
    public let section: Int?
    public let line: Int
    /// As written: `[Item, Region, month]`.
    public let shape: String
    public let dimensions: [BilingualText]
    public let unit: String
    /// With the names of the reader's language.
    public let formula: BilingualText?
    /// `total: ratio(…)`, in text order.
    public let attributes: [String: String]
    /// What the model says about it; in English where the workspace knows it.
    public let note: BilingualText?
    public let uses: [String]
    public internal(set) var usedBy: [String] = []
    /// The formula or call as ids: two texts that mean the same compare equal.
    let meaning: String
  }

  public let sections: [Section]
  public let dimensions: [Dimension]
  public let measures: [Measure]
}

extension ModelOutline {
  /// - Parameter notes: English for the notes of the standard model, by their text.
  init(_ parsed: ParsedModel, notes: [String: String] = [:]) {
    let names = OutlineNames(parsed)
    sections = parsed.sections.map { Section(name: BilingualText($0), line: $0.place.line) }
    dimensions = parsed.dimensions.map { dimension in
      Dimension(
        id: dimension.names.id, name: BilingualText(dimension.names), line: dimension.names.place.line,
        levels: dimension.hierarchies.flatMap(\.levels).map { BilingualText($0) },
        properties: dimension.properties.map { ($0.names.id, BilingualText($0.names)) })
    }
    var calls: [String: OperatorCallDeclaration] = [:]
    for call in parsed.calls {
      for result in call.results.compactMap({ $0 }) { calls[names.id(result.id)] = call }
    }
    var measures = parsed.measures.map { Self.measure($0, calls[$0.names.id], names, notes) }
    var positions: [String: Int] = [:]
    for (index, measure) in measures.enumerated() where positions[measure.id] == nil { positions[measure.id] = index }
    for measure in measures {
      for used in measure.uses {
        if let index = positions[used] { measures[index].usedBy.append(measure.id) }
      }
    }
    self.measures = measures
  }

  private static func measure(
    _ declared: MeasureDeclaration, _ call: OperatorCallDeclaration?, _ names: OutlineNames, _ notes: [String: String]
  ) -> Measure {
    let formula = declared.formula ?? call.map { names.formula(of: $0) }
    let kind: Kind =
      switch declared.kind {
      case .input: .input
      case .assertion: .check
      case .measure: call == nil ? .formula : .result
      }
    let parts = [formula].compactMap { $0 } + declared.attributes.compactMap(\.argument)
    let note = declared.attributes.first { $0.key == "note" }?.value
    let words = declared.attributes.filter { ["of", "edit"].contains($0.key) }.map(\.value)
    let uses = Swift.Set((parts.flatMap { FormulaNames.of($0) } + words).map { names.id($0) }.filter { names.isMeasure($0) })
    return Measure(
      id: declared.names.id, name: BilingualText(declared.names), aliases: declared.names.all, kind: kind,
      section: declared.section, line: declared.names.place.line,
      shape: "[" + declared.axes.map { $0.path.joined(separator: ".") }.joined(separator: ", ") + "]",
      dimensions: declared.axes.map { names.words($0.path) }, unit: declared.unit.text,
      formula: formula.map { formula in
        BilingualText(
          FormulaText.write(formula) { names.shown($0).chinese }, FormulaText.write(formula) { names.shown($0).english })
      },
      attributes: Dictionary(
        declared.attributes.map { attribute in
          let argument = attribute.argument.map { "(" + FormulaText.write($0) { names.id($0) } + ")" } ?? ""
          return (attribute.key, attribute.value + argument)
        }, uniquingKeysWith: { first, _ in first }),
      note: note.map { BilingualText($0, notes[$0] ?? $0) }, uses: uses.subtracting([declared.names.id]).sorted(),
      meaning: formula.map { FormulaText.write($0) { names.id($0) } } ?? "")
  }
}

/// Names of a text → ids, and what readers call them.
private struct OutlineNames {
  private var ids: [String: String] = [:]
  private var names: [String: BilingualText] = [:]
  private var measures: Swift.Set<String> = []

  init(_ parsed: ParsedModel) {
    let time = [
      ("month", BilingualText("月", "month")), ("day", BilingualText("日", "day")),
    ]
    for (id, name) in time { names[id] = name }
    for dimension in parsed.dimensions {
      note(dimension.names)
      for level in dimension.hierarchies.flatMap(\.levels) { note(level) }
      for property in dimension.properties { note(property.names) }
    }
    for measure in parsed.measures {
      note(measure.names)
      measures.insert(measure.names.id)
    }
  }

  private mutating func note(_ declared: Names) {
    for name in declared.all where ids[name] == nil { ids[name] = declared.id }
    if names[declared.id] == nil { names[declared.id] = BilingualText(declared) }
  }

  func id(_ name: String) -> String { ids[name] ?? name }
  func shown(_ name: String) -> BilingualText { names[id(name)] ?? BilingualText(name: name) }
  func isMeasure(_ id: String) -> Bool { measures.contains(id) }

  func words(_ path: [String]) -> BilingualText {
    BilingualText(path.map { shown($0).chinese }.joined(separator: "."), path.map { shown($0).english }.joined(separator: "."))
  }

  func formula(of call: OperatorCallDeclaration) -> Formula {
    .call(FunctionCall(name: call.name, arguments: call.arguments, scope: nil, place: call.place))
  }
}

extension UnitText {
  /// As written: `元/件`.
  fileprivate var text: String {
    if isPercent { return "%" }
    let above = factors.filter { !$0.isDivided }.map(\.symbol)
    let below = factors.filter(\.isDivided).map { "/" + $0.symbol }
    return (above.isEmpty && !below.isEmpty ? "1" : above.joined(separator: "*")) + below.joined()
  }
}
