// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars
import NumericalMethods
import Testing

/// A thousand flows that nobody thought of, and people who do anything at any time.
/// Sees: a case in which nobody is asked and nothing says why; a decision by whoever handed in. Does not see: whether a flow makes sense.
@Suite("Random flows never get stuck in silence")
struct RandomFlowLaws {
  @Test("1,000 flows × 60 actions: somebody is asked or a reason is given, and nobody decides his own document")
  func neverSilent() throws {
    var (refused, approved, blocked, decisions) = (0, 0, 0, 0)
    for seed in 1...1000 {
      var dice = Dice(seed: UInt64(seed))
      let flow = dice.flow()
      guard flow.findings(knowing: Office.words).isEmpty else {
        refused += 1
        continue
      }
      var people = dice.people()
      let submitter = dice.below(6) + 1
      var run = try ApprovalCase(
        flow, document: Office.document(by: Int64(submitter), amount: Int64(dice.below(100_000_00))), at: Office.hour(0),
        people: Office.people())
      for hour in 1...60 {
        if dice.below(12) == 0 { people = dice.people() }
        if dice.below(6) == 0 { run.pass(at: Office.hour(hour), people: people) }
        let (action, actor) = dice.action(run)
        let before = run
        do throws(ApprovalRefusal) {
          try run.apply(action, by: actor, at: Office.hour(hour), content: run.document.content, people: people)
        } catch {
          #expect(run == before, "seed \(seed): a refused action changed something")
          #expect(!error.detail.isEmpty && !error.hint.isEmpty)
        }
        try expectSound(run, "seed \(seed), hour \(hour)")
      }
      finish(&run, &dice)
      try expectSound(run, "seed \(seed), at the end")
      #expect(run.status != .running, "seed \(seed): does not come to an end when everybody agrees")
      if run.history.contains(where: { $0.act == .blocked }) { blocked += 1 }
      if run.status == .approved { approved += 1 }
      decisions += run.history.count { $0.act == .approved }
    }
    // The dice must have tried all of it, or the law says nothing.
    #expect(refused > 100 && approved > 200 && blocked > 20 && decisions > 1500, "\(refused) \(approved) \(blocked) \(decisions)")
  }

  private func expectSound(_ run: ApprovalCase, _ place: String) throws {
    if run.status == .running {
      #expect(!run.openTasks.isEmpty || !run.blocks.isEmpty, "\(place): nobody is asked and nothing says why")
    } else {
      #expect(run.openTasks.isEmpty && run.blocks.isEmpty, "\(place): it is \(run.status) and somebody is asked")
    }
    let involved = ([run.document.submitter] + run.document.authors).map(Office.human)
    for task in run.tasks where task.state == .open || task.state == .approved {
      let human = Office.human(task.state == .open ? task.assignee : task.decidedBy ?? -1)
      #expect(!involved.contains(human), "\(place): task \(task.id) lies with whoever handed in")
    }
    for task in run.tasks where task.state == .approved && !task.isVoid {
      #expect(task.content == run.document.content, "\(place): signed something else")
    }
  }

  /// Everybody is back and agrees; whoever is missing was found.
  private func finish(_ run: inout ApprovalCase, _ dice: inout Dice) {
    let people = Office.people()
    // Everybody is there again: what lay with stand-ins goes back.
    run.pass(at: Office.hour(100), people: people)
    for _ in 0..<400 where run.status == .running || run.status == .returned {
      let content = run.document.content
      if run.status == .returned {
        try? run.apply(.resubmit(run.document), by: run.document.submitter, at: Office.hour(100), content: content, people: people)
      } else if let task = run.openTasks.first {
        try? run.apply(
          .approve(task: task.id, content: content, comment: ""), by: task.assignee, at: Office.hour(100), content: content, people: people)
      } else {
        let before = run.blocks
        try? run.apply(.retry, by: run.document.submitter, at: Office.hour(100), content: content, people: people)
        // It still says why; whoever handed in gives up.
        if run.blocks == before {
          try? run.apply(.withdraw(reason: ""), by: run.document.submitter, at: Office.hour(100), content: content, people: people)
        }
      }
    }
  }
}

extension Office {
  static func human(_ id: Int64) -> Int64 { id == wangAgain ? wang : id }
}

/// Draws flows, people and actions.
struct Dice {
  private var stream: RandomStream

  init(seed: UInt64) { stream = RandomStream(seed: seed) }

  mutating func below(_ count: Int) -> Int { Int(stream.next() % UInt64(count)) }

  mutating func people() -> ApprovalPeople {
    let left = (1...6).filter { _ in below(8) == 0 }.map(Int64.init)
    var standIns: [Int64: Int64] = [:]
    for id in 1...6 where below(6) == 0 { standIns[Int64(id)] = Int64(below(8) + 1) }
    return Office.people(without: left, standIns: standIns)
  }

  /// Mostly one that may run; sometimes a stroke is drawn wrong.
  mutating func flow() -> ApprovalFlow {
    var nodes: [FlowNode] = []
    let first = chain(to: "end", depth: 2, &nodes)
    nodes = [FlowNode("start", .start(next: first))] + nodes + [FlowNode("end", .end)]
    if below(5) == 0 { spoil(&nodes) }
    return ApprovalFlow(key: "random", version: 1, nodes: nodes, skipsRepeats: below(2) == 0)
  }

  /// The name of the first step of one to three that lead to `next`.
  private mutating func chain(to next: String, depth: Int, _ nodes: inout [FlowNode]) -> String {
    var next = next
    for _ in 0...below(3) {
      let id = "n\(nodes.count)"
      nodes.append(FlowNode(id, .end))
      let place = nodes.count - 1
      let kind: FlowNode.Kind
      switch depth > 0 ? below(6) : 0 {
      case 0, 1, 2: kind = .approve(step(), next: next)
      case 3: kind = .notify([approver()], next: next)
      case 4:
        let condition = FlowCondition("amount", .above(Int64(below(100_000_00))))
        let high = chain(to: next, depth: depth - 1, &nodes)
        kind = .branch([.init([condition], next: high)], otherwise: chain(to: next, depth: depth - 1, &nodes))
      default:
        let join = "n\(nodes.count)"
        nodes.append(FlowNode(join, .join(next: next)))
        let branches = (0...below(2) + 1).map { _ in chain(to: join, depth: depth - 1, &nodes) }
        kind = .parallel(branches, join: join)
      }
      nodes[place] = FlowNode(id, kind)
      next = id
    }
    return next
  }

  private mutating func step() -> ApprovalStep {
    let limits = (0..<below(3)).map { _ in ApprovalStep.TimeLimit(hours: below(30) + 1, ApprovalStep.TimeLimit.Effect.allCases[below(3)]) }
    return ApprovalStep(
      (0...below(3)).map { _ in approver() }, ApprovalStep.Rule.allCases[below(3)], limits: limits,
      fields: below(3) == 0 ? ["amount": .editable] : [:])
  }

  private mutating func approver() -> Approver {
    switch below(6) {
    case 0: .person(Int64(below(8) + 1))
    case 1: .departmentHead
    case 2: .superior(below(3) + 1)
    case 3: .field("owner")
    default: .role(["generalManager", "salesDirector", "finance", "auditor"][below(4)])
    }
  }

  private mutating func spoil(_ nodes: inout [FlowNode]) {
    let place = below(nodes.count)
    let target = nodes[below(nodes.count)].id
    nodes[place] = FlowNode(nodes[place].id, below(2) == 0 ? .notify([.role("nobody")], next: target) : .approve(step(), next: target))
  }

  mutating func action(_ run: ApprovalCase) -> (ApprovalAction, Int64) {
    let open = run.openTasks
    let task = open.isEmpty ? below(4) : open[below(open.count)].id
    // Two in three act for themselves; the others try it on.
    let assignee = run.tasks.indices.contains(task) ? run.tasks[task].assignee : 1
    let actor = below(3) == 0 ? Int64(below(8) + 1) : assignee
    let person = Int64(below(9) + 1)
    let content = run.document.content
    switch below(15) {
    case 14:
      let less = Office.document(by: run.document.submitter, amount: Int64(below(100_000_00)), content: "m\(below(1000))")
      return (.amend(task: task, part: "amount", less, reason: "r"), actor)
    case 0: return (.sendBack(task: task, to: nil, reason: "r"), actor)
    case 1: return (.sendBack(task: task, to: run.flow.nodes[below(run.flow.nodes.count)].id, reason: "r"), actor)
    case 2: return (.transfer(task: task, to: person, reason: ""), actor)
    case 3: return (.add(task: task, person: person, ApprovalAction.Place.allCases[below(3)], reason: ""), actor)
    case 4: return (.remind, run.document.submitter)
    case 5: return below(8) == 0 ? (.withdraw(reason: ""), run.document.submitter) : (.retry, actor)
    case 6: return below(8) == 0 ? (.end(task: task, reason: "r"), actor) : (.retry, run.document.submitter)
    case 7: return (.resubmit(Office.document(by: run.document.submitter, content: "c\(below(1000))")), run.document.submitter)
    default: return (.approve(task: task, content: below(10) == 0 ? "other" : content, comment: ""), actor)
    }
  }
}
