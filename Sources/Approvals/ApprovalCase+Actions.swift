// SPDX-License-Identifier: Apache-2.0
public import Calendars

extension ApprovalCase {
  /// Takes one step, or refuses it and changes nothing.
  ///
  /// - Parameters:
  ///   - content: the digest of what stands there now; it decides whether what was handed in is still what is approved.
  /// - Throws: `ApprovalRefusal`.
  public mutating func apply(
    _ action: ApprovalAction, by actor: Int64, at moment: Moment, content: String, people: ApprovalPeople
  ) throws(ApprovalRefusal) {
    try Self.require(actor, in: people)
    var changed = self
    changed.settle(moment, people)
    let (said, behalf) = (changed.history.count, action.task.flatMap { changed.behalf(of: $0, by: actor) })
    try changed.take(action, actor, moment, content, people)
    for line in said..<changed.history.count where changed.history[line].actor == actor { changed.history[line].behalf = behalf }
    changed.settle(moment, people)
    self = changed
  }

  private mutating func take(
    _ action: ApprovalAction, _ actor: Int64, _ at: Moment, _ content: String, _ people: ApprovalPeople
  ) throws(ApprovalRefusal) {
    switch action {
    case .approve(let task, let seen, let comment):
      let place = try mine(task, actor, people)
      guard seen == document.content, content == document.content else {
        throw ApprovalRefusal(
          .contentChanged, String(task), "what stands there now is not what was handed in",
          hint: "send it back, so that the new figures are handed in and seen by everybody")
      }
      close(task, .approved, actor, at)
      tasks[task].content = content
      write(at, actor, .approved, tasks[task].node, comment: comment)
      advance(place, at, people)
    case .sendBack(let task, let target, let reason):
      // To a step: whoever agreed before is passed over there, so that it may come through; it has to be what they agreed to.
      if let target, target != flow.start?.id { try requireUnchanged(content, target, "send it back to whoever handed it in") }
      try sendBack(task, target, reason, actor, at, people)
    case .transfer(let task, let person, let reason):
      let place = try mine(task, actor, people)
      try askable(person, place, people)
      hand(task, to: person, .transferred(tasks[task].assignee), at)
      tasks[task].decidedBy = actor
      write(at, actor, .transferred, tasks[task].node, person: person, comment: reason)
    case .add(let task, let person, let position, let reason): try add(task, person, position, reason, actor, at, people)
    case .amend(let task, let part, let document, let reason): try amend(task, part, document, reason, actor, at, content, people)
    case .end(let task, let reason):
      _ = try mine(task, actor, people)
      try requireReason(reason, "end it")
      close(task, .ended, actor, at)
      clear([])
      status = .ended
      write(at, actor, .ended, tasks[task].node, comment: reason)
    case .remind: try remind(actor, at)
    case .withdraw(let reason):
      try requireSubmitter(actor)
      guard status == .running || status == .returned else { throw closed }
      clear([])
      status = .withdrawn
      write(at, actor, .withdrawn, "", comment: reason)
    case .resubmit(let document): try resubmit(document, actor, at, people)
    case .retry:
      guard status == .running else { throw closed }
      guard !blocks.isEmpty else {
        throw ApprovalRefusal(.notBlocked, flow.key, "nothing holds it up: somebody is asked", hint: "remind them instead")
      }
      try requireUnchanged(content, flow.key, "withdraw it and hand in the new figures")
      let held = blocks
      blocks = []
      for one in held { enter(one.node, scope: one.scope, at, people) }
    }
  }

  private mutating func sendBack(
    _ task: Int, _ target: String?, _ reason: String, _ actor: Int64, _ at: Moment, _ people: ApprovalPeople
  ) throws(ApprovalRefusal) {
    let place = try mine(task, actor, people)
    try requireReason(reason, "send it back")
    let here = visits[place]
    guard let target, target != flow.start?.id else {
      close(task, .sentBack, actor, at)
      return giveBack(here.node, actor, at, reason)
    }
    guard target != here.node, step(target) != nil, tasks.contains(where: { $0.node == target && $0.agrees }) else {
      throw ApprovalRefusal(
        .nodeNotPassed, target, "nobody decided at this step before",
        hint: "choose a step that was passed, or send it to whoever handed it in")
    }
    let scope = flow.scopes[target] ?? []
    guard here.scope.starts(with: scope) else {
      throw ApprovalRefusal(
        .otherBranch, target, "the step stands in another branch of a parallel part", hint: "choose a step before the parallel part")
    }
    close(task, .sentBack, actor, at)
    clear(scope)
    var behind: Swift.Set<String> = []
    var pending = [target]
    while let id = pending.popLast() {
      if behind.insert(id).inserted { pending += flow.node(id)?.next ?? [] }
    }
    for index in tasks.indices where behind.contains(tasks[index].node) { tasks[index].isVoid = true }
    write(at, actor, .sentBack, here.node, comment: reason)
    enter(target, scope: scope, at, people)
  }

  /// Back to whoever handed it in: nothing that was agreed counts any more.
  mutating func giveBack(_ node: String, _ actor: Int64?, _ at: Moment, _ reason: String) {
    clear([])
    for index in tasks.indices { tasks[index].isVoid = true }
    status = .returned
    write(at, actor, .sentBack, node, person: document.submitter, comment: reason)
  }

  private mutating func add(
    _ task: Int, _ person: Int64, _ position: ApprovalAction.Place, _ reason: String, _ actor: Int64, _ at: Moment, _ people: ApprovalPeople
  ) throws(ApprovalRefusal) {
    let place = try mine(task, actor, people)
    try askable(person, place, people)
    let current = visits[place].current
    let stage = visits[place].stages[current]
    let others = stage.tasks.filter { tasks[$0].state != .transferred && tasks[$0].state != .cancelled }
    if position == .beside, !stage.needsAll, others.count > 1 {
      throw ApprovalRefusal(
        .parallelNeedsAll, tasks[task].node, "at this step one of several is enough, so one more beside them changes nothing",
        hint: "add before or after")
    }
    let added = addTask(tasks[task].node, person, .added(actor))
    switch position {
    case .before:
      for index in stage.tasks where tasks[index].state == .open { tasks[index].state = .waiting }
      visits[place].stages.insert(Stage(tasks: [added], needsAll: true), at: current)
    case .after: visits[place].stages.insert(Stage(tasks: [added], needsAll: true), at: current + 1)
    case .beside:
      visits[place].stages[current].tasks.append(added)
      visits[place].stages[current].needsAll = true
    }
    let act: ApprovalEntry.Act = position == .before ? .addedBefore : position == .after ? .addedAfter : .addedBeside
    write(at, actor, act, tasks[task].node, person: person, comment: reason)
    advance(place, at, people)
  }

  private mutating func remind(_ actor: Int64, _ at: Moment) throws(ApprovalRefusal) {
    try requireSubmitter(actor)
    guard status == .running else { throw closed }
    let last = history.last { $0.act == .reminded && $0.actor != nil }
    if let last, at.millisecondsSinceEpoch - last.at.millisecondsSinceEpoch < 3_600_000 {
      throw ApprovalRefusal(.remindedAlready, flow.key, "they were reminded within the last hour", hint: "wait, or speak to them")
    }
    for task in openTasks { write(at, actor, .reminded, task.node, person: task.assignee) }
  }

  private mutating func resubmit(
    _ new: ApprovalDocument, _ actor: Int64, _ at: Moment, _ people: ApprovalPeople
  ) throws(ApprovalRefusal) {
    try requireSubmitter(actor)
    guard status == .returned, let start = flow.start else {
      throw ApprovalRefusal(.notReturned, flow.key, "it was not sent back", hint: "withdraw it first, or wait for the decision")
    }
    // Whoever wrote an earlier round stays an author: handing in again washes nobody clean.
    let authors = Swift.Set(document.authors + new.authors + (new.submitter == document.submitter ? [] : [new.submitter])).sorted()
    document = ApprovalDocument(submitter: document.submitter, authors: authors, fields: new.fields, content: new.content)
    round += 1
    status = .running
    write(at, actor, .resubmitted, start.id)
    enter(start.id, scope: [], at, people)
  }
}
