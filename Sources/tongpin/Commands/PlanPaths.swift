// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import PlanningCycle
import Quantities
import TongpinServer
import Wire

extension PlanCommand {
  /// `tongpin plan paths`: joint paths of revenue, purchases and cash over 26 weeks.
  struct Paths: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("推演收入、采购和资金的联合路径，给出概率区间", "Draws joint paths of revenue, purchases and cash, and their bands."),
      discussion: Words.pick(
        """
        同一张计划在 26 周里算许多遍：预测误差、商机输赢与推迟、供应商交期和客户付款各取一条可能的路径。同一种子、同一路径号，抽的数相同，
        两个方案因此可以直接相比。写法与估计方法见 Docs/specs/SPEC-probability.md。
          tongpin plan paths --data data/demo
          tongpin plan paths --data data/demo --paths 4000 --seed 7
          tongpin plan paths --data data/demo --json > paths.json
        """,
        """
        The plan is calculated many times over 26 weeks, each time with one possible course of forecast errors, deals, supplier delays and
        customers' payments. The same seed and path number draw the same numbers, so that two plans can be compared. How everything is
        estimated: Docs/specs/SPEC-probability.md.
          tongpin plan paths --data data/demo
          tongpin plan paths --data data/demo --paths 4000 --seed 7
          tongpin plan paths --data data/demo --json > paths.json
        """))

    @Option(help: ArgumentHelp(Words.pick("路径数，50 至 10000", "how many paths, 50 to 10000"))) var paths = 1_000
    @Option(help: ArgumentHelp(Words.pick("随机种子", "seed of the random numbers"))) var seed: UInt64 = 1
    @Option(help: ArgumentHelp(Words.pick("线程数，默认全部核心；结果不变", "threads, all cores by default; the result is the same"))) var threads: Int?
    @Flag(help: ArgumentHelp("JSON")) var json = false
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func validate() throws {
      guard PathOptions.pathCounts.contains(paths) else {
        throw ValidationError(Words.pick("--paths 是 50 到 10000 的整数：\(paths)", "--paths is a whole number from 50 to 10000: \(paths)"))
      }
      if let threads, !(1...64).contains(threads) {
        throw ValidationError(Words.pick("--threads 是 1 到 64 的整数：\(threads)", "--threads is a whole number from 1 to 64: \(threads)"))
      }
    }

    func run() throws {
      let task = try pathTask()
      SystemMemory.giveBack()
      let start = SystemClock.ticks()
      let view = try task.run(work: threads.map { AllCores(threadCount: $0) } ?? AllCores())
      let seconds = Double(SystemClock.ticks() - start) / 1e9
      if json { print(String(decoding: view.json.encoded(), as: UTF8.self)) } else { PathsReport(view: view, seconds: seconds).show() }
    }

    /// The workspace is closed again: its cells would take as much memory as the paths.
    private func pathTask() throws -> PathTask {
      try WorkspaceFolder.open(folder).pathTask(
        try Access.authorize(.localOperator, to: To.ViewCash.self), PathOptions(paths: paths, seed: seed))
    }
  }
}

/// The view as a table for the terminal; money in 万.
private struct PathsReport {
  let view: ProbabilityView
  let seconds: Double

  func show() {
    print(
      Words.pick(
        "\(view.paths) 条路径 × \(view.weeks.count) 周，种子 \(view.seed)，\(String(format: "%.1f", seconds)) 秒；金额：万",
        "\(view.paths) paths × \(view.weeks.count) weeks, seed \(view.seed), \(String(format: "%.1f", seconds)) s; money in units of 10,000"
      ))
    if let under = view.underWithin, let minimum = view.minimum {
      print(
        Words.pick(
          "26 周内低于最低资金线 \(money(minimum)) 的概率 \(percent(under))\(view.planGoesUnder ? "（计划本身会低于）" : "")",
          "probability of going under the minimum of \(money(minimum)) within 26 weeks: \(percent(under))\(view.planGoesUnder ? " (the plan itself does)" : "")"
        ))
    }
    print(
      row(
        Words.isChinese
          ? ["", "资金 计划", "P10", "P50", "P90", "低于线", "收入 P10", "P50", "P90", "采购 P10", "P50", "P90"]
          : ["", "cash plan", "P10", "P50", "P90", "under", "revenue P10", "P50", "P90", "purchases P10", "P50", "P90"]))
    for period in view.weeks + view.months {
      let (cash, revenue, purchases) = (period.cash, period.revenue, period.purchases)
      print(
        row([
          Words.pick(period.label), money(cash.plan), money(cash.p10), money(cash.p50), money(cash.p90),
          period.under.map { percent($0) } ?? "", money(revenue.p10), money(revenue.p50), money(revenue.p90), money(purchases.p10),
          money(purchases.p50), money(purchases.p90),
        ]))
    }
    for target in view.targets {
      let band = target.band
      print(
        Words.pick(target.key.label)
          + Words.pick(
            "：计划 \(money(band.plan))，均值 \(money(band.mean))，P10 \(money(band.p10))，P90 \(money(band.p90))",
            ": plan \(money(band.plan)), mean \(money(band.mean)), P10 \(money(band.p10)), P90 \(money(band.p90))"))
      for driver in target.drivers {
        print(
          "  " + Words.pick(driver.source.label) + "\t" + percent(driver.share) + "\t"
            + Words.pick("平均 ", "on average ") + money(driver.shift) + "\t" + money(driver.low) + " … " + money(driver.high))
      }
    }
    for entry in view.knowledge { print("· " + Words.pick(entry.source.label) + ": " + Words.pick(entry.words)) }
  }

  private func row(_ cells: [String]) -> String { cells.joined(separator: "\t") }
  private func money(_ minorUnits: Int64) -> String { String(format: "%.0f", Double(minorUnits) / 1e6) }
  private func percent(_ share: Double) -> String { String(format: "%.0f%%", share * 100) }
}
