// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Journal
import PlanningCycle
import Warehouse

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: Words.pick("核对日志链、事实和全部推导数", "Checks the journal's chain, the facts and every derived number."),
    discussion: Words.pick("例子\n  tongpin verify --data ./mine", "Example\n  tongpin verify --data ./mine"))

  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let store = try folder.place.open()
    let report = try store.verify()
    print(
      Words.pick(
        "事件 \(report.events)，批次 \(report.batches)，事实 \(report.factRows) 行，预测 \(report.runs) 次，文件 \(report.files)，月度汇总 \(report.months)",
        "\(report.events) events, \(report.batches) batches, \(report.factRows) fact rows, \(report.runs) forecast runs, \(report.files) files, \(report.months) months summed"
      ))
    for finding in report.findings { note("✗ \(finding.witness) \(finding.subject): \(finding.detail)") }
    let workspace = try WorkspaceFolder.open(store, today: try folder.chosenToday(), fixed: folder.today != nil)
    let plan = try workspace.verifyPlan()
    print(
      Words.pick(
        "计划 \(plan.cellCount) 个单元格：增量 \(plan.incremental.hex.prefix(16))，重算 \(plan.fromScratch.hex.prefix(16))，\(plan.isEqual ? "逐位相等" : "不相等")",
        "plan of \(plan.cellCount) cells: kept \(plan.incremental.hex.prefix(16)), from scratch \(plan.fromScratch.hex.prefix(16)), \(plan.isEqual ? "equal bit for bit" : "different")"
      ))
    for scenario in plan.scenarios {
      print(
        Words.pick(
          "情景“\(scenario.name)”：增量 \(scenario.incremental.hex.prefix(16))，重算 \(scenario.fromScratch.hex.prefix(16))，\(scenario.isEqual ? "逐位相等" : "不相等")",
          "scenario \"\(scenario.name)\": kept \(scenario.incremental.hex.prefix(16)), from scratch \(scenario.fromScratch.hex.prefix(16)), \(scenario.isEqual ? "equal bit for bit" : "different")"
        ))
      if !scenario.isBaseExact {
        note(
          "✗ "
            + Words.pick(
              "情景 \(scenario.id) 出发的计划已不能逐位重现", "the plan that scenario \(scenario.id) starts from cannot be had again bit for bit"))
      }
    }
    for check in plan.failedChecks { note("✗ " + Words.pick("勾稽不平 ", "check fails ") + check) }
    try store.close()
    guard report.isSound, plan.isEqual, plan.failedChecks.isEmpty else { throw ExitCode(1) }
    print(Words.pick("✓ 全部相符", "✓ everything agrees"))
  }
}
