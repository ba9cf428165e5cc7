// SPDX-License-Identifier: Apache-2.0
import Calendars

extension ApprovalCase {
  /// Goes into a step and on through all that ask nobody.
  mutating func enter(_ id: String, scope: [String], _ at: Moment, _ people: ApprovalPeople) {
    guard status == .running, let node = flow.node(id) else { return }
    switch node.kind {
    case .start(let next): enter(next, scope: scope, at, people)
    case .approve(let step, let next): ask(node, step, next, scope, at, people)
    case .notify(let approvers, let next):
      let finder = FindApprovers(people: people, document: document)
      var told: Swift.Set<Int64> = []
      for one in approvers.flatMap({ (try? finder.listed($0)) ?? [] }) where people.member(one)?.isActive == true {
        if told.insert(one).inserted { write(at, nil, .told, id, person: one) }
      }
      enter(next, scope: scope, at, people)
    case .branch(let branches, let otherwise): choose(node, branches, otherwise, scope, at, people)
    case .parallel(let branches, _):
      for (index, first) in branches.enumerated() { enter(first, scope: scope + ["\(id)#\(index)"], at, people) }
    case .join(let next): arrive(node, next, scope, at, people)
    case .end:
      status = .approved
      write(at, nil, .finished, id)
    }
  }

  private mutating func choose(
    _ node: FlowNode, _ branches: [FlowNode.Branch], _ otherwise: String?, _ scope: [String], _ at: Moment, _ people: ApprovalPeople
  ) {
    for branch in branches {
      let answers = branch.conditions.map { ($0.field, $0.holds(document)) }
      // A field that is missing says neither yes nor no: guessing would send money past whoever should see it.
      if let missing = answers.first(where: { $0.1 == nil }) { return block(node.id, scope, .fieldMissing, missing.0, at) }
      if answers.allSatisfy({ $0.1 == true }) { return enter(branch.next, scope: scope, at, people) }
    }
    guard let otherwise else { return block(node.id, scope, .noBranch, "", at) }
    enter(otherwise, scope: scope, at, people)
  }

  private mutating func arrive(_ node: FlowNode, _ next: String, _ scope: [String], _ at: Moment, _ people: ApprovalPeople) {
    guard let branch = scope.last, let opener = flow.opener(of: branch), case .parallel(let branches, _)? = flow.node(opener)?.kind
    else { return block(node.id, scope, .noBranch, "", at) }
    let outer = Array(scope.dropLast())
    let place = arrivals.firstIndex { $0.join == node.id && $0.scope == outer } ?? arrivals.count
    if place == arrivals.count { arrivals.append(Arrival(join: node.id, scope: outer, branches: [])) }
    arrivals[place].branches.insert(branch)
    guard arrivals[place].branches.count == branches.count else { return }
    arrivals.remove(at: place)
    enter(next, scope: outer, at, people)
  }

  private mutating func ask(
    _ node: FlowNode, _ step: ApprovalStep, _ next: String, _ scope: [String], _ at: Moment, _ people: ApprovalPeople
  ) {
    let answer: (found: [FindApprovers.Found], leftOut: [Int64])
    let finder = FindApprovers(people: people, document: document)
    do throws(FindApprovers.Missing) {
      answer = try finder.asked(step)
    } catch {
      return block(node.id, scope, error.reason, error.subject, at)
    }
    for one in answer.leftOut { write(at, nil, .leftOut, node.id, person: one) }
    var ids: [Int] = []
    for found in answer.found {
      let task = addTask(node.id, found.person, found.origin)
      tasks[task].askedAs = step.approvers.filter { approver in found.meant.contains { finder.means(approver, $0) } }
      if flow.skipsRepeats, hasApproved(found.person, people) {
        tasks[task].state = .skipped
        tasks[task].decidedAt = at
        tasks[task].content = document.content
        write(at, nil, .skipped, node.id, person: found.person)
      } else if found.origin != .flow {
        write(at, nil, .replaced, node.id, person: found.person)
      }
      ids.append(task)
    }
    let stages = step.rule == .inOrder ? ids.map { Stage(tasks: [$0], needsAll: true) } : [Stage(tasks: ids, needsAll: step.rule == .all)]
    visits.append(Visit(node: node.id, scope: scope, stages: stages))
    advance(visits.count - 1, at, people)
  }

  /// Opens what is to be decided next at a step, or leaves it when everybody agreed.
  mutating func advance(_ place: Int, _ at: Moment, _ people: ApprovalPeople) {
    let visit = visits[place]
    var current = visit.current
    while current < visit.stages.count, isDone(visit.stages[current]) { current += 1 }
    // Of those who were asked together one was enough: the others need not look at it any more.
    for index in visit.stages.prefix(current).flatMap(\.tasks) where [.open, .waiting].contains(tasks[index].state) {
      tasks[index].state = .cancelled
    }
    guard current < visit.stages.count else {
      visits.remove(at: place)
      for next in flow.node(visit.node)?.next ?? [] { enter(next, scope: visit.scope, at, people) }
      return
    }
    visits[place].current = current
    for index in visit.stages[current].tasks where tasks[index].state == .waiting {
      tasks[index].state = .open
      tasks[index].openedAt = tasks[index].openedAt ?? at
      write(at, nil, .asked, visit.node, person: tasks[index].assignee)
    }
  }

  private func isDone(_ stage: Stage) -> Bool {
    let own = stage.tasks.map { tasks[$0] }.filter { $0.state != .transferred && $0.state != .cancelled }
    return stage.needsAll ? own.allSatisfy(\.agrees) : own.contains(where: \.agrees)
  }

  private func hasApproved(_ person: Int64, _ people: ApprovalPeople) -> Bool {
    let human = people.member(person)?.human ?? person
    // Being passed over is no decision: when the decision behind it is taken back, it must not stand in for itself.
    return tasks.contains { task in
      task.state == .approved && !task.isVoid && task.content == document.content
        && (people.member(task.decidedBy ?? task.assignee)?.human ?? task.assignee) == human
    }
  }

  /// Its number.
  mutating func addTask(_ node: String, _ person: Int64, _ origin: ApprovalTask.Origin) -> Int {
    tasks.append(ApprovalTask(id: tasks.count, node: node, assignee: person, origin: origin, state: .waiting))
    return tasks.count - 1
  }

  mutating func block(_ node: String, _ scope: [String], _ reason: ApprovalBlock.Reason, _ subject: String, _ at: Moment) {
    blocks.append(ApprovalBlock(node: node, scope: scope, reason: reason, subject: subject))
    write(at, nil, .blocked, node, comment: "\(reason.rawValue) \(subject)")
  }

  /// Nobody is asked any more inside a part of the flow; all of it for no branch at all.
  mutating func clear(_ scope: [String]) {
    for visit in visits where visit.scope.starts(with: scope) {
      for index in visit.stages.flatMap(\.tasks) where [.open, .waiting].contains(tasks[index].state) { tasks[index].state = .cancelled }
    }
    visits.removeAll { $0.scope.starts(with: scope) }
    arrivals.removeAll { $0.scope.starts(with: scope) }
    blocks.removeAll { $0.scope.starts(with: scope) }
  }
}
