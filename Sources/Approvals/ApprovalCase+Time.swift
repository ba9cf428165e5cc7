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
        let above = people.superiors(of: assignee).first { one in
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

  /// Nobody waits for somebody who left, or who turned out to have written what he should decide.
  mutating func settle(_ at: Moment, _ people: ApprovalPeople) {
    guard status == .running else { return }
    let finder = FindApprovers(people: people, document: document)
    for place in visits.indices.reversed() {
      let visit = visits[place]
      let waiting = visit.stages.flatMap(\.tasks).filter { [.open, .waiting].contains(tasks[$0].state) }
      for task in waiting where !finder.isFit(tasks[task].assignee) {
        guard let found = finder.replaced(tasks[task].assignee) else {
          clear(at: place)
          block(visit.node, visit.scope, .nobodyFree, String(tasks[task].assignee), at)
          break
        }
        hand(task, to: found.person, found.origin, at)
        write(at, nil, .replaced, visit.node, person: found.person)
      }
    }
  }

  private mutating func clear(at place: Int) {
    for index in visits[place].stages.flatMap(\.tasks) where [.open, .waiting].contains(tasks[index].state) {
      tasks[index].state = .cancelled
    }
    visits.remove(at: place)
  }
}
