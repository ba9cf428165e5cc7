// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Formulas
import Foundation
import Planning
import PlanningCycle
import WarehouseSQLite

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: Words.pick("检查、计算、解释计划模型", "Checks, calculates and explains a planning model."),
    subcommands: [Check.self, Calculate.self, Explain.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("检查模型文本，列出所有问题及位置", "Checks a model text and lists everything that is wrong, with its place."),
      discussion: "tongpin plan check Models/manufacturing.plan")
    @Argument var model: String
    @OptionGroup var language: LanguageOption

    func run() throws {
      guard let text = try? String(contentsOfFile: model, encoding: .utf8) else {
        throw Failure("读不到文件 \(model)", "the file \(model) cannot be read as UTF-8")
      }
      let operators = ManufacturingOperators.all(bill: [], isWorkingDay: { $0.weekday <= 5 }, isBankDay: { $0.weekday <= 5 })
      let checked = PlanningModel.check(ModelText.parse(text), operators: operators.map(\.signature))
      for finding in checked.findings {
        let mark = finding.severity == .error ? "✗" : "!"
        print("\(mark) \(model):\(finding.place) \(finding.code.text) \(finding.subject): \(finding.detail) \(finding.hint)")
      }
      let inputs = checked.measures.count { $0.kind == .input }
      print(
        Words.pick(
          "\(checked.dimensions.count) 个维度，\(checked.measures.count) 个指标（输入 \(inputs)），\(checked.findings.count) 条提示",
          "\(checked.dimensions.count) dimensions, \(checked.measures.count) measures (\(inputs) inputs), \(checked.findings.count) findings"
        ))
      if !checked.isUsable { throw ExitCode(1) }
    }
  }

  struct Calculate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("用一个工作区的数据计算模型", "Calculates a model on the data of a workspace."),
      discussion: "tongpin plan calculate Models/manufacturing.plan --inputs data/demo --output out")
    @Argument var model: String
    @Option(help: ArgumentHelp(Words.pick("工作区目录", "folder of a workspace"), valueName: "dir")) var inputs: String
    @Option(help: ArgumentHelp(Words.pick("输出目录", "folder for the results"), valueName: "dir")) var output: String?
    @OptionGroup var language: LanguageOption

    func run() throws {
      let store = try SQLiteWorkspace.open(folder: inputs)
      let workspace = try WorkspaceFolder.open(store, today: SystemClock.today(), fixed: false, model: model)
      print(try RunReport(workspace).text)
      if let output { try RunExport.write(workspace, to: output) }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("解释一个数字从哪里来", "Explains where a number comes from."),
      discussion: "tongpin plan explain 'net_profit@2026-12' --data data/demo")
    @Argument var cell: String
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let workspace = try WorkspaceFolder.open(folder)
      let view = try workspace.explain(try Access.authorize(.localOperator, to: To.ViewPlan.self), cell: cell)
      print(
        "\(Words.pick(view.label)) \(view.period.map { Words.pick($0) } ?? "") = \(view.value.map { String(format: "%.2f", $0) } ?? "–") \(view.unit)"
      )
      if let formula = view.formula { print("  = " + Words.pick(formula)) }
      print("  " + Words.pick(view.words))
      for part in view.parts {
        let value = part.value.map { String(format: "%.2f", $0) } ?? "–"
        let share = part.contribution.map { String(format: "%+.2f", $0) } ?? ""
        print("    \(share)\t\(Words.pick(part.label)) \(part.period.map { Words.pick($0) } ?? "") = \(value) \(part.unit)")
      }
      if let source = view.source {
        print("  ← " + Words.pick(source.words) + (source.file.map { " \($0):\(source.line ?? 0)" } ?? ""))
      }
    }
  }
}
