// SPDX-License-Identifier: Apache-2.0
import Calendars

extension ApprovalCase {
  var closed: ApprovalRefusal {
    ApprovalRefusal(.closed, flow.key, "it is \(status.rawValue)", hint: "nothing is left to decide")
  }

  /// The step at which a task lies open for somebody who may decide it.
  func mine(_ task: Int, _ actor: Int64, _ people: ApprovalPeople) throws(ApprovalRefusal) -> Int {
    guard status == .running else { throw closed }
    guard tasks.indices.contains(task), tasks[task].state == .open,
      let place = visits.firstIndex(where: { $0.stages.contains { $0.tasks.contains(task) } })
    else {
      throw ApprovalRefusal(.taskNotOpen, String(task), "somebody decided it, or its turn has not come", hint: "look at the list again")
    }
    guard !people.isInvolved(actor, in: document) else {
      throw ApprovalRefusal(
        .ownDocument, String(task), "whoever hands in or writes a document does not decide it, under whatever name",
        hint: "somebody else has to")
    }
    let assignee = tasks[task].assignee
    guard assignee == actor || people.member(assignee)?.standIn == actor else {
      throw ApprovalRefusal(.notYours, String(task), "it lies with \(assignee)", hint: "ask him to decide it or to transfer it")
    }
    return place
  }

  /// Somebody who may be asked at a step besides those who are.
  func askable(_ person: Int64, _ place: Int, _ people: ApprovalPeople) throws(ApprovalRefusal) {
    try Self.require(person, in: people)
    guard !people.isInvolved(person, in: document) else {
      throw ApprovalRefusal(
        .ownDocument, String(person), "whoever hands in or writes a document does not decide it", hint: "choose somebody else")
    }
    let human = people.member(person)?.human
    let asked = visits[place].stages.flatMap(\.tasks).map { tasks[$0] }.filter { $0.state == .open || $0.state == .waiting }
    guard !asked.contains(where: { people.member($0.assignee)?.human == human }) else {
      throw ApprovalRefusal(.alreadyAsked, String(person), "is asked at this step already", hint: "choose somebody else")
    }
  }

  func requireSubmitter(_ actor: Int64) throws(ApprovalRefusal) {
    guard actor == document.submitter else {
      throw ApprovalRefusal(.notSubmitter, String(actor), "\(document.submitter) handed it in", hint: "ask him to do it")
    }
  }

  /// What may pass over somebody's earlier agreement is about what he agreed to.
  func requireUnchanged(_ content: String, _ subject: String, _ hint: String) throws(ApprovalRefusal) {
    guard content == document.content else {
      throw ApprovalRefusal(.contentChanged, subject, "what stands there now is not what was handed in", hint: hint)
    }
  }

  func requireReason(_ reason: String, _ what: String) throws(ApprovalRefusal) {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ApprovalRefusal(.reasonMissing, flow.key, "say why you \(what)", hint: "the reason stays on record")
    }
  }

  mutating func close(_ task: Int, _ state: ApprovalTask.State, _ actor: Int64?, _ at: Moment) {
    tasks[task].state = state
    tasks[task].decidedBy = actor
    tasks[task].decidedAt = at
  }

  /// The same place at the step with somebody else in it.
  mutating func hand(_ task: Int, to person: Int64, _ origin: ApprovalTask.Origin, _ at: Moment) {
    let added = addTask(tasks[task].node, person, origin)
    tasks[added].askedAs = tasks[task].askedAs
    let wasOpen = tasks[task].state == .open
    close(task, .transferred, nil, at)
    tasks[added].state = wasOpen ? .open : .waiting
    tasks[added].openedAt = wasOpen ? at : nil
    for visit in visits.indices {
      for stage in visits[visit].stages.indices {
        guard let index = visits[visit].stages[stage].tasks.firstIndex(of: task) else { continue }
        visits[visit].stages[stage].tasks[index] = added
      }
    }
  }
}
