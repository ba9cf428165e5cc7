// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// A week ends, a month is closed: the forecast report writes itself, waits for those it is for, and reaches them outside the browser.
/// Sees: one written twice or not at all, told to the wrong person, with figures beyond their sight, or after they declined it.
/// Does not see: what the sentences say (TrackingStories), how a channel carries them (OutboxStories).
@Suite struct ForecastReportStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let wang: Person
  private let chen: Person
  private let li: Person
  private let qian: Person

  init() throws {
    company = try SmallCompany()
    wang = try company.join("wang", .generalManager, name: "王")
    chen = try company.join("chen", .salesDirector, name: "陈")
    li = try company.join("li", .regionalManager, name: "李", Scope("territory", in: ["EAST"]))
    qian = try company.join("qian", .treasurer, name: "钱")
  }

  private func proof(_ person: Person) throws -> Authorized<To.ViewPlan> { try Access.authorize(person, to: To.ViewPlan.self) }

  private func titles(_ other: Workspace? = nil) throws -> [String] {
    (other ?? workspace).writtenReports(try proof(wang)).map(\.period.title.chinese)
  }

  private func waiting(_ person: Person, _ other: Workspace? = nil) -> [String] {
    (other ?? workspace).reportTodos(for: person).map(\.title.chinese)
  }

  private func prefer(_ person: Person, _ wanted: NoticePreferences = NoticePreferences(), address: String? = nil) throws {
    _ = try workspace.setNoticePreferences(
      try proof(person), wanted, address: address ?? "\(person.login)@example.com", context: company.context(person))
  }

  private func told() throws -> [(person: Int64, kind: NoticeKind, notice: OutboxNotice)] {
    try workspace.tellOutside()
    return try company.store.outboxMessages(nil, before: nil, limit: 100).reversed().flatMap { message in
      message.notices.map { (message.person, message.kind, $0) }
    }
  }

  @Test("the week before and the month closed last are written on a Monday; then nothing until the week is over, whoever asks and restarts")
  func once() throws {
    #expect(try workspace.writeDueReports() == 2)
    #expect(try titles() == ["预测月报 2026 年 10 月", "预测周报 11 月 16 日 至 11 月 22 日"])
    let (revision, state) = (workspace.revision, digest(workspace))
    #expect(try workspace.writeDueReports() == 0 && workspace.writeDueReports() == 0, "the same day brings nothing new")
    #expect(company.changes.filter { $0.kind == "forecast.reported" }.count == 2 && company.changes.allSatisfy { $0.moved.isEmpty })
    let again = try company.restarted()
    #expect(try again.writeDueReports() == 0 && again.revision == revision, "a restart repeats nothing")
    #expect(try titles(again) == titles() && waiting(wang, again) == waiting(wang) && digest(again) == state)
    company.clock.pass(days: 4)
    #expect(try workspace.writeDueReports() == 0, "Friday: the week is not over")
    company.clock.pass(days: 2)
    #expect(try workspace.writeDueReports() == 0, "Sunday is no workday")
    company.clock.pass(days: 1)
    #expect(try workspace.writeDueReports() == 1 && titles()[0] == "预测周报 11 月 23 日 至 11 月 29 日")
  }

  @Test("a program that was down for three weeks writes one report of the newest week; facts that ended months ago bring no new weeks")
  func down() throws {
    _ = try workspace.writeDueReports()
    company.clock.pass(days: 23)
    try company.reopen()
    #expect(try workspace.writeDueReports() == 1 && workspace.writeDueReports() == 0)
    #expect(try titles().count == 3 && titles()[0] == "预测周报 12 月 7 日 至 12 月 13 日")
    company.clock.pass(days: 28)
    try company.reopen()
    #expect(workspace.planningDay == day("2026-11-01") && workspace.environment.today() == day("2027-01-13"))
    #expect(try workspace.writeDueReports() == 0)
  }

  @Test("a week of holidays alone is looked past: after Spring Festival the week before it is reported")
  func holidays() {
    func over(_ text: String) -> Day? { Workspace.weekOver(on: day(text), .china)?.firstDay }
    #expect(!WorkingDays.china.isWorkday(day("2026-02-23")) && over("2026-02-24") == day("2026-02-09"))
    #expect(over("2026-03-02") == day("2026-02-23"))
  }

  @Test("a month is reported when its last orders came in, with the week or without")
  func monthClosed() throws {
    _ = try workspace.writeDueReports()
    company.clock.pass(days: 9)
    #expect(workspace.environment.today() == day("2026-12-02"))
    try company.reopen()
    #expect(try workspace.writeDueReports() == 1 && titles()[0].hasPrefix("预测周报"), "November has no orders yet")
    let order: [String: FactValue] = [
      "channel": "经销", "order_number": "SO-N", "line_number": .number(1), "ordered_on": .day(day("2026-11-20")), "item": "FAN-1",
      "customer": "C1", "territory": "EAST", "quantity": SmallCompanyFacts.pieces(1), "price_incl_tax": SmallCompanyFacts.price(226),
      "tax_rate": SmallCompanyFacts.thousandths(130), "amount_incl_tax": SmallCompanyFacts.yuan(226),
    ]
    let table = SmallCompanyFacts.table(.salesOrderLines, [order])
    _ = try company.store.record(
      FactBatch(table: table, recordedOn: day("2026-12-02")),
      for: EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "november"),
      at: company.clock.read())
    try company.reopen()
    #expect(workspace.plan.cutoff == month("2026-11"))
    #expect(try workspace.writeDueReports() == 1 && titles()[0] == "预测月报 2026 年 11 月")
  }

  @Test("it waits for whoever changes forecasts or runs the planning, until each has read it or the next one is there")
  func inbox() throws {
    _ = try workspace.writeDueReports()
    let both = ["预测周报 11 月 16 日 至 11 月 22 日", "预测月报 2026 年 10 月"]
    #expect(waiting(wang) == both && waiting(chen) == both && waiting(li) == both && waiting(qian).isEmpty)
    let overview = try workspace.overview(try proof(wang), grain: .month, period: nil, inclusive: false)
    let line = try #require(overview.todos.first { $0.kind == "report" })
    let week = try #require(workspace.writtenReports(try proof(wang)).first { $0.period.span == .week })
    #expect(line.link == "#/forecast?view=report&span=week&report=\(week.id)" && week.isUnread)
    _ = try workspace.acknowledgeReport(try proof(wang), week.id, context: company.context(wang))
    #expect(waiting(wang) == [both[1]] && waiting(chen) == both)
    #expect(waiting(wang, try company.restarted()) == [both[1]])
    #expect(throws: CycleError.self) { try workspace.acknowledgeReport(try proof(wang), week.id, context: company.context(wang)) }
    #expect(throws: CycleError.self) { try workspace.acknowledgeReport(try proof(qian), week.id, context: company.context(qian)) }
    #expect(throws: CycleError.self) { try workspace.forecastReport(try proof(wang), written: 1) }
    company.clock.pass(days: 7)
    _ = try workspace.writeDueReports()
    #expect(waiting(chen)[0] == "预测周报 11 月 23 日 至 11 月 29 日" && waiting(chen).count == 2, "the next one takes its place")
  }

  @Test("each is told in a few sentences of what they may see; nobody by a way or of a kind they did not choose, or who is not meant")
  func outside() throws {
    try company.openMail()
    for person in [wang, li, qian] { try prefer(person) }
    try prefer(chen, address: "")
    let south = "override|Item=FAN-1;Region=SOUTH@2026-12"
    try company.edit(south, "500", as: chen)
    company.clock.pass(days: 7)
    #expect(try workspace.writeDueReports() == 2)
    let sent = try told()
    #expect(sent.filter { $0.kind == .forecastWeek }.map(\.person) == [wang.id, li.id] && sent.count == 4, "\(sent)")
    let whole = try #require(sent.first { $0.person == wang.id && $0.kind == .forecastWeek }?.notice)
    let own = try #require(sent.first { $0.person == li.id && $0.kind == .forecastWeek }?.notice)
    #expect(whole.subject == "预测周报 11 月 23 日 至 11 月 29 日" && whole.link.contains("report="))
    #expect((3...6).contains(whole.text.split(separator: "\n").count), "\(whole.text)")
    #expect(whole.text.contains("人工改了 1 个数") && !whole.text.contains("我的地区"))
    #expect(own.text.contains("没有人改过预测") && own.text.contains("我的地区"), "\(own.text)")
    #expect(try told().count == 4, "once")
    try prefer(wang, NoticePreferences(kinds: [.mention, .forecastMonth]))
    company.clock.pass(days: 7)
    #expect(try workspace.writeDueReports() == 1)
    #expect(try told().suffix(from: 4).map(\.person) == [li.id])
  }

  @Test("who chose what to hear before there were reports hears of them; who declined them since does not")
  func chosenBefore() throws {
    let former: CanonicalValue = .map(["address": .text("wang@example.com"), "kinds": .list([.text("alert")])])
    #expect(NoticePreferences(former).kinds == [.alert, .forecastWeek, .forecastMonth])
    let declined = NoticePreferences(kinds: [.alert])
    #expect(NoticePreferences(.map(declined.canonical)).kinds == [.alert])
  }

  @Test("an earlier report is shown as it was known when it was written, whatever was typed since")
  func asKnown() throws {
    _ = try workspace.writeDueReports()
    let week = try #require(workspace.writtenReports(try proof(wang)).first { $0.period.span == .week })
    func said(_ other: Workspace) throws -> [String] {
      try other.forecastReport(try proof(wang), written: week.id).sections.flatMap(\.sentences).map(\.chinese)
    }
    let then = try said(workspace)
    try company.edit("agreed@2026-12", "9000", as: wang)
    let knowledge = try workspace.knowledge(try proof(wang), .event(week.id))
    let past = try OpenWorkspace.past(store: company.store, environment: workspace.environment, at: knowledge)
    #expect(try said(past) == then && said(workspace) != then)
    let revision = try company.store.head().sequence
    company.clock.pass(days: 7)
    #expect(try past.writeDueReports() == 0 && company.store.head().sequence == revision, "a past day writes nothing")
  }

  @Test("a company without orders or forecasts writes nothing and asks nobody")
  func empty() throws {
    let empty = try SmallCompany(facts: [])
    _ = try empty.join("wang", .generalManager)
    let revision = empty.workspace.revision
    #expect(try empty.workspace.writeDueReports() == 0 && empty.workspace.revision == revision)
  }
}
