// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// The one executable: command line and server.
@main
enum Main {
  /// Exit codes of the contract: 0 done, 1 failed, 2 usage, 3 done with rejected rows.
  static func main() async {
    do {
      var command = try Tongpin.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let code = Tongpin.exitCode(for: error)
      let text = code == .success || code == .validationFailure ? Tongpin.fullMessage(for: error) : Words.message(error)
      if !text.isEmpty { code == .success ? print(text) : note(text) }
      flushOutput()
      exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}

struct Tongpin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tongpin",
    abstract: Words.pick(
      "同频：让销售预测与财务计划同步", "Tongpin keeps a company's sales forecasts and financial plans in step."),
    discussion: Words.pick(
      """
      例子
        tongpin demo                                   演示公司，打开 http://127.0.0.1:8080
        tongpin init --data ./mine                     空白工作区
        tongpin import orders.csv --kind sales-order-lines --data ./mine
        tongpin facts --data ./mine                    每种数据有哪些月份、缺哪些
        tongpin run --data ./mine                      跑一轮计划并打印结果
        tongpin forecast series.csv --horizon 12       不需要公司数据，直接预测
        tongpin requirements scenario.txt              不需要公司数据，算一个文本场景的需求与计划单
        tongpin statements vouchers.txt                不需要公司数据，从凭证出三表并勾稽
      退出码：0 完成，1 失败，2 用法有误，3 完成但有行被拒绝。
      """,
      """
      Examples
        tongpin demo                                   the demo company on http://127.0.0.1:8080
        tongpin init --data ./mine                     an empty workspace
        tongpin import orders.csv --kind sales-order-lines --data ./mine
        tongpin facts --data ./mine                    which months of each kind are there, and which are not
        tongpin run --data ./mine                      one planning cycle, printed
        tongpin forecast series.csv --horizon 12       forecasts without a company
        tongpin requirements scenario.txt              plans a text scenario without a company
        tongpin statements vouchers.txt                statements of vouchers, checked, without a company
      Exit codes: 0 done, 1 failed, 2 usage, 3 done with rejected rows.
      """),
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, ServeCommand.self, InitCommand.self, ImportCommand.self, FactsCommand.self, SourceCommand.self, RunCommand.self,
      ForecastCommand.self, ForecastLaunchCommand.self, BacktestCommand.self, ReconcileCommand.self, LearnCombination.self,
      PlanCommand.self,
      RequirementsCommand.self, TermsCommand.self,
      StatementsCommand.self, UserCommand.self, AccessCommand.self, AuditCommand.self, BackupCommand.self, RestoreCommand.self,
      VerifyCommand.self, DatabaseCommand.self, ReadFileCommand.self,
    ])

  @OptionGroup var language: LanguageOption
}
