// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Calendars
import Formulas
import Foundation
import Planning
import PlanningCycle

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: Words.pick("检查、计算、解释计划模型", "Checks, calculates and explains a planning model."),
    subcommands: [Check.self, Format.self, Functions.self, Calculate.self, Explain.self, Paths.self, Benchmark.self])
}

/// A model text from a file, checked with the operators of the house.
struct PlanModelFile {
  let path: String
  let text: String
  let operators: [any PlanOperator]

  init(_ path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure("读不到文件 \(path)", "the file \(path) cannot be read as UTF-8")
    }
    self.path = path
    self.text = text
    operators = ManufacturingOperators.all(bill: [], isWorkingDay: { $0.weekday <= 5 }, isBankDay: { $0.weekday <= 5 })
  }

  var checked: CheckedModel { PlanningModel.check(ModelText.parse(text), operators: operators.map(\.signature)) }

  /// - Throws: after showing the findings, when one of them is an error.
  func usable() throws -> CheckedModel {
    let model = checked
    if !model.isUsable {
      for finding in model.findings where finding.severity == .error { note(line(finding)) }
      throw Failure("模型有错误，没有计算", "the model has errors; nothing was calculated")
    }
    return model
  }

  func line(_ finding: TextFinding) -> String {
    let mark = finding.severity == .error ? "✗" : "!"
    return "\(mark) \(path):\(finding.place) \(finding.code.text) \(finding.subject): \(finding.message(inChinese: Words.isChinese))"
  }
}
