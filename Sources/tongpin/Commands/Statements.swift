// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Calendars
import FinancialPlanning
import Foundation
import Quantities
import Wire

struct StatementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements",
    abstract: Words.pick(
      "从凭证出资产负债表、利润表、现金流量表和补充资料，并逐条勾稽", "Makes balance sheet, profit and loss, cash flow and supplement of vouchers, and checks them."),
    discussion: Words.pick(
      """
      例子
        tongpin statements Tests/Fixtures/statements/enterprise-vouchers.txt --month 2026-09
        tongpin statements 凭证.txt --chart small                     小企业会计准则
        tongpin statements 凭证.txt --format international            国际格式
        tongpin statements 凭证.txt --line 应收账款                    这一行由哪些科目、单位、凭证组成
        tongpin statements 凭证.txt --unit wan --json
      凭证文件的写法见 Docs/specs/SPEC-statements.md。现金和保证金、背书、贴现（附不附追索权）、重分类都按会计含义处理，与科目编码无关。
      退出码：0 完成，1 勾稽不平，3 有行没有计入。
      """,
      """
      Examples
        tongpin statements Tests/Fixtures/statements/enterprise-vouchers.txt --month 2026-09
        tongpin statements vouchers.txt --chart small                 standards for small enterprises
        tongpin statements vouchers.txt --format international
        tongpin statements vouchers.txt --line receivables            the accounts, partners and vouchers behind a line
        tongpin statements vouchers.txt --unit wan --json
      Docs/specs/SPEC-statements.md has the form of the file. Accounts count by what they mean, whatever their number.
      Exit codes: 0 done, 1 a check fails, 3 something was not counted.
      """))

  @Argument(help: ArgumentHelp(Words.pick("凭证文件", "file of vouchers"))) var file: String
  @Option(help: ArgumentHelp(Words.pick("文件没有写科目表时用：enterprise 或 small", "where the file names no chart: enterprise or small"))) var chart =
    "enterprise"
  @Option(help: ArgumentHelp(Words.pick("月份，如 2026-09；缺省是最后一张凭证的月份", "month like 2026-09; the last voucher's when left out"))) var month:
    String?
  @Option(help: ArgumentHelp(Words.pick("格式：chinese 或 international", "chinese or international"))) var format = "chinese"
  @Option(help: ArgumentHelp(Words.pick("单位：yuan 或 wan", "unit: yuan or wan"))) var unit = "yuan"
  @Option(help: ArgumentHelp(Words.pick("只看这一行的组成（行名或代号）", "what this line is made of (its name or id)"))) var line: String?
  @Flag(help: ArgumentHelp(Words.pick("零行也打印", "print lines of zero too"))) var all = false
  @Flag(help: ArgumentHelp("JSON")) var json = false
  @OptionGroup var language: LanguageOption

  func run() throws {
    let reading = try read()
    guard let book = reading.book else {
      for finding in reading.findings { note(FinanceFindingLines.line(finding, file: file)) }
      throw ExitCode(1)
    }
    let report = StatementReport(
      file: file, book: book, month: try chosenMonth(book), format: try chosenFormat(), findings: reading.findings, unit: try chosenUnit(),
      showsAll: all)
    if let line {
      let lines = report.parts(of: line)
      guard !lines.isEmpty else { throw Failure("报表里没有“\(line)”这一行，或它是零", "no statement has a line \"\(line)\", or it is zero") }
      for line in lines { print(line) }
      return
    }
    if json {
      print(String(decoding: report.json.encoded(), as: UTF8.self))
    } else {
      for line in report.lines { print(line) }
      for finding in reading.findings { note(FinanceFindingLines.line(finding, file: file)) }
    }
    if reading.findings.contains(where: { $0.severity == .error }) { throw ExitCode(3) }
    if !report.isSound { throw ExitCode(1) }
  }

  private func read() throws -> VoucherBookReading {
    guard let chart = ChartOfAccounts.named(chart) else {
      throw ValidationError(Words.pick("没有科目表 \(self.chart)；用 enterprise 或 small", "no chart \(self.chart); use enterprise or small"))
    }
    let limit = 64 << 20
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure("读不到文件 \(file)", "the file \(file) cannot be read")
    }
    guard data.count <= limit, let text = String(data: data, encoding: .utf8) else {
      throw Failure("\(file) 不是 UTF-8 文本，或超过 64 MB", "\(file) is not text in UTF-8, or larger than 64 MB")
    }
    // A byte order mark is no letter of the first line.
    return VoucherBookReader.read(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, chart: chart)
  }

  private func chosenMonth(_ book: VoucherBook) throws -> Month {
    guard let month else { return book.days.upperBound.monthOf }
    guard let chosen = Month(iso: month) else {
      throw ValidationError(Words.pick("月份 \(month) 应写成 2026-09", "the month \(month) should be like 2026-09"))
    }
    guard chosen >= book.openingDay.monthOf else {
      throw ValidationError(Words.pick("\(month) 早于年初 \(book.openingDay)", "\(month) comes before the opening of \(book.openingDay)"))
    }
    return chosen
  }

  private func chosenFormat() throws -> StatementFormat {
    guard let chosen = StatementFormat(rawValue: format) else {
      throw ValidationError(Words.pick("没有格式 \(format)；用 chinese 或 international", "no format \(format); use chinese or international"))
    }
    return chosen
  }

  private func chosenUnit() throws -> DisplayUnit {
    switch unit {
    case "yuan": return .yuan
    case "wan": return .tenThousand
    default: throw ValidationError(Words.pick("没有单位 \(unit)；用 yuan 或 wan", "no unit \(unit); use yuan or wan"))
    }
  }
}
