// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars
import Testing

/// Each thing that people do with an approval, told once.
/// Sees: an action with another effect, a refusal that is missing. Does not see: what a screen offers.
@Suite("What people do with an approval")
struct ActionStories {
  let twoSteps = Office.line([ApprovalStep([.departmentHead]), ApprovalStep([.role("finance")])])

  @Test("the head of the department, then one of finance; nobody else is asked")
  func straightThrough() throws {
    var run = try handIn(twoSteps)
    #expect(run.asked == [Office.liu])
    try run.approve(Office.liu)
    #expect(run.asked == [Office.sun, Office.qian])
    try run.approve(Office.qian)
    #expect(run.status == .approved)
    #expect(run.openTasks.isEmpty)
    #expect(run.refusal(.withdraw(reason: "late"), by: Office.wang) == .closed)
  }

  @Test("会签 waits for all, 依次 asks one after another")
  func rules() throws {
    var together = try handIn(Office.line([ApprovalStep([.role("finance")], .all)]))
    try together.approve(Office.sun)
    #expect(together.status == .running)
    // Wang's second login sits in finance, too: whoever stands above it is asked in its place.
    #expect(together.asked == [Office.qian, Office.chen])
    try together.approve(Office.qian)
    try together.approve(Office.chen)
    #expect(together.status == .approved)

    var inOrder = try handIn(Office.line([ApprovalStep([.person(Office.zhao), .person(Office.sun)], .inOrder)]))
    #expect(inOrder.asked == [Office.zhao])
    #expect(inOrder.refusal(.approve(task: 1, content: "a1", comment: ""), by: Office.sun) == .taskNotOpen)
    try inOrder.approve(Office.zhao)
    #expect(inOrder.asked == [Office.sun])
  }

  @Test("an expense above 5 万 goes to the general manager, one below does not")
  func branches() throws {
    let flow = ApprovalFlow(
      key: "expense", version: 1,
      nodes: [
        FlowNode("start", .start(next: "head")), FlowNode("head", .approve(ApprovalStep([.departmentHead]), next: "size")),
        FlowNode("size", .branch([.init([FlowCondition("amount", .above(50_000_00))], next: "gm")], otherwise: "told")),
        FlowNode("gm", .approve(ApprovalStep([.role("generalManager")]), next: "told")),
        FlowNode("told", .notify([.role("finance")], next: "end")), FlowNode("end", .end),
      ])
    #expect(flow.findings(knowing: Office.words).isEmpty)
    for (amount, goesUp) in [(50_000_00, false), (50_000_01, true)] as [(Int64, Bool)] {
      var run = try handIn(flow, Office.document(amount: amount))
      try run.approve(Office.liu)
      #expect(run.asked == (goesUp ? [Office.chen] : []))
      if goesUp { try run.approve(Office.chen) }
      #expect(run.status == .approved)
      #expect(run.history.filter { $0.act == .told }.map(\.person) == [Office.sun, Office.qian, Office.wangAgain])
    }
    let bare = ApprovalDocument(submitter: Office.wang, fields: ["department": .text("sales")], content: "a1")
    var run = try handIn(flow, bare)
    try run.approve(Office.liu)
    #expect(run.blocks.map(\.reason) == [.fieldMissing])
    #expect(run.blocks.map(\.subject) == ["amount"])
  }

  @Test("parallel branches wait for each other; one that is sent back goes back alone")
  func parallel() throws {
    let flow = ApprovalFlow(
      key: "both", version: 1,
      nodes: [
        FlowNode("start", .start(next: "p")), FlowNode("p", .parallel(["a", "c"], join: "j")),
        FlowNode("a", .approve(ApprovalStep([.person(Office.liu)]), next: "b")),
        FlowNode("b", .approve(ApprovalStep([.person(Office.zhao)]), next: "j")),
        FlowNode("c", .approve(ApprovalStep([.person(Office.sun)]), next: "j")), FlowNode("j", .join(next: "d")),
        FlowNode("d", .approve(ApprovalStep([.person(Office.chen)]), next: "end")), FlowNode("end", .end),
      ])
    #expect(flow.findings(knowing: Office.words).isEmpty)
    var run = try handIn(flow)
    #expect(run.asked == [Office.liu, Office.sun])
    try run.approve(Office.liu)
    try run.approve(Office.sun)
    #expect(run.refusal(.sendBack(task: run.task(of: Office.zhao), to: "c", reason: "?"), by: Office.zhao) == .otherBranch)
    try run.take(.sendBack(task: run.task(of: Office.zhao), to: "a", reason: "wrong region"), by: Office.zhao)
    #expect(run.asked == [Office.liu])
    try run.approve(Office.liu)
    try run.approve(Office.zhao)
    #expect(run.asked == [Office.chen])
    // Before the parallel part nothing was decided; to a step inside of it nobody comes back from here by name of a branch.
    #expect(run.refusal(.sendBack(task: run.task(of: Office.chen), to: "a", reason: "?"), by: Office.chen) == .otherBranch)
    try run.approve(Office.chen)
    #expect(run.status == .approved)
  }

  @Test("sent back to whoever handed it in, mended, handed in again: everybody looks again")
  func returned() throws {
    var run = try handIn(twoSteps)
    try run.approve(Office.liu)
    let task = run.task(of: Office.sun)
    #expect(run.refusal(.sendBack(task: task, to: nil, reason: " "), by: Office.sun) == .reasonMissing)
    try run.take(.sendBack(task: task, to: nil, reason: "travel twice"), by: Office.sun)
    #expect(run.status == .returned)
    #expect(run.refusal(.resubmit(Office.document(content: "b2")), by: Office.liu) == .notSubmitter)
    try run.take(.resubmit(Office.document(content: "b2")), by: Office.wang)
    #expect(run.round == 2)
    #expect(run.asked == [Office.liu])
    try run.approve(Office.liu)
    try run.approve(Office.sun)
    #expect(run.status == .approved)
  }

  @Test("sent back to a step that was passed, and only to such a step")
  func returnedToAStep() throws {
    var run = try handIn(
      Office.line([ApprovalStep([.person(Office.liu)]), ApprovalStep([.person(Office.zhao)]), ApprovalStep([.person(Office.sun)])]))
    try run.approve(Office.liu)
    #expect(run.refusal(.sendBack(task: run.task(of: Office.zhao), to: "s3", reason: "?"), by: Office.zhao) == .nodeNotPassed)
    try run.approve(Office.zhao)
    try run.take(.sendBack(task: run.task(of: Office.sun), to: "s2", reason: "look again"), by: Office.sun)
    #expect(run.asked == [Office.zhao])
    try run.approve(Office.zhao)
    try run.approve(Office.sun)
    #expect(run.status == .approved)
  }

  @Test("转办 gives the task away, and the one who has it decides")
  func transferred() throws {
    var run = try handIn(twoSteps)
    let task = run.task(of: Office.liu)
    #expect(run.refusal(.transfer(task: task, to: Office.wang, reason: ""), by: Office.liu) == .ownDocument)
    #expect(run.refusal(.transfer(task: task, to: Office.wangAgain, reason: ""), by: Office.liu) == .ownDocument)
    #expect(run.refusal(.transfer(task: task, to: Office.former, reason: ""), by: Office.liu) == .personLeft)
    #expect(run.refusal(.transfer(task: task, to: 99, reason: ""), by: Office.liu) == .personNotKnown)
    try run.take(.transfer(task: task, to: Office.zhao, reason: "on the road"), by: Office.liu)
    #expect(run.asked == [Office.zhao])
    #expect(run.refusal(.approve(task: task, content: "a1", comment: ""), by: Office.liu) == .taskNotOpen)
    try run.approve(Office.zhao)
    #expect(run.asked == [Office.sun, Office.qian])
  }

  @Test("加签 before, after and beside")
  func added() throws {
    let one = Office.line([ApprovalStep([.person(Office.liu)])])
    var before = try handIn(one)
    try before.take(.add(task: before.task(of: Office.liu), person: Office.sun, .before, reason: "your view first"), by: Office.liu)
    #expect(before.asked == [Office.sun])
    try before.approve(Office.sun)
    #expect(before.asked == [Office.liu])
    try before.approve(Office.liu)
    #expect(before.status == .approved)

    var after = try handIn(one)
    try after.take(.add(task: after.task(of: Office.liu), person: Office.sun, .after, reason: ""), by: Office.liu)
    try after.approve(Office.liu)
    #expect(after.asked == [Office.sun])
    try after.approve(Office.sun)
    #expect(after.status == .approved)

    var beside = try handIn(one)
    try beside.take(.add(task: beside.task(of: Office.liu), person: Office.sun, .beside, reason: ""), by: Office.liu)
    #expect(
      beside.refusal(.add(task: beside.task(of: Office.liu), person: Office.sun, .after, reason: ""), by: Office.liu) == .alreadyAsked)
    try beside.approve(Office.liu)
    #expect(beside.asked == [Office.sun])
    try beside.approve(Office.sun)
    #expect(beside.status == .approved)

    let either = try handIn(Office.line([ApprovalStep([.role("finance")])]))
    #expect(
      either.refusal(.add(task: either.task(of: Office.sun), person: Office.chen, .beside, reason: ""), by: Office.sun) == .parallelNeedsAll
    )
  }

  @Test("催办 reaches those who are asked, once an hour; only whoever handed in reminds and withdraws")
  func remindedAndWithdrawn() throws {
    var run = try handIn(twoSteps)
    try run.take(.remind, by: Office.wang)
    #expect(run.history.last?.act == .reminded)
    #expect(run.history.last?.person == Office.liu)
    #expect(run.refusal(.remind, by: Office.wang) == .remindedAlready)
    #expect(run.refusal(.withdraw(reason: ""), by: Office.liu) == .notSubmitter)
    try run.take(.remind, by: Office.wang, at: 3)
    try run.take(.withdraw(reason: "not this year"), by: Office.wang)
    #expect(run.status == .withdrawn)
    #expect(run.openTasks.isEmpty)
  }

  @Test("ended for good, with a reason")
  func ended() throws {
    var run = try handIn(twoSteps)
    #expect(run.refusal(.end(task: run.task(of: Office.liu), reason: ""), by: Office.liu) == .reasonMissing)
    try run.take(.end(task: run.task(of: Office.liu), reason: "no money for it"), by: Office.liu)
    #expect(run.status == .ended)
    #expect(run.refusal(.resubmit(Office.document()), by: Office.wang) == .notReturned)
  }

  @Test("the head who is the superior as well is not asked twice, unless the flow wants it")
  func repeats() throws {
    let steps = [ApprovalStep([.departmentHead]), ApprovalStep([.superior(1)]), ApprovalStep([.superior(2)])]
    var run = try handIn(Office.line(steps))
    try run.approve(Office.liu)
    #expect(run.asked == [Office.zhao])
    #expect(run.history.contains { $0.act == .skipped && $0.person == Office.liu })
    var again = try handIn(Office.line(steps, skipsRepeats: false))
    try again.approve(Office.liu)
    #expect(again.asked == [Office.liu])
  }

  @Test("a running approval keeps its version of the flow")
  func versions() throws { #expect(try handIn(Office.line([ApprovalStep([.person(Office.liu)])])).flow.version == 1) }
}
