// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Journal
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: what a change of the model does to figures, entries, journal and restart. Does not see: the editor.
@Suite struct ModelStories {
  static let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
  static let agreed = "= if given(override) then override else baseline + pipeline"
  static let raised = "= if given(override) then override else (baseline + pipeline) * 1.1"

  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }

  init() throws { company = try SmallCompany() }

  private func text(_ changes: (String, String)...) throws -> String {
    var text = workspace.plan.model.text
    for (old, new) in changes {
      let parts = text.split(separator: old, omittingEmptySubsequences: false)
      try #require(parts.count == 2, "\(old) stands \(parts.count - 1) times in the model")
      text = parts.joined(separator: new)
    }
    return text
  }

  private func preview(_ text: String) throws -> ModelPreview {
    try workspace.tryModel(try Access.authorize(Self.zhou, to: To.EditModel.self), text: text).preview()
  }

  @discardableResult
  private func commit(
    _ text: String, key: String? = nil, seen: Int64? = nil, reason: String = "口径调整"
  ) throws -> CommandOutcome {
    try workspace.changeModel(
      try Access.authorize(Self.zhou, to: To.EditModel.self), text: text,
      context: company.context(Self.zhou, key: key, seen: seen ?? workspace.revision, reason: reason))
  }

  private func history() throws -> [ModelChange] {
    try workspace.modelChanges(try Access.authorize(SmallCompany.li, to: To.ViewPlan.self))
  }

  @Test("what a preview says is what the commit then gives, total by total")
  func previewed() throws {
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300")
    try company.edit("price|Item=FAN-1;Region=EAST@2027-01", "250")
    let candidate = try text((Self.agreed, Self.raised))
    let before = digest(workspace)
    let said = try preview(candidate)
    #expect(digest(workspace) == before, "a preview changes nothing")
    #expect(said.changed.map(\.id) == ["agreed"])
    #expect(said.changed.first?.parts == ["formula"])
    #expect(said.added.isEmpty && said.removed.isEmpty && said.lost.isEmpty && said.checks.isEmpty && said.screens.isEmpty)
    #expect(said.changedCells > 0 && said.changedCells < said.comparedCells)
    let orders = try #require(said.figures.first { $0.id == "orders" })
    #expect(said.figures.first?.isMoney == true)
    let outcome = try commit(candidate)
    for step in orders.months {
      #expect(try company.value("orders@\(step.column)").map { hundredths($0) } == step.new.map { hundredths($0) })
    }
    #expect(!orders.months.isEmpty && !orders.years.isEmpty)
    for figure in said.figures {
      let moved = outcome.moved.filter { $0.cell.hasPrefix(figure.id + "@") }
      guard !moved.isEmpty else { continue }
      #expect(moved.count == figure.months.count, "\(figure.id)")
    }
    #expect(outcome.moved.contains { $0.cell.hasPrefix("net_profit@") })
    // An override is an absolute number and stays what it was.
    #expect(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12") == 300)
  }

  @Test("what is tried on another thread shares no cell with the running plan")
  func apart() throws {
    let copy = workspace.plan.forked()
    #expect(copy.engine.stateDigestBytes(.everything) == workspace.plan.engine.stateDigestBytes(.everything))
    #expect(copy.engine.ownBytes >= copy.engine.cellCount * MemoryLayout<Double>.stride)
    let before = copy.engine.stateDigestBytes(.everything)
    try company.edit("agreed|Item=F:风扇@2026-12", "1001")
    #expect(copy.engine.stateDigestBytes(.everything) == before)
  }

  @Test("a committed model survives a restart, agrees with a calculation from scratch, and can be taken back and done again")
  func restart() throws {
    try company.edit("agreed|Item=F:风扇@2027-01", "1200")
    let first = digest(workspace)
    try commit(try text((Self.agreed, Self.raised)))
    let second = digest(workspace)
    #expect(second != first)
    #expect(digest(try company.restarted()) == second)
    #expect(try workspace.verifyPlan().isEqual)
    try company.edit("agreed|Item=FAN-2@2027-02", "900", spread: .even)
    #expect(try workspace.verifyPlan().isEqual)
    _ = try company.undo(as: SmallCompany.wang)
    _ = try company.undo(as: Self.zhou)
    #expect(digest(workspace) == first)
    #expect(digest(try company.restarted()) == first)
    let again = try company.restarted()
    _ = try again.redoLast(try Access.authorize(Self.zhou, to: To.ViewPlan.self), context: company.context(Self.zhou))
    #expect(digest(again) == second)
  }

  @Test("one event holds the text, who, why; every screen is told, and the history shows the lines")
  func recorded() throws {
    let head = try company.store.head().sequence
    let candidate = try text((Self.agreed, Self.raised))
    let event = try commit(candidate.replacing("\n", with: " \r\n"), reason: "样机多").event
    #expect(try company.store.head().sequence == head + 1)
    let kept = try #require(try company.store.events(after: event - 1, limit: 1).first)
    #expect(kept.kind == "model.changed")
    #expect(kept.payload["text"]?.text == candidate, "the form that is kept has neither trailing blanks nor carriage returns")
    #expect(company.changes.last?.kind == "model.changed")
    #expect(company.changes.last?.moved.isEmpty == false)
    let change = try #require(try history().first)
    #expect(change.by == "zhou" && change.reason == "样机多" && change.event == event)
    #expect(change.lines.added == 1 && change.lines.removed == 1)
    #expect(change.lines.runs.first?.map(\.text).contains("  " + Self.raised) == true)
  }

  @Test("asked why a figure moved across a change of the model, the explanation names the change and the two formulas")
  func explained() throws {
    let seen = workspace.revision
    try commit(try text((Self.agreed, Self.raised)), reason: "样机多")
    let proof = try Access.authorize(SmallCompany.li, to: To.ViewPlan.self)
    let own = try workspace.explainChange(proof, cell: "agreed|Item=FAN-1;Region=EAST@2026-12", after: seen)
    #expect(own.words.chinese.contains("样机多") && own.words.chinese.contains("* 1.1"))
    #expect(own.value == (try company.value("agreed|Item=FAN-1;Region=EAST@2026-12")))
    let follower = try workspace.explainChange(proof, cell: "revenue@2026-12", after: seen)
    #expect(follower.words.english.contains("is the same"))
    let later = workspace.revision
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300")
    #expect(try workspace.explainChange(proof, cell: "agreed|Item=FAN-1;Region=EAST@2026-12", after: later).before != nil)
  }

  @Test("a month is explained against the month before and against the same month a year before; parts sum to the change")
  func comparedWithOtherPeriods() throws {
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    for earlier in ["previous", "2026-11"] {
      let view = try workspace.explainChange(proof, cell: "revenue@2026-12", from: earlier)
      #expect(view.before == (try company.value("revenue@2026-11")))
      let change = (view.value ?? 0) - (view.before ?? 0)
      #expect(abs(view.parts.reduce(0) { $0 + ($1.contribution ?? 0) } - change) <= 1e-6 * abs(change))
      #expect(change != 0 && !view.parts.isEmpty)
    }
    #expect(PlanPeriod.quarter(year: 2026, 1).earlier("previous") == .quarter(year: 2025, 4))
    #expect(PlanPeriod(column: "2028-02-29")?.earlier("year-before") == PlanPeriod(column: "2027-02-28"))
    #expect(throws: CycleError.self) { try workspace.explainChange(proof, cell: "revenue@2026-12", from: "2025") }
    #expect(throws: PlanningError.self) { try workspace.explainChange(proof, cell: "revenue@2026-12", from: "1999-01") }
  }

  @Test("the second of two who change the model is told who was quicker, and nothing is overwritten")
  func conflict() throws {
    let seen = workspace.revision
    try commit(try text((Self.agreed, Self.raised)))
    let before = digest(workspace)
    let other = try text(("\"Agreed forecast\"", "\"Consensus\""))
    let error = failure { try commit(other, seen: seen) } as? CycleError
    #expect(error?.code == .changedSince)
    #expect(error?.parameters.first { $0.name == "by" }?.value == "zhou")
    #expect(digest(workspace) == before)
    // What somebody edits meanwhile is no conflict with a change of the model.
    let later = workspace.revision
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300")
    try commit(other, seen: later)
    #expect((failure { try commit(other) } as? CycleError)?.code == .modelUnchanged)
  }

  @Test("a wrong or empty text is refused with everything that is wrong, and nothing is half done")
  func refused() throws {
    let before = digest(workspace)
    let head = try company.store.head().sequence
    let wrong = try text(
      (Self.agreed, "= if given(overide) then override else baseline + prise"),
      ("= sum(payroll over Department)", "= sum(payrol over Department)"))
    for work in [{ _ = try self.preview(wrong) }, { _ = try self.commit(wrong) }] {
      let refusal = try #require(failure(work) as? ModelRefused)
      let subjects = Swift.Set(refusal.findings.map(\.subject))
      #expect(subjects.isSuperset(of: ["overide", "prise", "payrol"]), "\(subjects)")
      #expect(refusal.findings.allSatisfy { $0.place.line > 0 && $0.place.column > 0 })
    }
    for empty in ["", "  \n", "// nothing\n", "model m\n"] { #expect(failure { try commit(empty) } is ModelRefused, "\(empty)") }
    #expect((failure { try commit(try text((Self.agreed, Self.raised)), reason: "") } as? CycleError)?.code == .reasonMissing)
    #expect(digest(workspace) == before)
    #expect(try company.store.head().sequence == head)
  }

  @Test("only who may change the model may preview and commit one; a regional manager may read it")
  func rights() throws {
    for person in [SmallCompany.chen, SmallCompany.wang, SmallCompany.li] {
      #expect(failure { try Access.authorize(person, to: To.EditModel.self) } is AccessError)
    }
    let view = workspace.readModel(try Access.authorize(SmallCompany.li, to: To.ViewPlan.self))
    #expect(!view.mayChange && view.changedIn == 0)
    #expect(view.outline.measures.count == workspace.plan.engine.model.measures.count)
    #expect(view.values["orders"] == nil && view.values["social_rate"] != nil, "a region manager reads rates, not the company's figures")
    let director = workspace.readModel(try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self))
    #expect(director.values["orders"] != nil)
    #expect(director.values["cash"] == nil, "cash is for those who may see it")
    try commit(try text((Self.agreed, Self.raised)))
    // Taking back somebody else's kind of change needs the same right: a sales director has nothing of the sort to undo.
    #expect((failure { try company.undo(as: SmallCompany.chen) } as? CycleError)?.code == .nothingToUndo)
  }

  @Test("the same command twice is applied once")
  func twice() throws {
    let candidate = try text((Self.agreed, Self.raised))
    let seen = workspace.revision
    let first = try commit(candidate, key: "k", seen: seen)
    let second = try commit(candidate, key: "k", seen: seen)
    #expect(!first.isRepeat && second.isRepeat && first.event == second.event)
    #expect(try history().count == 1)
  }
}
