// SPDX-License-Identifier: Apache-2.0
import Calendars

extension ApprovalCase {
  /// Whether everybody whom a step means has to agree, so that nobody's word stands for another's.
  func hasEveryWord(_ node: String) -> Bool { step(node)?.rule != .anyOne }

  /// Of what somebody was asked as, what he still is; where one of several is enough, of all that the step means. Whoever was asked by name, or by
  /// another who was, is what he was asked as.
  func stillAsked(_ task: Int, _ finder: FindApprovers) -> [Approver] {
    let one = tasks[task]
    let asked = !hasEveryWord(one.node) || one.askedAs.isEmpty ? step(one.node)?.approvers ?? [] : one.askedAs
    return switch one.origin {
    case .transferred, .added: asked
    default: asked.filter { isMeant(task, as: $0, finder) }
    }
  }

  /// Of somebody who was asked as several and is only some of them by now, the others are asked of whom the step means now: two words are not
  /// given by one who has only one of them left.
  ///
  /// - Returns: false when there is nobody for one of them.
  mutating func askForTheRest(
    of task: Int, _ still: [Approver], _ place: Int, _ at: Moment, _ finder: FindApprovers
  ) -> Bool {
    let gone = unspoken(without: task, place).filter { !still.contains($0) }
    tasks[task].askedAs = still
    for approver in gone {
      let meant = (try? finder.asked(ApprovalStep([approver], .all)).found.map(\.person)) ?? []
      if let other = visits[place].stages.flatMap(\.tasks).first(where: { isWaiting($0) && meant.contains(tasks[$0].assignee) }) {
        tasks[other].askedAs.append(approver)
        continue
      }
      guard let found = newcomer(place, [approver], finder) else { return false }
      let added = addTask(tasks[task].node, found.person, found.origin)
      tasks[added].askedAs = [approver]
      write(at, nil, .replaced, tasks[task].node, person: found.person)
      askBeside(task, added, place, at)
    }
    return true
  }

  /// In the same stage, or after it where they are asked one after another.
  private mutating func askBeside(_ task: Int, _ added: Int, _ place: Int, _ at: Moment) {
    guard let stage = visits[place].stages.firstIndex(where: { $0.tasks.contains(task) }) else { return }
    guard step(tasks[task].node)?.rule != .inOrder else {
      return visits[place].stages.insert(Stage(tasks: [added], needsAll: true), at: stage + 1)
    }
    visits[place].stages[stage].tasks.append(added)
    visits[place].stages[stage].needsAll = true
    guard tasks[task].state == .open else { return }
    tasks[added].state = .open
    tasks[added].openedAt = at
    write(at, nil, .asked, tasks[task].node, person: tasks[added].assignee)
  }

  private func isMeant(_ task: Int, as approver: Approver, _ finder: FindApprovers) -> Bool {
    let one = tasks[task]
    func means(_ id: Int64) -> Bool { finder.means(approver, id) || isAnotherLogin(approver, id, finder) }
    if means(one.assignee) { return true }
    switch one.origin {
    case .transferred, .added: return true
    case .flow: break
    case .left(let other), .involved(let other):
      // Above somebody who is something else by now stands somebody else.
      if finder.people.superiors(of: other).contains(one.assignee),
        means(other) || wereAsked(at: one.node, as: approver).contains(where: { $0.assignee == other && $0.origin != .flow })
      {
        return true
      }
    case .standIn(let other):
      if finder.stands(one.assignee, for: other), isGiverMeant(other, approver, one.node, finder) { return true }
    case .escalated(let other):
      // Above a stand-in is whoever stands above the one he decided for.
      let owners = [other] + tasks.filter { $0.node == one.node && $0.assignee == other }.compactMap { standIn(of: $0) }
      if owners.contains(where: { finder.people.superiors(of: $0).contains(one.assignee) }) { return true }
    }
    // One person who is asked in the place of several is so for each of them.
    guard hasEveryWord(one.node), one.askedAs.count > 1, let found = try? finder.asked(ApprovalStep([approver], .all)).found else {
      return false
    }
    return found.contains { $0.person == one.assignee }
  }

  /// Whoever was asked by name is it under each of his logins.
  private func isAnotherLogin(_ approver: Approver, _ id: Int64, _ finder: FindApprovers) -> Bool {
    guard case .person(let named) = approver, let human = finder.people.member(named)?.human else { return false }
    return finder.people.member(id)?.human == human
  }

  private func standIn(of task: ApprovalTask) -> Int64? { if case .standIn(let giver) = task.origin { giver } else { nil } }

  /// Whether somebody who is away is still what he would be asked as: nobody gives more than he has.
  private func isGiverMeant(_ giver: Int64, _ approver: Approver, _ node: String, _ finder: FindApprovers) -> Bool {
    if finder.means(approver, giver) { return true }
    // Above somebody whom the step asks, or who was asked there, and who may not decide.
    let asked = ((try? finder.listed(approver)) ?? []) + wereAsked(at: node, as: approver).map(\.assignee)
    return asked.contains { !finder.isFit($0) && finder.people.superiors(of: $0).contains(giver) }
  }

  /// At a step, as one of those it means or besides them.
  private func wereAsked(at node: String, as approver: Approver) -> [ApprovalTask] {
    tasks.filter { $0.node == node && ($0.askedAs.isEmpty || $0.askedAs.contains(approver)) }
  }
}
