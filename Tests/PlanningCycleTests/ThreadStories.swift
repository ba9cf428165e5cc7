// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// People talk about cells, deals, budgets and scenarios.
/// Sees: words, counts or events told to who may not see what they are about, something said that gets lost, a mention that never reaches or
/// never leaves somebody. Does not see: the screen.
@Suite struct ThreadStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen: Person
  private let wang: Person
  private let li: Person
  private let ma: Person
  private let cell = "cell:agreed|Item=FAN-1;Region=EAST@2026-12"

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    chen = try company.join("chen", .salesDirector, name: "陈")
    wang = try company.join("wang", .generalManager, name: "王")
    li = try company.join("li", .regionalManager, name: "李", Scope("territory", in: ["EAST"]))
    ma = try company.join("ma", .purchasingManager, name: "马")
    self.company = company
  }

  private func proof(_ person: Person) throws -> Authorized<To.ViewPlan> { try Access.authorize(person, to: To.ViewPlan.self) }

  @discardableResult
  private func start(_ subject: String, _ text: String, as person: Person) throws -> CommandOutcome {
    try workspace.startThread(try proof(person), about: subject, text: text, context: company.context(person))
  }

  @discardableResult
  private func reply(_ thread: Int64, _ text: String, as person: Person) throws -> CommandOutcome {
    try workspace.replyToThread(try proof(person), thread, text: text, context: company.context(person))
  }

  private func marks(_ person: Person, of other: Workspace? = nil) throws -> ThreadMarks {
    try (other ?? workspace).threadMarks(try proof(person))
  }

  private func open(_ person: Person) throws -> Int { try marks(person).marks.reduce(0) { $0 + $1.open } }

  private func list(_ person: Person, _ question: ThreadQuestion = ThreadQuestion(.all)) throws -> [ThreadView] {
    try workspace.threads(try proof(person), question).threads
  }

  private func code(_ work: () throws -> Void) -> String? {
    let error = failure(work)
    return (error as? CycleError)?.code.text ?? (error as? AccessError)?.code.text
  }

  @Test("one asks about a cell and names a colleague, who finds it among his 待办, answers, and has it no more; a restart knows the same")
  func asked() throws {
    let id = try start(cell, "@{li} 双12 的量够吗？", as: chen).event
    let waiting = try marks(li).mentions
    #expect(waiting.map(\.id) == [id] && waiting.first?.subject.cell == "agreed|Item=FAN-1;Region=EAST@2026-12")
    let todo = try #require(try workspace.todos(for: li).first { $0.kind == "mention" })
    #expect(todo.title.chinese.hasPrefix("陈 @ 了您") && todo.detail.chinese == "@李 双12 的量够吗？")
    #expect(todo.link == "#/table?cell=agreed%7CItem%3DFAN-1%3BRegion%3DEAST%402026-12&thread=\(id)")
    #expect(try marks(li, of: company.restarted()).mentions.map(\.id) == [id])
    #expect(try marks(chen).mentions.isEmpty && marks(wang).mentions.isEmpty, "nobody else is asked")
    try reply(id, "够，客户已确认", as: li)
    #expect(try marks(li).mentions.isEmpty && workspace.todos(for: li).allSatisfy { $0.kind != "mention" })
    let view = try #require(try list(wang).first)
    #expect(view.comments.map(\.by.login) == ["chen", "li"] && view.comments[0].mentions.map(\.person.name.chinese) == ["李"])
    #expect(view.comments[0].mentions[0].isTold == nil, "only the author hears who is told")
    #expect(try list(chen).first?.comments[0].mentions[0].isTold == true)
    let then = try #require(view.valueThen)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "123", as: wang)
    let now = try #require(try list(wang).first)
    #expect(now.valueThen == then && now.valueNow == 123)
  }

  @Test("a mention leaves 待办 when it is noted, when the thread is settled, or when the name is taken out; a later one comes back")
  func leaves() throws {
    let id = try start(cell, "@{li} 请看", as: chen).event
    _ = try workspace.acknowledgeMention(try proof(li), id, context: company.context(li))
    #expect(try marks(li).mentions.isEmpty)
    #expect(code { _ = try workspace.acknowledgeMention(try proof(li), id, context: company.context(li)) } == "thread.refused")
    try reply(id, "@{li} 再看一次", as: chen)
    #expect(try marks(li).mentions.map(\.id) == [id])
    try reply(id, "看过了", as: li)
    try reply(id, "@{li} 那就关了", as: chen)
    _ = try workspace.settleThread(try proof(chen), id, isResolved: true, context: company.context(chen))
    #expect(try marks(li).mentions.isEmpty && open(li) == 0)
    #expect(code { _ = try workspace.settleThread(try proof(li), id, isResolved: true, context: company.context(li)) } == "thread.refused")
    let second = try reply(id, "@{li} 还没完", as: wang).event
    _ = try workspace.editComment(
      try proof(chen), id, comment: try #require(list(chen).first?.comments[3].event), text: "那就关了", context: company.context(chen))
    #expect(try open(li) == 1 && marks(li).mentions.count == 1, "who goes on talking opens it again")
    _ = try workspace.editComment(try proof(wang), id, comment: second, text: "还没完", context: company.context(wang))
    #expect(try marks(li).mentions.isEmpty)
    #expect(try marks(li, of: company.restarted()).mentions.isEmpty)
  }

  @Test("what one said may be changed by oneself alone, and what it said before stays")
  func edited() throws {
    let id = try start(cell, "一百", as: chen).event
    func change(_ text: String, as person: Person) throws {
      _ = try workspace.editComment(try proof(person), id, comment: id, text: text, context: company.context(person))
    }
    try change("两百", as: chen)
    try change("三百", as: chen)
    let comment = try #require(try list(li).first?.comments.first)
    #expect(comment.text == "三百" && comment.earlier.map(\.text) == ["一百", "两百"])
    #expect(comment.earlier[0].until < comment.earlier[1].until)
    #expect(code { try change("四百", as: wang) } == "thread.refused")
    #expect(code { try change("三百 ", as: chen) } == "thread.refused", "it says the same")
    #expect(try company.restarted().thread(try proof(li), id).comments[0].earlier.map(\.text) == ["一百", "两百"])
  }

  @Test("who may not see the cell sees neither thread nor count nor word of it, is not told when named, and the author hears that")
  func masked() throws {
    let pay = "cell:salary|Department=D02@2026-12"
    let known = company.changes.count
    let outcome = try start(pay, "@{ma} @{wang} 工资要不要调到 9999？", as: wang)
    #expect(outcome.label.chinese.contains("马 无权看到这里，没有通知") && !outcome.label.chinese.contains("王 "))
    let total = try start("cell:revenue@2026-12", "全公司 @{li}", as: chen)
    #expect(total.label.english.contains("not told, because they may not see it: 李"))
    for person in [ma, li] {
      #expect(try list(person).allSatisfy { $0.id != outcome.event } && marks(person).mentions.isEmpty)
      #expect(try list(person, ThreadQuestion(.all, words: "9999")).isEmpty)
      #expect(code { _ = try workspace.thread(try proof(person), outcome.event) } == "thread.not-known")
      #expect(code { try reply(outcome.event, "?", as: person) } == "thread.not-known")
    }
    #expect(try open(li) == 0 && open(ma) == 1 && open(wang) == 2)
    #expect(try list(wang).last?.comments[0].mentions.map(\.isTold) == [false, true])
    let heard = company.changes.dropFirst(known).map { $0.heard(by: ChangeHearing(ma)) }
    #expect(
      heard.count == 2 && Swift.Set(heard.map(\.label.chinese)).count == 1
        && heard.allSatisfy { $0.actor == .system && $0.kind == "thread.changed" })
    #expect(try workspace.threadAudience(try proof(wang), about: pay).filter(\.maySee).map(\.person.login) == [])
    #expect(try workspace.meeting(try proof(wang)).changes.allSatisfy { !$0.label.chinese.contains("讨论") })
    #expect(code { try start(pay, "我也想知道", as: ma) } == "access.permission-missing")
    #expect(code { try start("cell:revenue|Region=SOUTH@2026-12", "我也想知道", as: li) } == "access.outside-scope")
    // His total is the row of his region, and not the company's.
    try start("cell:revenue@2026-12", "我这边的", as: li)
    #expect(try list(li).map(\.subject.key) == ["cell:revenue|Region=EAST@2026-12"])
  }

  @Test(
    "rows, deals, budgets and scenarios are talked about as well; what is said of a row is found at its cells, and an unshared scenario is its owner's"
  )
  func subjects() throws {
    try start("cell:agreed|Item=FAN-1;Region=EAST", "整行都偏低", as: chen)
    let here = try list(li, ThreadQuestion(.all, about: cell))
    #expect(here.map(\.subject.kind) == ["row"] && here[0].valueNow == nil)
    #expect(try list(li, ThreadQuestion(.all, about: "cell:agreed|Item=FAN-2;Region=EAST@2026-12")).isEmpty)
    try start("deal:D-1", "客户推迟", as: chen)
    try start("budget:selling/2026", "展会费用", as: wang)
    let made = try workspace.createScenario(
      try proof(chen), name: "旺季", isShared: false, context: company.context(chen))
    try start("scenario:\(made.event)", "先不共享", as: chen)
    #expect(code { try start("scenario:\(made.event)", "?", as: wang) } == "scenario.not-known")
    #expect(try list(wang).map(\.subject.kind) == ["budget", "deal", "row"])
    #expect(try list(chen).map(\.subject.kind) == ["scenario", "budget", "deal", "row"])
    #expect(try list(wang, ThreadQuestion(.mine)).map(\.subject.key) == ["budget:selling/2026"])
    #expect(try list(wang, ThreadQuestion(.all, limit: 2)).count == 2)
    let since = workspace.revision
    #expect(try workspace.threadMarks(try proof(wang), since: since).marks.isEmpty)
    _ = try workspace.settleThread(try proof(wang), try list(wang)[2].id, isResolved: true, context: company.context(wang))
    let moved = try workspace.threadMarks(try proof(wang), since: since).marks
    #expect(moved.map(\.subject) == ["cell:agreed|Item=FAN-1;Region=EAST"] && moved.map(\.open) == [0] && moved.map(\.total) == [1])
    let page = try list(wang, ThreadQuestion(.all, before: list(wang)[1].newest))
    #expect(page.map(\.subject.kind) == ["deal"])
  }

  @Test("every fault of a comment is named at once; what is not there is refused with what to write; nothing of it is kept")
  func refused() throws {
    let before = workspace.revision
    let error = failure { try start(cell, "@{nobody} @{gone}\u{202E}" + String(repeating: "长", count: 2_001), as: chen) } as? CycleError
    #expect(error?.code == .threadRefused)
    for part in ["nobody", "gone", "2000", "U+202E"] { #expect(error?.detail.chinese.contains(part) == true, "\(part)") }
    #expect(code { try start(cell, " \n ", as: chen) } == "thread.refused")
    #expect(code { try start("cell:no_such_measure@2026-12", "?", as: chen) } == "plan.cell-not-known")
    for key in ["", "cell", "deal:", "budget:selling", "budget:selling/x", "approval:99999", "picture:7"] {
      #expect(code { try start(key, "?", as: chen) } == "thread.subject-not-known", "\(key)")
    }
    #expect(code { try start("deal:NONE", "?", as: chen) } == "deal.not-known")
    #expect(code { try reply(99_999, "?", as: chen) } == "thread.not-known")
    #expect(workspace.revision == before && workspace.threadLedger.all.isEmpty)
    let id = try start(cell, "一", as: chen).event
    for number in 2...Workspace.threadLimit { try reply(id, "\(number)", as: chen) }
    #expect(code { try reply(id, "太多", as: chen) } == "thread.refused")
  }

  @Test("the same command sent twice says it once; nothing said is taken back by 撤销, which takes back the last entry")
  func repeated() throws {
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "77", as: wang)
    let context = company.context(wang, key: "once")
    let first = try workspace.startThread(try proof(wang), about: cell, text: "一次", context: context)
    let again = try workspace.startThread(try proof(wang), about: cell, text: "一次", context: context)
    #expect(again.isRepeat && again.event == first.event && workspace.threadLedger.all.count == 1)
    let undone = try company.undo(as: wang)
    #expect(undone.label.chinese.contains("77") && workspace.threadLedger.all.count == 1)
  }
}
