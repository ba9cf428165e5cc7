// SPDX-License-Identifier: Apache-2.0
public import Calendars

extension ApprovalCase {
  /// Lets time pass: reminders, escalations and returns that are due, and tasks of people who left go to their superiors.
  public mutating func pass(at moment: Moment, people: ApprovalPeople) {
    settle(moment, people)
    for task in tasks.indices where status == .running { passLimits(of: task, moment, people) }
    settle(moment, people)
  }

  /// When something is due next; nil when nothing is.
  public var nextDeadline: Moment? { openTasks.compactMap { deadline(of: $0) }.min() }

  private func limits(of task: ApprovalTask) -> [ApprovalStep.TimeLimit] {
    (step(task.node)?.limits ?? []).enumerated().sorted { ($0.element.hours, $0.offset) < ($1.element.hours, $1.offset) }.map(\.element)
  }

  private func deadline(of task: ApprovalTask) -> Moment? {
    let limits = limits(of: task)
    guard task.passedLimits < limits.count, let opened = task.openedAt else { return nil }
    return Moment(millisecondsSinceEpoch: opened.millisecondsSinceEpoch + Int64(limits[task.passedLimits].hours) * 3_600_000)
  }

  private mutating func passLimits(of task: Int, _ at: Moment, _ people: ApprovalPeople) {
    while status == .running, tasks[task].state == .open, let due = deadline(of: tasks[task]), due <= at {
      let effect = limits(of: tasks[task])[tasks[task].passedLimits].effect
      tasks[task].passedLimits += 1
      let (node, assignee) = (tasks[task].node, tasks[task].assignee)
      switch effect {
      case .remind: write(at, nil, .reminded, node, person: assignee)
      case .escalate:
        let finder = FindApprovers(people: people, document: document)
        let place = visits.firstIndex { $0.stages.contains { $0.tasks.contains(task) } }
        // Above a stand-in is whoever stands above the one he decides for.
        let above = people.superiors(of: behalf(of: task, by: assignee) ?? assignee).first { one in
          finder.isFit(one) && place.map { (try? askable(one, $0, people)) != nil } == true
        }
        guard let above else {
          write(at, nil, .nobodyAbove, node, person: assignee)
          continue
        }
        hand(task, to: above, .escalated(assignee), at)
        write(at, nil, .escalated, node, person: above)
      case .sendBack:
        close(task, .sentBack, nil, at)
        giveBack(node, nil, at, "")
      }
    }
  }

  /// Nobody waits for somebody who left, who turned out to have written what he should decide, or who is no longer what he was asked as.
  mutating func settle(_ at: Moment, _ people: ApprovalPeople) {
    guard status == .running else { return }
    let finder = FindApprovers(people: people, document: document)
    for place in visits.indices.reversed() {
      let visit = visits[place]
      for task in visit.stages.flatMap(\.tasks) where isWaiting(task) {
        let (assignee, still) = (tasks[task].assignee, stillAsked(task, finder))
        let isMeant = !still.isEmpty
        if isMeant, hasEveryWord(visit.node), still.count < tasks[task].askedAs.count, !askForTheRest(of: task, still, place, at, finder) {
          clear(at: place)
          block(visit.node, visit.scope, .nobodyFree, String(assignee), at)
          break
        }
        if isMeant, finder.isFit(assignee) { continue }
        let alone = unspoken(without: task, place)
        if let found = otherLogin(task, place, finder) ?? (isMeant ? finder.replaced(assignee) : newcomer(place, alone, finder)) {
          hand(task, to: found.person, found.origin, at)
          write(at, nil, .replaced, visit.node, person: found.person)
        } else if !isMeant, alone.isEmpty,
          visit.stages.contains(where: { $0.tasks.contains(task) && $0.tasks.contains { $0 != task && isWaiting($0) } })
        {
          // The others who are asked together with him decide it.
          tasks[task].state = .cancelled
          write(at, nil, .leftOut, visit.node, person: assignee)
        } else {
          clear(at: place)
          block(visit.node, visit.scope, .nobodyFree, String(assignee), at)
          break
        }
      }
    }
  }

  func isWaiting(_ task: Int) -> Bool { tasks[task].state == .open || tasks[task].state == .waiting }

  /// The same human under a login that the step means as well.
  private func otherLogin(_ task: Int, _ place: Int, _ finder: FindApprovers) -> FindApprovers.Found? {
    let (node, assignee) = (tasks[task].node, tasks[task].assignee)
    guard let step = step(node), let human = finder.people.member(assignee)?.human else { return nil }
    let asked = visits[place].stages.flatMap(\.tasks).filter(isWaiting).map { tasks[$0].assignee }
    let other = finder.people.members.first { one in
      one.human == human && !asked.contains(one.id) && finder.isFit(one.id) && step.approvers.contains { finder.means($0, one.id) }
    }
    return other.map { .init(person: $0.id, origin: .flow) }
  }

  /// Where all have to agree: what a task alone was asked as. What finance and supply sign together is not signed by finance alone because the one of
  /// supply has another role now.
  func unspoken(without task: Int, _ place: Int) -> [Approver] {
    guard hasEveryWord(visits[place].node) else { return [] }
    let others = visits[place].stages.flatMap(\.tasks).filter { $0 != task && (isWaiting($0) || tasks[$0].agrees) }
    return tasks[task].askedAs.filter { one in !others.contains { tasks[$0].askedAs.contains(one) } }
  }

  /// Whom the step would ask now, and who neither is asked there nor agreed yet; of what nobody else was asked as, somebody who is that.
  func newcomer(_ place: Int, _ alone: [Approver], _ finder: FindApprovers) -> FindApprovers.Found? {
    guard let step = step(visits[place].node) else { return nil }
    let wanted = alone.isEmpty ? step : ApprovalStep(alone, step.rule)
    guard let found = try? finder.asked(wanted).found else { return nil }
    func human(_ id: Int64) -> Int64 { finder.people.member(id)?.human ?? id }
    let agreed = Swift.Set(visits[place].stages.flatMap(\.tasks).filter { tasks[$0].agrees }.map { human(tasks[$0].assignee) })
    return found.first { one in
      !agreed.contains(human(one.person)) && (try? askable(one.person, place, finder.people)) != nil
    }
  }

  private mutating func clear(at place: Int) {
    for index in visits[place].stages.flatMap(\.tasks) where [.open, .waiting].contains(tasks[index].state) {
      tasks[index].state = .cancelled
    }
    visits.remove(at: place)
  }
}
