// SPDX-License-Identifier: Apache-2.0

public import Formulas

extension PlanningModel {
  /// Looks every name up, checks dimensions, units and circles, and lays the calculation out.
  ///
  /// - Parameter operators: signatures of the kernels that the text may call.
  /// - Returns: a model whose `findings` hold those of the text too; it can be loaded when none is an error.
  public static func check(_ parsed: ParsedModel, operators: [OperatorSignature] = []) -> CheckedModel {
    var checker = ModelChecker(parsed, operators: operators)
    checker.run()
    return checker.model
  }
}

/// The state of one check: declarations first, then formulas, then circles.
struct ModelChecker {
  /// With the statements that stand for several measures written out.
  var parsed: ParsedModel
  let operators: [OperatorSignature]
  var model: CheckedModel
  var baseUnits = UnitOfMeasure.builtIn
  var measureIndex: [String: Int] = [:]
  var dimensionIndex: [String: Int] = [:]
  /// Static blocks made so far.
  var propertyBlocks: [String: Int] = [:]
  /// The measure whose formula is being laid out.
  var currentMeasure = 0
  var partCount = 0
  var nodeCount = 0
  var usedMeasures: Set<Int> = []
  /// Blocks that each `loop` statement guesses, and the loop of such a block.
  var loopVariables: [[Int]] = []
  var loopOfBlock: [Int: Int] = [:]

  init(_ parsed: ParsedModel, operators: [OperatorSignature]) {
    self.parsed = parsed
    self.operators = operators
    self.model = CheckedModel(name: parsed.name)
    model.findings = parsed.findings
    model.sections = parsed.sections
  }

  mutating func run() {
    expand()
    guard parsed.measures.count <= PlanningModel.measureLimit,
      parsed.dimensions.count <= PlanningModel.dimensionLimit
    else {
      return report(
        .limitExceeded, TextPlace(line: 1, column: 1), "model",
        Wording(
          "模型最多 \(PlanningModel.measureLimit) 个指标、\(PlanningModel.dimensionLimit) 个维度。",
          "A model has at most \(PlanningModel.measureLimit) measures and \(PlanningModel.dimensionLimit) dimensions."))
    }
    declareUnits()
    declareDimensions()
    declareMeasures()
    declareLoops()
    layOutCalls()
    layOutFormulas()
    checkAttributesAgainstMeasures()
    // A circle is said beside other errors, as far as the formulas that can be read go.
    let isLinked = model.blocks.allSatisfy { block in
      block.operands.allSatisfy { model.blocks.indices.contains($0.block) }
    }
    if isLinked {
      reportUnused()
      reportMixedBases()
      orderBlocks()
    }
    model.findings.sort { ($0.place, $0.code.text) < ($1.place, $1.code.text) }
  }

  mutating func report(
    _ code: TextFinding.Code, _ place: TextPlace, _ subject: String, _ words: Wording,
    hint: Wording = .none, severity: TextFinding.Severity = .error
  ) {
    model.findings.append(
      TextFinding(code, at: place, subject: subject, words, hint: hint, severity: severity))
  }

  mutating func reportUnknown(_ name: String, _ place: TextPlace, what: Wording, among: [String]) {
    report(
      .nameNotKnown, place, name,
      Wording("模型里没有这个名字的\(what.chinese)。", "The model has no \(what.english) of this name."),
      hint: .didYouMean(NearestName.of(name, among: among)))
  }

  static let renameHint = Wording("给其中一个换名字。", "Give one of them another name.")
  static let dimensionWords = Wording("维度", "dimension")

  private mutating func declareUnits() {
    for unit in parsed.units {
      for name in unit.all {
        if baseUnits[name] != nil {
          report(
            .nameUsedTwice, unit.place, name, Wording("这个单位声明了两次。", "This unit is declared twice."))
        }
        baseUnits[name] = unit.id
      }
    }
  }

  mutating func unit(_ text: UnitText) -> UnitOfMeasure {
    let result = UnitOfMeasure.read(text, base: baseUnits)
    if let symbol = result.notKnown {
      reportUnknown(symbol, text.place, what: Wording("单位", "unit"), among: baseUnits.keys.sorted())
    }
    return result.unit
  }

  // MARK: dimensions

  private mutating func declareDimensions() {
    for (index, declaration) in parsed.dimensions.enumerated() {
      for name in Set(declaration.names.all).sorted() {
        if dimensionIndex[name] != nil || ["month", "day"].contains(name) {
          report(
            .nameUsedTwice, declaration.names.place, name,
            Wording("另一个维度用了这个名字。", "Another dimension has this name."), hint: ModelChecker.renameHint)
        } else {
          dimensionIndex[name] = index
        }
      }
    }
    for declaration in parsed.dimensions { model.dimensions.append(dimension(declaration)) }
  }

  private mutating func dimension(_ declaration: DimensionDeclaration) -> PlanningModel.Dimension {
    var levels: [PlanningModel.Level] = []
    var hierarchies: [PlanningModel.Hierarchy] = []
    var used: Set<String> = []
    func names(_ names: Names, _ checker: inout ModelChecker) {
      for name in Set(names.all).sorted() where !used.insert(name).inserted {
        checker.report(
          .nameUsedTwice, names.place, name,
          Wording(
            "\(declaration.names.id) 已有同名的层级或属性。",
            "\(declaration.names.id) has another level or property of this name."))
      }
    }
    for hierarchy in declaration.hierarchies {
      let first = levels.count
      for (position, level) in hierarchy.levels.enumerated() {
        names(level, &self)
        let above = position + 1 < hierarchy.levels.count ? first + position + 1 : nil
        levels.append(PlanningModel.Level(names: level, above: above, isLowest: position == 0))
      }
      hierarchies.append(
        PlanningModel.Hierarchy(names: hierarchy.names, levels: Array(first..<levels.count)))
    }
    var properties: [PlanningModel.Property] = []
    for property in declaration.properties {
      names(property.names, &self)
      let kind: PlanningModel.Property.Kind
      switch property.kind {
      case .number(let text): kind = .number(unit(text))
      case .text: kind = .text
      case .reference(let name):
        if let target = dimensionIndex[name] {
          kind = .reference(target)
        } else {
          reportUnknown(
            name, property.names.place, what: ModelChecker.dimensionWords,
            among: dimensionIndex.keys.sorted() + ["number", "text"])
          kind = .text
        }
      }
      properties.append(PlanningModel.Property(names: property.names, kind: kind))
    }
    return PlanningModel.Dimension(
      names: declaration.names, numbers: declaration.numbers, hierarchies: hierarchies, levels: levels,
      properties: properties)
  }

  // MARK: measures

  private mutating func declareMeasures() {
    for (index, declaration) in parsed.measures.enumerated() {
      for name in Set(declaration.names.all).sorted() {
        if let other = measureIndex[name] {
          report(
            .nameUsedTwice, declaration.names.place, name,
            Wording(
              "第 \(parsed.measures[other].names.place.line) 行的指标也叫这个名字。",
              "The measure of line \(parsed.measures[other].names.place.line) has this name too."),
            hint: ModelChecker.renameHint)
        } else {
          measureIndex[name] = index
        }
      }
    }
    let results = Set(parsed.calls.flatMap { $0.results.compactMap { $0?.id } })
    for declaration in parsed.measures { declare(declaration, results: results) }
    for index in parsed.measures.indices { readAttributes(parsed.measures[index], of: index) }
  }

  private mutating func declare(_ declaration: MeasureDeclaration, results: Set<String>) {
    var domains: [Domain] = []
    var dimensions: [String] = []
    var axis = TimeAxis.none
    for (path, place) in declaration.axes {
      let name = path.joined(separator: ".")
      if axis != .none {
        report(
          .textNotUnderstood, place, name,
          Wording("时间轴放在最后，最多一个。", "The time axis stands last, and there is one at most."))
      } else if name == "month" || name == "day" {
        axis = name == "month" ? .month : .day
      } else if let domain = domain(path, place) {
        if domains.contains(domain) {
          report(
            .nameUsedTwice, place, name, Wording("一个维度在指标里只能出现一次。", "A measure has a dimension once."))
        } else {
          domains.append(domain)
          dimensions.append(model.label(of: domain))
        }
      }
    }
    let isResult = declaration.names.all.contains { results.contains($0) }
    let kind: PlanningModel.Kind =
      switch declaration.kind {
      case .input: .input
      case .assertion: .assertion
      case .measure: isResult ? .operatorResult : .formula
      }
    if declaration.formula == nil, kind == .formula || kind == .assertion {
      report(
        .formulaMissing, declaration.names.place, declaration.names.id,
        Wording("指标要有公式，或是算子的结果。", "A measure has a formula, or is a result of an operator call."),
        hint: Wording("写 = 和公式，或用 input 声明。", "Write = and a formula, or declare it with input."))
    } else if declaration.formula != nil, kind == .input || kind == .operatorResult {
      report(
        .textNotUnderstood, declaration.names.place, declaration.names.id,
        kind == .input
          ? Wording("输入没有公式。", "An input has no formula.")
          : Wording("它既有公式，又是算子的结果。", "It has a formula and is the result of an operator call as well."),
        hint: kind == .input
          ? Wording("改用 measure 声明。", "Declare it with measure.") : Wording("去掉其中一个。", "Remove one of the two."))
    }
    var measure = PlanningModel.Measure(
      names: declaration.names, kind: kind, dimensions: dimensions, axis: axis, unit: unit(declaration.unit),
      section: declaration.section, formula: declaration.wholeFormula, domains: domains)
    let blockKind: BlockKind =
      kind == .input ? .input(measure: model.measures.count) : .pointwise(.constant(0))
    measure.block = model.blocks.count
    model.blocks.append(
      BlockPlan(
        name: measure.id, measure: model.measures.count, shape: measure.shape, kind: blockKind, operands: []))
    model.measures.append(measure)
  }

  private mutating func domain(_ path: [String], _ place: TextPlace) -> Domain? {
    guard let dimension = dimensionIndex[path[0]] else {
      reportUnknown(
        path[0], place, what: ModelChecker.dimensionWords, among: dimensionIndex.keys.sorted() + ["month", "day"])
      return nil
    }
    if path.count == 1 { return Domain(dimension: dimension, level: nil) }
    let levels = model.dimensions[dimension].levels
    guard path.count == 2, let level = levels.firstIndex(where: { $0.names.all.contains(path[1]) }) else {
      reportUnknown(
        path[1...].joined(separator: "."), place, what: Wording("层级", "level"), among: levels.map(\.names.id))
      return nil
    }
    return Domain(dimension: dimension, level: level)
  }
}

extension CheckedModel {
  /// `Item`, `Item.Family`.
  func label(of domain: Domain) -> String {
    let dimension = dimensions[domain.dimension]
    guard let level = domain.level else { return dimension.names.id }
    return dimension.names.id + "." + dimension.levels[level].names.id
  }

  func label(of shape: Shape) -> String {
    let time = shape.axis == .none ? [] : [shape.axis == .month ? "month" : "day"]
    return "[" + (shape.domains.map { label(of: $0) } + time).joined(separator: ", ") + "]"
  }
}
