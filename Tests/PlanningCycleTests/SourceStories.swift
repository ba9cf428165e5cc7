// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// A source from its first load to its last: rows with their mark, failures, lateness, and what a restart makes of it.
/// Sees: a gap, a row that comes twice, a mark without its rows, a journal that fills with nothing, an alert that stays or is told to the wrong person.
/// Does not see: databases (SourceConnectorsTests), the thread that reads (SourcePollerTests).
@Suite struct SourceStories {
  private let house: SourceCompany
  private var workspace: Workspace { house.workspace }

  init() throws { house = try SourceCompany() }

  @Test("rows and mark are one event; the same again is none; after a restart the next load begins at the mark")
  func marks() throws {
    let id = try house.save()
    let task = try house.begin()
    let step = try #require(try workspace.step(task, .customers))
    #expect(step.request.since == nil, "from the beginning")
    let before = workspace.revision
    #expect(try workspace.keep(house.load(["K-1", "K-2"], to: 20, isComplete: false), of: step), "more waits")
    #expect(workspace.revision > before && house.codes.isSuperset(of: ["K-1", "K-2"]))
    let next = try #require(try workspace.step(task, .customers))
    #expect(next.request.since?.text == "20")
    #expect(try !workspace.keep(house.load(["K-2", "K-3"], to: 30), of: next))
    try workspace.endRun(task, [])
    let kept = workspace.revision
    house.pass(minutes: 16)
    try house.run(house.load(["K-2", "K-3"], to: 30))
    #expect(workspace.revision == kept, "the overlap alone is nothing new")
    #expect(try house.detail(id).runs.first?.batch == nil && house.health(id).rowsToday == 3)
    let again = try house.company.restarted()
    let first = try house.begin(again)
    #expect(try again.step(first, .customers)?.request.since?.text == "30")
    #expect(try house.detail(id, of: again).view.marks.map { $0.mark?.text } == ["30"])
  }

  @Test("what was read and not kept is read again; what somebody else kept meanwhile is not kept twice")
  func brokenOff() throws {
    try house.save()
    let task = try house.begin()
    let lost = try #require(try workspace.step(task, .customers))
    let other = try house.company.restarted()
    let second = try house.begin(other)
    #expect(try other.step(second, .customers)?.request.since == nil, "nothing was kept, so nothing is skipped")
    _ = try workspace.keep(house.load(["K-1"], to: 10), of: lost)
    let before = workspace.revision
    #expect(try workspace.keep(house.load(["K-1", "K-9"], to: 90), of: lost), "it is asked again from where the first ended")
    #expect(workspace.revision == before && !house.codes.contains("K-9"))
    #expect(try workspace.step(task, .customers)?.request.since?.text == "10")
  }

  @Test("a process that ended in mid-load is followed by one that goes on at once; a load that is whole waits for its time")
  func unfinished() throws {
    try house.save()
    let task = try house.begin()
    let step = try #require(try workspace.step(task, .customers))
    #expect(try workspace.keep(house.load(["K-1"], to: 10, isComplete: false), of: step))
    let again = try house.company.restarted()
    let next = try house.begin(again)
    let rest = try #require(try again.step(next, .customers))
    #expect(try rest.request.since?.text == "10" && !again.keep(house.load(["K-2"], to: 20), of: rest))
    try again.endRun(next, [])
    #expect(try house.company.restarted().beginDueSources(limit: 2).isEmpty)
  }

  @Test("rows that a rule stops wait while the source goes on, and their release takes it nowhere back")
  func held() throws {
    let id = try house.save()
    var rule = QualityRuleDraft()
    (rule.kind, rule.form, rule.field, rule.severity, rule.name) = ("customers", "required", "channel", "stop", "渠道")
    _ = try workspace.saveQualityRule(
      try Access.authorize(house.boss, to: To.ReleaseData.self), nil, rule, context: house.company.context(house.boss))
    for (code, mark) in [("K-1", 10), ("K-2", 20)] {
      try house.run(house.load([code], to: mark))
      #expect(!house.codes.contains(code))
      house.pass(minutes: 16)
    }
    let waiting = try house.detail(id).runs
    #expect(waiting.map(\.isHeld) == [true, true] && waiting.map(\.added) == [0, 0])
    let told = workspace.alerts().filter { $0.code == "quality.held" }
    #expect(told.map(\.count) == [2] && told[0].title.chinese.contains("2 批"), "told once, however often it comes")
    let first = try #require(waiting.last?.batch)
    _ = try workspace.releaseBatch(
      try Access.authorize(house.boss, to: To.ReleaseData.self), first, context: house.company.context(house.boss, reason: "渠道以后补"))
    #expect(house.codes.contains("K-1") && !house.codes.contains("K-2"))
    #expect(try house.detail(id).view.marks.map { $0.mark?.text } == ["20"], "how far it was read stays")
    #expect(try house.detail(id).runs.first?.added == 1)
  }

  @Test("a row corrected at the same mark is kept, and put back again it is kept again")
  func corrected() throws {
    try house.save()
    try house.run(house.load(["K-1"], to: 10))
    for name in ["新", "店"] {
      house.pass(minutes: 16)
      try house.run(house.load(["K-1"], to: 10, name: name))
      #expect(try workspace.facts.table(.customers)["name"].texts.contains(name + "K-1"), "\(name)")
    }
  }

  @Test("one hiccup is no event and no alert; two are one event, a hundred are no more, and the recovery is one")
  func failing() throws {
    let id = try house.save()
    try house.run(house.load(["K-1"], to: 10))
    house.pass(minutes: 16)
    try house.fail(.unreachable)
    #expect(try house.health(id).state == .normal && house.health(id).fault?.code == .unreachable && house.alerts(house.owner).isEmpty)
    for _ in 1...100 {
      house.pass(minutes: 31)
      try house.fail(.unreachable)
    }
    #expect(try house.events() == ["source.saved", "source.failed"])
    #expect(try house.health(id).state == .failing && house.health(id).failures == 101)
    #expect(try house.alerts(house.owner) == ["source.failing"] && house.alerts(house.boss).isEmpty, "the owner alone is told")
    let again = try house.company.restarted()
    #expect(try house.health(id, of: again).state == .failing, "also after a restart")
    house.pass(minutes: 31)
    try house.run(house.load(["K-1"], to: 10))
    #expect(try house.events() == ["source.saved", "source.failed", "source.recovered"])
    #expect(try house.health(id).state == .normal && house.alerts(house.owner).isEmpty)
  }

  @Test("a wrong password is told at once and tried again after half an hour; a new one is tried at once")
  func refused() throws {
    let id = try house.save(SourceCompany.draft { $0.usesSecret = true })
    #expect(try workspace.beginDueSources(limit: 2).isEmpty && house.health(id).state == .failing, "it waits for its password")
    func secret(_ text: String) throws {
      _ = try workspace.setSourceSecret(try house.imports(), id, SecretText(text), context: house.company.context(house.owner))
    }
    try secret("wr0ng-of-the-source")
    try house.fail(.signInRefused)
    #expect(try house.events().last == "source.failed")
    house.pass(minutes: 29)
    #expect(try workspace.beginDueSources(limit: 2).isEmpty)
    try secret("r1ght-of-the-source")
    let step = try #require(try workspace.step(try house.begin(), .customers))
    #expect(step.request.secret?.value == "r1ght-of-the-source")
  }

  @Test("time alone makes a source late; it is told once and is over with the next success")
  func late() throws {
    let id = try house.save()
    try house.run(house.load(["K-1"], to: 10))
    let task = {
      house.pass(minutes: 16); return try house.begin()
    }
    let hanging = try task()
    house.pass(minutes: 20)
    #expect(try house.health(id).state == .late && house.health(id).isRunning)
    _ = try workspace.passAlerts()
    _ = try workspace.passAlerts()
    #expect(try house.alerts(house.owner) == ["source.late"])
    try workspace.endRun(hanging, [])
    _ = try workspace.passAlerts()
    #expect(try house.health(id).state == .normal && house.alerts(house.owner).isEmpty)
    for _ in 1...2 {
      house.company.clock.pass(days: 1)
      try house.run(house.load(["K-1"], to: 10))
      _ = try workspace.passAlerts()
    }
    #expect(workspace.ledgers.alerts.lives["source-\(id)@\(house.owner.id)"] == nil, "after a quiet day its life is over")
  }

  @Test("whoever was down is not late when they come back")
  func down() throws {
    let id = try house.save()
    #expect(try house.health(id).state == .waiting, "nothing came so far, and nothing is overdue")
    try house.run(house.load(["K-1"], to: 10))
    house.pass(minutes: 3_000)
    try house.company.reopen()
    #expect(try house.health(id).state == .normal)
    #expect(try workspace.beginDueSources(limit: 2).count == 1, "and it is read at once")
  }

  @Test("an owner who may not import any more reads nothing; the administrator is told instead")
  func orphan() throws {
    let id = try house.save()
    var record = try #require(try house.company.store.person(id: house.owner.id))
    record.details.isDisabled = true
    try house.company.store.update(
      record, for: EventDraft(kind: "person.changed", actor: .system, idempotencyKey: "gone"), at: .init(millisecondsSinceEpoch: 5))
    let task = try house.begin()
    let fault = failure { try workspace.step(task, .customers) } as? SourceFault
    #expect(fault?.code == .settingRefused)
    try workspace.endRun(task, [(.customers, try #require(fault))])
    #expect(try house.health(id).state == .failing && house.alerts(house.admin) == ["source.failing"])
  }
}
