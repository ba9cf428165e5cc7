// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import SupplyPlanning
import Wire

struct RequirementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requirements",
    abstract: Words.pick("算一个文本场景的需求与计划单，并核对期望", "Plans the demand and supply of a text scenario and checks what it expects."),
    discussion: Words.pick(
      """
      场景是一段文本：物料、清单、库存、订单、预测、冲销方案、需求时栅、供应商、资源，以及期望的结果（expect 行）。
      打印每个物料的 MRP 表、冲销记录、计划单（为谁）、例外（原因、影响谁）、资源负荷和库存状况。
      写法见 Docs/specs/SPEC-supply-scenario.md；中英文关键字都认。退出码：0 全部符合，1 有不符或错误。
        tongpin requirements Tests/Fixtures/supply/demand/fence.txt
        tongpin requirements Tests/Fixtures/supply/*/*.txt --quiet
        tongpin requirements mine.txt --by day --json
      """,
      """
      A scenario is a text: items, bills, stock, orders, forecasts, write-off schemes, demand time fences, suppliers, resources, and
      what should come out (expect lines). Prints the MRP record of each item, write-offs, planned orders with whom they are for,
      exceptions with their reason and whom they hurt, load of resources, stock health.
      Docs/specs/SPEC-supply-scenario.md has the rules; keywords in Chinese and English. Exit codes: 0 all as expected, 1 not.
        tongpin requirements Tests/Fixtures/supply/demand/fence.txt
        tongpin requirements Tests/Fixtures/supply/*/*.txt --quiet
        tongpin requirements mine.txt --by day --json
      """))
  @Argument(help: ArgumentHelp(Words.pick("场景文件", "scenario files"), valueName: "file")) var files: [String]
  @Option(help: ArgumentHelp(Words.pick("表的列：day 或 week", "columns of the grids: day or week"), valueName: "day|week")) var by = "week"
  @Flag(help: ArgumentHelp(Words.pick("只说符合与否和问题", "say only whether it holds, and what does not"))) var quiet = false
  @Flag(help: ArgumentHelp(Words.pick("每个文件一行 JSON", "a line of JSON per file"))) var json = false
  @Flag(help: ArgumentHelp(Words.pick("读取与计划各用多久", "how long reading and planning take"))) var timings = false
  @OptionGroup var language: LanguageOption

  func validate() throws {
    guard ["day", "week"].contains(by) else {
      throw ValidationError(Words.pick("--by 是 day 或 week", "--by is day or week"))
    }
  }

  func run() throws {
    var failed = 0
    for file in files {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        note("✗ " + Words.pick("读不到文件 \(file)", "the file \(file) cannot be read as UTF-8"))
        failed += 1
        continue
      }
      if timings {
        print(String(decoding: RequirementsTiming(file: file, text: text).json.encoded(), as: UTF8.self))
      } else if !show(file, planScenario(readSupplyScenario(text))) {
        failed += 1
      }
      flushOutput()
    }
    if files.count > 1, !json, !timings {
      print(
        Words.pick("\(files.count) 个场景，\(files.count - failed) 个符合", "\(files.count) scenarios, \(files.count - failed) as expected"))
    }
    if failed > 0 { throw ExitCode(1) }
  }

  /// - Returns: whether everything came out as expected.
  private func show(_ file: String, _ planned: PlannedScenario) -> Bool {
    let verdict = verify(planned)
    if json {
      print(String(decoding: RequirementsJSON(file: file, planned: planned, verdict: verdict).json.encoded(), as: UTF8.self))
      return verdict.passes
    }
    if !quiet { for line in SupplyReport(planned, inChinese: Words.isChinese, byDay: by == "day").lines { print(line) } }
    for finding in verdict.failures + verdict.warnings { print(finding.line(file: file, inChinese: Words.isChinese)) }
    let announced = verdict.expectedFindings.count
    let checked = Words.pick("\(verdict.held) 条期望符合", "\(verdict.held) expectations hold")
    let known = announced > 0 ? Words.pick("，\(announced) 条提示如期出现", ", \(announced) findings came as announced") : ""
    let wrong = Words.pick("，\(verdict.failures.count) 条不符或错误", ", \(verdict.failures.count) do not, or are errors")
    print("\(verdict.passes ? "✓" : "✗") \(file): \(checked)\(known)\(verdict.passes ? "" : wrong)")
    return verdict.passes
  }
}
