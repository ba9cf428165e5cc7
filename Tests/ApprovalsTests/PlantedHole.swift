// SPDX-License-Identifier: Apache-2.0
import Calendars

@testable import Approvals

/// A rule that is left out around the machine, to show that the search would notice.
enum PlantedHole: String, CaseIterable, Sendable {
  /// Whoever handed in lets himself be given the task.
  case transferToSubmitter
  /// What the signer saw, and what stands there, is not compared with what was handed in.
  case figuresNotCompared
  /// A task of somebody who left stays with him.
  case leaverDecides
  /// Roles, departments and superiors are those of the day on which it was handed in.
  case rolesOfYesterday
  /// Who wrote it may be added as an approver.
  case addedAuthor
  /// A second login is taken for a second human.
  case secondLogin
  /// A delegation goes on when its time is over.
  case delegationForEver
  /// Where all have to agree, the first is enough.
  case oneForAll
  /// Trying again, and sending back to a step, pass over earlier agreements to other figures.
  case agreedToOtherFigures

  /// What the law says to it.
  var article: ApprovalLaw.Article {
    switch self {
    case .transferToSubmitter, .addedAuthor, .secondLogin: .twoPairsOfEyes
    case .figuresNotCompared, .agreedToOtherFigures: .sameFigures
    case .leaverDecides: .stillThere
    case .rolesOfYesterday, .delegationForEver: .standing
    case .oneForAll: .everybody
    }
  }
}

/// Takes steps in one approval: the machine as it is, or with a hole around it.
struct CaseRunner {
  let hole: PlantedHole?
  private(set) var run: ApprovalCase
  private let firstPeople: ApprovalPeople
  /// Who may decide a task because of the hole.
  private var letIn: [Int: Set<Int64>] = [:]

  init(_ flow: ApprovalFlow, _ document: ApprovalDocument, at moment: Moment, people: ApprovalPeople, hole: PlantedHole?)
    throws(ApprovalRefusal)
  {
    self.hole = hole
    firstPeople = people
    run = try ApprovalCase(
      hole == .oneForAll ? Self.relaxed(flow) : flow, document: document, at: moment, people: Self.seen(people, hole, people))
  }

  mutating func pass(at moment: Moment, people: ApprovalPeople) { run.pass(at: moment, people: Self.seen(people, hole, firstPeople)) }

  mutating func apply(_ action: ApprovalAction, by actor: Int64, at moment: Moment, content: String, people: ApprovalPeople)
    throws(ApprovalRefusal)
  {
    let people = Self.seen(people, hole, firstPeople)
    let handedIn = run.document.content
    switch (action, hole) {
    case (.approve(let task, _, let comment), .figuresNotCompared):
      try run.apply(.approve(task: task, content: handedIn, comment: comment), by: actor, at: moment, content: handedIn, people: people)
    case (.approve(let task, _, _), .transferToSubmitter), (.approve(let task, _, _), .addedAuthor):
      let isLetIn = letIn[task, default: []].contains(actor)
      try run.apply(action, by: isLetIn ? run.tasks[task].assignee : actor, at: moment, content: content, people: people)
    case (.transfer(let task, let person, _), .transferToSubmitter) where person == run.document.submitter,
      (.add(let task, let person, _, _), .addedAuthor) where run.document.authors.contains(person):
      do throws(ApprovalRefusal) {
        try run.apply(action, by: actor, at: moment, content: content, people: people)
      } catch {
        guard error.code == .ownDocument, error.subject == String(person) else { throw error }
        letIn[task, default: []].insert(person)
      }
    case (.retry, .agreedToOtherFigures), (.sendBack, .agreedToOtherFigures):
      try run.apply(action, by: actor, at: moment, content: handedIn, people: people)
    default: try run.apply(action, by: actor, at: moment, content: content, people: people)
    }
  }

  private static func relaxed(_ flow: ApprovalFlow) -> ApprovalFlow {
    let nodes = flow.nodes.map { node -> FlowNode in
      guard case .approve(let step, let next) = node.kind, step.rule == .all else { return node }
      return FlowNode(node.id, .approve(ApprovalStep(step.approvers, .anyOne, limits: step.limits, fields: step.fields), next: next))
    }
    return ApprovalFlow(key: flow.key, version: flow.version, nodes: nodes, skipsRepeats: flow.skipsRepeats)
  }

  private static func seen(_ people: ApprovalPeople, _ hole: PlantedHole?, _ first: ApprovalPeople) -> ApprovalPeople {
    guard [.leaverDecides, .secondLogin, .rolesOfYesterday, .delegationForEver].contains(hole) else { return people }
    return ApprovalPeople(
      people.members.map { one in
        let stood = hole == .rolesOfYesterday ? first.member(one.id) ?? one : one
        return .init(
          id: one.id, human: hole == .secondLogin ? one.id : one.human, roles: stood.roles, leads: stood.leads, superior: stood.superior,
          isActive: hole == .leaverDecides || one.isActive,
          standIn: one.standIn ?? (hole == .delegationForEver ? first.member(one.id)?.standIn : nil))
      })
  }
}
