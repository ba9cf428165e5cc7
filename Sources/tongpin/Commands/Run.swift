// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Foundation
import Journal
import Planning
import PlanningCycle
import Wire

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: Words.pick("跑一轮计划：刷新预测、重算计划、检查预警", "One planning cycle: forecasts, plan, alerts."),
    discussion: Words.pick(
      "例子\n  tongpin run --data ./mine\n  tongpin run --data ./mine --export ./out --json",
      "Examples\n  tongpin run --data ./mine\n  tongpin run --data ./mine --export ./out --json"))

  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON")))
  var json = false
  @Flag(help: ArgumentHelp(Words.pick("打印耗时", "print timings")))
  var timings = false
  @Option(help: ArgumentHelp(Words.pick("把需求、计划订单等写成 CSV", "write demand, planned orders and statements as CSV"), valueName: "dir"))
  var export: String?
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let clock = ContinuousClock()
    let started = clock.now
    let workspace = try WorkspaceFolder.open(folder)
    let opened = clock.now
    let proof = try Access.authorize(.localOperator, to: To.RunCycle.self)
    let context = CommandContext(
      person: .localOperator, key: WorkspaceFolder.freshKey("run"), at: SystemClock.now())
    _ = try workspace.refreshForecasts(proof, context: context)
    let refreshed = clock.now
    workspace.plan.engine.calculate()
    let calculated = clock.now
    let report = try RunReport(workspace)
    if let export { try RunExport.write(workspace, to: export) }
    var members = report.members
    if timings {
      members.append(
        .init(
          "timings",
          .object([
            .init("openMilliseconds", JSON(Self.milliseconds(opened - started))),
            .init("forecastAndRebuildMilliseconds", JSON(Self.milliseconds(refreshed - opened))),
            .init("calculateMicroseconds", JSON(Int((calculated - refreshed) / .microseconds(1)))),
            .init("cells", JSON(workspace.plan.engine.cellCount)),
          ])))
    }
    print(json ? String(decoding: JSON.object(members).encoded(), as: UTF8.self) : report.text)
  }

  private static func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}
