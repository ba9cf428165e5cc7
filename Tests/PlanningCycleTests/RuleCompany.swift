// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Testing

@testable import PlanningCycle

/// The small company with people in its store, and rules of theirs.
struct RuleCompany {
  let company: SmallCompany
  let boss: Person
  /// Sees 华东 alone.
  let east: Person
  let finance: Person
  var workspace: Workspace { company.workspace }

  init(_ company: SmallCompany? = nil) throws {
    let company = try company ?? SmallCompany()
    boss = try company.join("boss", .generalManager, name: "总")
    east = try company.join("east", .regionalManager, name: "东", Scope("territory", in: ["EAST"]))
    finance = try company.join("finance", .financeDirector, name: "财")
    self.company = company
  }

  static func threshold(_ figure: String, _ side: String, _ limit: String, _ more: (inout RuleDraft) -> Void = { _ in }) -> RuleDraft {
    draft("threshold", figure) {
      ($0.side, $0.limit) = (side, limit)
      more(&$0)
    }
  }

  static func deviation(_ figure: String, _ base: String, _ side: String, _ more: (inout RuleDraft) -> Void) -> RuleDraft {
    draft("deviation", figure) {
      ($0.base, $0.side) = (base, side)
      more(&$0)
    }
  }

  static func trend(_ figure: String, _ side: String, _ run: Int64, _ more: (inout RuleDraft) -> Void = { _ in }) -> RuleDraft {
    draft("trend", figure) {
      ($0.side, $0.run) = (side, run)
      more(&$0)
    }
  }

  private static func draft(_ kind: String, _ figure: String, _ more: (inout RuleDraft) -> Void) -> RuleDraft {
    var draft = RuleDraft()
    (draft.name, draft.englishName, draft.kind, draft.figure) = ("规则", "Rule", kind, figure)
    (draft.window, draft.count) = ("months", 3)
    more(&draft)
    return draft
  }

  /// The number of the saved rule.
  @discardableResult
  func save(_ draft: RuleDraft, as person: Person? = nil, id: Int64? = nil) throws -> Int64 {
    let person = person ?? boss
    let outcome = try workspace.saveRule(
      try Access.authorize(person, to: To.ViewPlan.self), id, draft, context: company.context(person))
    return id ?? outcome.event
  }

  func list(as person: Person, of other: Workspace? = nil) throws -> RuleList {
    try (other ?? workspace).alertRules(try Access.authorize(person, to: To.ViewPlan.self))
  }

  func view(_ id: Int64, as person: Person? = nil) throws -> RuleView? { try list(as: person ?? boss).rules.first { $0.rule.id == id } }

  func preview(_ draft: RuleDraft, as person: Person? = nil) throws -> RulePreview {
    try workspace.previewRule(try Access.authorize(person ?? boss, to: To.ViewPlan.self), draft)
  }

  /// Ids of the alerts of people's rules that somebody is shown.
  func alerts(as person: Person) throws -> [String] {
    workspace.alerts(try Access.authorize(person, to: To.ViewPlan.self)).filter { $0.code == "rule" && !$0.id.hasPrefix("rule--") }.map(
      \.id)
  }

  func fields(_ draft: RuleDraft, as person: Person? = nil) throws -> [String] { try preview(draft, as: person).problems.map(\.field) }
}
