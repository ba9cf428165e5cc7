// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Journal
import PlanningCycle
import TongpinServer
import Wire

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: Words.pick("查审计：谁在何时、从哪里改了什么", "Looks for who did what, when and from where."),
    discussion: Words.pick(
      """
      服务器在运行时请用浏览器或 HTTP 接口；这里直接读数据目录。
      例子
        tongpin audit --person zhou --from 2026-11-01 --data ./mine
        tongpin audit --group sign-in --json --data ./mine
      """,
      """
      While the server runs, ask it in the browser or over HTTP; this reads the data folder itself.
      Examples
        tongpin audit --person zhou --from 2026-11-01 --data ./mine
        tongpin audit --group sign-in --json --data ./mine
      """))

  @Option(help: ArgumentHelp(Words.pick("登录名；system 是系统自身", "a login; system for the program itself"))) var person: String?
  @Option(help: ArgumentHelp(AuditGroup.allCases.map(\.rawValue).joined(separator: " "))) var group: String?
  @Option(help: ArgumentHelp(Words.pick("从这一天（yyyy-mm-dd，北京时间）", "from this day on (yyyy-mm-dd, China)"), valueName: "day")) var from:
    String?
  @Option(help: ArgumentHelp(Words.pick("到这一天", "through this day"), valueName: "day")) var to: String?
  @Option(help: ArgumentHelp(Words.pick("文字，或 #事件号", "words, or #event"))) var words = ""
  @Option(
    help: ArgumentHelp(Words.pick("对象，如 deal:D-1、person:li、cell:units|Item=AC-1", "an object: deal:D-1, person:li, cell:units|Item=AC-1")))
  var subject: String?
  @Option(help: ArgumentHelp(Words.pick("最多几条", "at most so many rows"))) var limit = 200
  @Flag(help: ArgumentHelp(Words.pick("每行一个 JSON", "one JSON object a line"))) var json = false
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    var question = AuditQuestion()
    question.person = person?.lowercased()
    question.group = try group.map { name in
      guard let known = AuditGroup(rawValue: name) else {
        let all = AuditGroup.allCases.map(\.rawValue).joined(separator: " ")
        throw ValidationError(Words.pick("没有类别 \(name)；可用：\(all)", "no group \(name); known are \(all)"))
      }
      return known
    }
    question.words = words
    question.subject = subject
    question.span(from: try from.map { try day("--from", $0) }, through: try to.map { try day("--to", $0) })
    guard limit > 0 else { throw ValidationError(Words.pick("--limit 至少 1", "--limit is at least 1")) }
    try print(question, of: try WorkspaceFolder.open(folder))
  }

  private func print(_ asked: AuditQuestion, of workspace: Workspace) throws {
    let proof = try Access.authorize(.localOperator, to: To.ReadAudit.self)
    var question = asked
    var left = limit
    while left > 0 {
      question.limit = min(left, AuditQuestion.limits.upperBound)
      let page = try workspace.searchAudit(proof, question)
      for row in page.rows { Swift.print(json ? String(decoding: row.json.encoded(), as: UTF8.self) : line(row)) }
      left -= page.rows.count
      guard let next = page.next else { return }
      question.cursor = next
    }
    note(Words.pick("还有更早的记录；用 --limit 或 --to 继续", "there is more before that; go on with --limit or --to"))
  }

  private func line(_ row: AuditRow) -> String {
    func words(_ text: BilingualText) -> String { Words.isChinese ? text.chinese : text.english }
    let number = (row.chain == .journal ? "" : "T") + "\(row.sequence)"
    let change =
      row.changes.first.map { " [\(words($0.label)): \($0.isHidden ? "***" : "\($0.old.map(words) ?? "") → \($0.new.map(words) ?? "")")]" }
      ?? ""
    let from = row.origin.map { $0.address.isEmpty ? $0.channel.rawValue : $0.address } ?? "–"
    let reason = row.reason.isEmpty ? "" : " “\(row.reason)”"
    return "\(row.at.minuteText)  \(number)  \(row.actor.login)  \(from)  \(words(row.label))\(change)\(reason)"
  }

  private func day(_ name: String, _ text: String) throws -> Day {
    guard let day = Day(iso: text) else {
      throw ValidationError(Words.pick("\(name) 需要存在的日期 yyyy-mm-dd：\(text)", "\(name) needs a day that exists, yyyy-mm-dd: \(text)"))
    }
    return day
  }
}
