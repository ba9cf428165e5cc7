// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Commerce
import PlanningCycle
import TongpinServer
import Warehouse
import Wire

/// `tongpin facts`: what a workspace holds, month by month; no plan is derived for it.
struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: Words.pick(
      "看数据覆盖：每种数据有哪些月份、缺哪些、哪里明显偏少", "Shows which months of each kind have rows, lack them, or have far fewer than usual."),
    discussion: Words.pick(
      """
      每个字符是一个月：高低是行数（与该种最多的月份比），× 是缺月，! 是不到此前 12 个月中位数的一半，· 是没有。
      例子
        tongpin facts --data ./mine
        tongpin facts --kind invoices --data ./mine
        tongpin facts --json --database postgres://tongpin@db/main --key-file chain.key
        tongpin facts --rebuild --data ./mine          月度汇总按行全部重算
      """,
      """
      One character a month: its height is the number of rows (against the fullest month of the kind), × a month without them, ! fewer than half of the
      median of the 12 months before, · none.
      Examples
        tongpin facts --data ./mine
        tongpin facts --kind invoices --data ./mine
        tongpin facts --json --database postgres://tongpin@db/main --key-file chain.key
        tongpin facts --rebuild --data ./mine          sums all months from their rows again
      """))

  @Option(help: ArgumentHelp(Words.pick("只看这一种", "this kind alone"), valueName: "kind"))
  var kind: String?
  @Flag(help: ArgumentHelp(Words.pick("月度汇总按行全部重算", "sum every month from its rows again"))) var rebuild = false
  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON"))) var json = false
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let kind = try chosenKind()
    let store = try folder.place.open()
    if rebuild { try store.markAllMonths() }
    let proof = try Access.authorize(.localOperator, to: To.ViewCompany.self)
    let coverage = try CoverageReading(proof, store, kind: kind, today: try folder.chosenToday()).read()
    try store.close()
    print(json ? String(decoding: coverage.json(revision: nil, isDetailed: true).encoded(), as: UTF8.self) : FactLines.text(coverage))
  }

  private func chosenKind() throws -> FactKind? {
    guard let kind else { return nil }
    if let known = FactKind(name: kind), FactSchema.of(known).hasDays { return known }
    let known = FactSchema.all.filter(\.hasDays).map(\.kind.rawValue).joined(separator: " ")
    throw ValidationError(Words.pick("没有按日期记录的种类 \(kind)；可用：\(known)", "no kind with days called \(kind); known are \(known)"))
  }
}

/// Coverage for a terminal.
private enum FactLines {
  private static let heights = Array("▁▂▃▄▅▆▇█")

  static func text(_ coverage: FactCoverage) -> String {
    guard let months = coverage.months else {
      return Words.pick(
        "还没有按日期记录的数据。导入一个文件：tongpin import 订单.csv --kind sales-order-lines",
        "No rows with days yet. Bring a file in: tongpin import orders.csv --kind sales-order-lines")
    }
    let head = [
      Words.pick("种类", "kind"), Words.pick("行数", "rows"), Words.pick("最新日期", "newest day"), Words.pick("最近导入", "newest import"),
      "\(months.lowerBound) … \(months.upperBound)",
    ]
    let rows = coverage.kinds.map { one in
      [Words.pick(one.kind.label), "\(one.rows)", "\(one.newestDay)", one.newestImport?.at ?? "–", strip(one, months)]
    }
    var lines = TextColumns.table([head] + rows, rightAligned: [1])
    let findings = coverage.kinds.flatMap { kind in kind.findings.map { (kind.kind, $0) } }
    if !findings.isEmpty { lines.append("") }
    for (kind, finding) in findings.prefix(40) {
      let name = finding.state == .gap ? "" : Words.pick(kind.label) + Words.pick("：", ": ")
      lines.append("\(finding.state == .gap ? "×" : "!") \(name)\(Words.pick(finding.words))")
    }
    if findings.count > 40 { lines.append(Words.pick("… 共 \(findings.count) 条", "… \(findings.count) in all")) }
    if !coverage.absent.isEmpty {
      let names = coverage.absent.map { Words.pick($0.label) }.joined(separator: Words.pick("、", ", "))
      lines += ["", Words.pick("还没有：", "Not there yet: ") + names]
    }
    return lines.joined(separator: "\n")
  }

  /// One character a month.
  private static func strip(_ kind: KindCoverage, _ months: ClosedRange<Month>) -> String {
    let most = kind.months.compactMap { $0.facts?.rows }.max() ?? 1
    let known = Dictionary(kind.months.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
    return String(
      months.map { month -> Character in
        guard let one = known[month] else { return "·" }
        switch one.state {
        case .gap: return "×"
        case .low: return "!"
        case .none: return "·"
        case .rows, .running, .ahead:
          guard let rows = one.facts?.rows else { return "·" }
          return heights[min(heights.count - 1, rows * heights.count / max(1, most))]
        }
      })
  }
}
