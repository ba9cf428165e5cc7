// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Formulas
import Planning
import Wire

extension PlanCommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("检查模型文本，列出所有问题及位置", "Checks a model text and lists everything that is wrong, with its place."),
      discussion: Words.pick(
        """
        找出不认识的名字、单位错误、循环（连同路径）、没有用到和没人看得见的指标；--costs 列出每个公式的代价：
        ① 同一格，② 扇出若干格，③ 全部格；--inputs 连同一个输入目录检查成员有没有归属。
          tongpin plan check Models/manufacturing.plan --costs
          tongpin plan check Models/fpa1.plan --inputs out/fpa1-S --json
        """,
        """
        Finds unknown names, unit errors, circles with their path, measures that nothing uses or shows; --costs lists what each
        formula costs: ① the same cell, ② several cells, ③ all cells; --inputs checks the members of an inputs folder as well.
          tongpin plan check Models/manufacturing.plan --costs
          tongpin plan check Models/fpa1.plan --inputs out/fpa1-S --json
        """))
    @Argument var model: String
    @Flag(help: ArgumentHelp(Words.pick("列出每个指标的代价", "list the cost of every measure"))) var costs = false
    @Option(help: ArgumentHelp(Words.pick("输入目录", "inputs folder"), valueName: "dir")) var inputs: String?
    @Flag(help: ArgumentHelp("JSON")) var json = false
    @OptionGroup var language: LanguageOption

    func run() throws {
      let file = try PlanModelFile(model)
      let checked = file.checked
      let report = PlanningModel.report(checked, operators: file.operators.map(\.signature))
      let members = try inputs.flatMap { checked.isUsable ? try PlanFolder($0, model: checked, operators: file.operators).engine : nil }
      if json {
        print(String(decoding: PlanCheckReport(report: report, engine: members).json.encoded(), as: UTF8.self))
      } else {
        for finding in checked.findings { print(file.line(finding)) }
        for line in PlanCheckReport(report: report, engine: members).memberLines { print(line) }
        if costs { for line in PlanCheckReport(report: report, engine: members).costLines { print(line) } }
        let inputs = checked.measures.count { $0.kind == .input }
        print(
          Words.pick(
            "\(checked.dimensions.count) 个维度，\(checked.measures.count) 个指标（输入 \(inputs)），\(checked.findings.count) 条提示",
            "\(checked.dimensions.count) dimensions, \(checked.measures.count) measures (\(inputs) inputs), \(checked.findings.count) findings"
          ))
      }
      if !checked.isUsable { throw ExitCode(1) }
    }
  }
}

/// A checked model as lines and as JSON.
private struct PlanCheckReport {
  let report: ModelReport
  let engine: PlanEngine?

  var costLines: [String] {
    let width = report.lines.map(\.names.id.count).max() ?? 0
    return report.lines.map { line in
      let id = line.names.id + String(repeating: " ", count: width - line.names.id.count)
      let circle = line.isInLoop ? " ∞" : line.isCircular ? " ↻" : ""
      return "\(line.cost.mark) \(id)  \(line.shape) \(line.unit)\(circle)"
    }
  }

  var memberLines: [String] {
    guard let engine else { return [] }
    let unmapped = engine.unmappedMembers().map { one in
      let names = one.codes.prefix(5).joined(separator: ", ") + (one.codes.count > 5 ? " … (\(one.codes.count))" : "")
      return "! " + Words.pick("\(one.dimension).\(one.target) 没有归属：\(names)", "\(one.dimension).\(one.target) leads nowhere for \(names)")
    }
    let unknown = engine.unknownMembers().map { one in
      "! "
        + Words.pick(
          "公式里的 \(one.domain) = \"\(one.code)\" 没有这个成员", "formulas name \(one.domain) = \"\(one.code)\", and there is no such member")
    }
    return unmapped + unknown
  }

  private func finding(_ finding: TextFinding) -> JSON {
    .object([
      .init("severity", .string(finding.severity == .error ? "error" : "warning")), .init("code", .string(finding.code.text)),
      .init("line", JSON(finding.place.line)), .init("column", JSON(finding.place.column)), .init("subject", .string(finding.subject)),
      .init("zh", .string(finding.words.chinese)), .init("en", .string(finding.words.english)),
      .init("hint_zh", .string(finding.advice.chinese)), .init("hint_en", .string(finding.advice.english)),
    ])
  }

  private func measure(_ line: ModelReport.Line) -> JSON {
    var cost: [JSON.Member]
    switch line.cost {
    case .pointwise: cost = [.init("class", "pointwise")]
    case .fanOut(let count): cost = [.init("class", "fan-out"), .init("cells", count.map { JSON($0) } ?? .null)]
    case .allCells: cost = [.init("class", "all-cells")]
    }
    cost.append(.init("circular", JSON(line.isCircular)))
    return .object([
      .init("id", .string(line.names.id)), .init("zh", JSON(line.names.chinese)), .init("en", JSON(line.names.english)),
      .init("shape", .string(line.shape)), .init("unit", .string(line.unit)), .init("cost", .object(cost)),
    ])
  }

  var json: JSON {
    .object([
      .init("findings", JSON(report.findings, finding)), .init("measures", JSON(report.lines, measure)),
      .init("blocks", JSON(report.blockCount)), .init("edges", JSON(report.edgeCount)),
      .init(
        "unmapped",
        JSON(engine?.unmappedMembers() ?? []) { one in
          .object([
            .init("dimension", .string(one.dimension)), .init("target", .string(one.target)),
            .init("codes", JSON(one.codes) { .string($0) }),
          ])
        }),
      .init(
        "unknown_members",
        JSON(engine?.unknownMembers() ?? []) { .object([.init("domain", .string($0.domain)), .init("code", .string($0.code))]) }),
    ])
  }
}
