// SPDX-License-Identifier: Apache-2.0
import Approvals
import Testing

/// Nobody signs his own work, nobody waits for somebody who left, nobody signs what changed meanwhile.
@Suite("Two pairs of eyes")
struct SeparationStories {
  @Test("what changed meanwhile is refused, and what somebody else saw too")
  func content() throws {
    let run = try handIn(Office.line([ApprovalStep([.person(Office.liu)])]))
    let task = run.task(of: Office.liu)
    #expect(run.refusal(.approve(task: task, content: "a1", comment: ""), by: Office.liu, content: "b2") == .contentChanged)
    #expect(run.refusal(.approve(task: task, content: "b2", comment: ""), by: Office.liu, content: "b2") == .contentChanged)
    #expect(run.refusal(.approve(task: task, content: "a1", comment: ""), by: Office.liu, content: "a1") == nil)
  }

  @Test("a head's own document goes to whoever stands above, and it is written down")
  func ownDocument() throws {
    let run = try handIn(Office.line([ApprovalStep([.departmentHead])]), Office.document(by: Office.liu))
    #expect(run.asked == [Office.zhao])
    #expect(run.openTasks.first?.origin == .involved(Office.liu))
    #expect(run.history.contains { $0.act == .replaced && $0.person == Office.zhao })
  }

  @Test("neither a second login nor a delegation nor authorship makes a second pair of eyes")
  func otherHats() throws {
    let finance = Office.line([ApprovalStep([.role("finance")])])
    let run = try handIn(finance)
    #expect(run.asked == [Office.sun, Office.qian])
    #expect(run.refusal(.approve(task: run.task(of: Office.sun), content: "a1", comment: ""), by: Office.wangAgain) == .ownDocument)

    let away = Office.people(standIns: [Office.liu: Office.wang])
    let delegated = try handIn(Office.line([ApprovalStep([.departmentHead])]), people: away)
    #expect(delegated.asked == [Office.liu])
    #expect(delegated.refusal(.approve(task: 0, content: "a1", comment: ""), by: Office.wang, people: away) == .ownDocument)

    let written = ApprovalDocument(submitter: Office.wang, authors: [Office.liu], fields: ["department": .text("sales")], content: "a1")
    #expect(try handIn(Office.line([ApprovalStep([.departmentHead])]), written).asked == [Office.zhao])
  }

  @Test("handing in again washes no author clean")
  func authorsStay() throws {
    var run = try handIn(
      Office.line([ApprovalStep([.person(Office.sun)])]),
      ApprovalDocument(submitter: Office.wang, authors: [Office.liu], content: "a1"))
    try run.take(.sendBack(task: run.task(of: Office.sun), to: nil, reason: "again"), by: Office.sun)
    try run.take(.resubmit(ApprovalDocument(submitter: Office.wang, content: "b2")), by: Office.wang)
    #expect(
      run.refusal(.transfer(task: run.task(of: Office.sun), to: Office.liu, reason: ""), by: Office.sun, content: "b2") == .ownDocument)
  }

  @Test("a stand-in decides while somebody is away, and not before")
  func standIns() throws {
    let flow = Office.line([ApprovalStep([.person(Office.zhao)])])
    var run = try handIn(flow)
    #expect(run.refusal(.approve(task: 0, content: "a1", comment: ""), by: Office.sun) == .notYours)
    let away = Office.people(standIns: [Office.zhao: Office.sun])
    try run.take(.approve(task: 0, content: "a1", comment: ""), by: Office.sun, people: away)
    #expect(run.status == .approved)
    #expect(run.tasks.first?.decidedBy == Office.sun)
    #expect(try handIn(flow, people: away).openTasks.first?.origin == .standIn(Office.zhao))
  }

  @Test("a delegation that ended, or whose giver is no longer asked, gives the task back; what a stand-in decided says for whom")
  func delegationEnds() throws {
    let flow = Office.line([ApprovalStep([.person(Office.zhao)])])
    let away = Office.people(standIns: [Office.zhao: Office.sun])
    var run = try handIn(flow, people: away)
    #expect(run.asked == [Office.sun])
    #expect(run.refusal(.approve(task: 0, content: "a1", comment: ""), by: Office.sun) == .taskNotOpen, "he is home again")
    run.pass(at: Office.hour(1), people: Office.people())
    #expect(run.asked == [Office.zhao])
    var back = try handIn(flow, people: away)
    try back.take(.approve(task: 0, content: "a1", comment: ""), by: Office.sun, people: away)
    #expect(back.history.first { $0.act == .approved }?.behalf == Office.zhao)
    var decided = try handIn(flow)
    try decided.take(.approve(task: 0, content: "a1", comment: ""), by: Office.sun, people: away)
    #expect(decided.history.first { $0.act == .approved }?.behalf == Office.zhao)

    var moved = try handIn(Office.line([ApprovalStep([.role("salesDirector")])]), people: away)
    #expect(moved.asked == [Office.sun])
    moved.pass(
      at: Office.hour(1),
      people: Office.people(standIns: [Office.zhao: Office.sun], roles: [Office.zhao: ["seller"], Office.liu: ["salesDirector"]]))
    #expect(moved.asked == [Office.liu], "who is no sales director has nothing to give")
  }

  @Test("an approver who left goes to the superior, before and after he was asked")
  func left() throws {
    let run = try handIn(Office.line([ApprovalStep([.person(Office.former)])]))
    #expect(run.asked == [Office.sun])
    #expect(run.openTasks.first?.origin == .left(Office.former))

    var later = try handIn(Office.line([ApprovalStep([.departmentHead])]))
    #expect(later.asked == [Office.liu])
    later.pass(at: Office.hour(1), people: Office.people(without: [Office.liu]))
    #expect(later.asked == [Office.zhao])
    #expect(later.history.last?.act == .replaced)
  }

  @Test(
    "whoever is no longer what he was asked as is asked no more: another of the step is, or the others decide, or it says that nobody is")
  func roleTakenAway() throws {
    let finance = Office.line([ApprovalStep([.role("finance")])])
    let moved = Office.people(roles: [Office.sun: ["seller"]])
    var run = try handIn(finance)
    #expect(
      run.refusal(.approve(task: run.task(of: Office.sun), content: "a1", comment: ""), by: Office.sun, people: moved) == .taskNotOpen)
    run.pass(at: Office.hour(1), people: moved)
    #expect(run.asked == [Office.qian])
    run.pass(at: Office.hour(2), people: Office.people(roles: [Office.sun: ["seller"], Office.qian: ["seller"], Office.zhao: ["finance"]]))
    #expect(run.asked == [Office.zhao])
    let nobody = Office.people(
      without: [Office.chen], roles: [Office.zhao: ["salesDirector"], Office.sun: ["seller"], Office.qian: ["seller"]])
    run.pass(at: Office.hour(3), people: nobody)
    #expect(run.asked.isEmpty && run.blocks.map(\.reason) == [.nobodyFree])

    // Given away while he had it, it stays given.
    var given = try handIn(finance)
    try given.take(.transfer(task: given.task(of: Office.sun), to: Office.zhao, reason: ""), by: Office.sun)
    given.pass(at: Office.hour(1), people: moved)
    #expect(given.asked.sorted() == [Office.zhao, Office.qian])
  }

  @Test(
    "what two sign together is not signed by one alone because the other is no longer what he was asked as; somebody who is that is asked, or nobody"
  )
  func bothStillSign() throws {
    let both = Office.line([ApprovalStep([.role("salesDirector"), .role("generalManager")], .all)])
    let vacant = Office.people(roles: [Office.zhao: ["seller"]])
    let filled = Office.people(roles: [Office.zhao: ["seller"], Office.liu: ["salesDirector"]])
    var run = try handIn(both)
    #expect(run.asked == [Office.zhao, Office.chen])
    run.pass(at: Office.hour(1), people: vacant)
    #expect(run.asked.isEmpty && run.blocks.map(\.reason) == [.nobodyFree], "the general manager does not decide for sales")
    try run.take(.retry, by: Office.wang, people: filled)
    #expect(run.asked == [Office.liu, Office.chen])

    var later = try handIn(both)
    later.pass(at: Office.hour(1), people: filled)
    #expect(later.asked.sorted() == [Office.chen, Office.liu])
    var signed = try handIn(both)
    try signed.approve(Office.chen)
    signed.pass(at: Office.hour(1), people: filled)
    #expect(signed.asked == [Office.liu] && signed.status == .running)
  }

  @Test(
    "whoever signs for two of those a step means, and is only one of them by now, signs for that one alone; somebody signs for the other")
  func oneOfTwo() throws {
    let both = Office.line([ApprovalStep([.role("salesDirector"), .role("finance")], .all)])
    func people(_ zhao: String, _ liu: String) -> ApprovalPeople {
      Office.people(
        without: [Office.sun], standIns: [Office.zhao: Office.qian],
        roles: [Office.zhao: [zhao], Office.liu: [liu], Office.wangAgain: ["seller"]])
    }
    var run = try handIn(both, people: people("salesDirector", "head"))
    #expect(run.asked == [Office.qian], "for himself and for the sales director, who is away")
    run.pass(at: Office.hour(1), people: people("salesDirector", "head"))
    #expect(run.asked == [Office.qian], "nothing changed")
    var vacant = run
    vacant.pass(at: Office.hour(1), people: people("seller", "head"))
    #expect(vacant.asked.isEmpty && vacant.blocks.map(\.reason) == [.nobodyFree], "finance does not decide for sales")
    let filled = people("seller", "salesDirector")
    run.pass(at: Office.hour(1), people: filled)
    #expect(run.asked.sorted() == [Office.liu, Office.qian])
    try run.approve(Office.qian, people: filled)
    #expect(run.status == .running)
    try run.approve(Office.liu, people: filled)
    #expect(run.status == .approved)

    // One after another: whoever is asked now comes after him.
    var line = try handIn(
      Office.line([ApprovalStep([.role("salesDirector"), .role("finance")], .inOrder)]), people: people("salesDirector", "head"))
    line.pass(at: Office.hour(1), people: filled)
    #expect(line.asked == [Office.qian])
    try line.approve(Office.qian, people: filled)
    #expect(line.asked == [Office.liu])
  }

  @Test("whoever a task went up to decides it as long as he stands above; then it goes back to whom the step asks")
  func noLongerAbove() throws {
    var run = try handIn(Office.line([ApprovalStep([.departmentHead], limits: [.init(hours: 8, .escalate)])]))
    run.pass(at: Office.hour(8), people: Office.people())
    #expect(run.asked == [Office.zhao])
    let moved = ApprovalPeople(
      Office.people().members.map { one in
        one.id == Office.liu
          ? .init(id: one.id, human: one.human, roles: one.roles, leads: one.leads, superior: Office.chen, isActive: true) : one
      })
    run.pass(at: Office.hour(9), people: moved)
    #expect(run.asked == [Office.liu])
  }

  @Test("an earlier agreement is not carried over to other figures, neither by trying again nor by sending back to a step")
  func agreedToOtherFigures() throws {
    let flow = Office.line([ApprovalStep([.departmentHead]), ApprovalStep([.superior(1)]), ApprovalStep([.role("generalManager")])])
    var run = try handIn(flow, people: Office.people())
    try run.approve(Office.liu, people: Office.people(without: [Office.chen]))
    let promoted = Office.people(without: [Office.chen], roles: [Office.liu: ["head", "generalManager"]])
    #expect(run.blocks.map(\.node) == ["s3"])
    #expect(run.refusal(.retry, by: Office.wang, content: "b2", people: promoted) == .contentChanged)
    try run.take(.retry, by: Office.wang, people: promoted)
    #expect(run.status == .approved, "he agreed to these figures at the first step")

    var back = try handIn(flow)
    try back.approve(Office.liu)
    let task = back.task(of: Office.chen)
    #expect(back.refusal(.sendBack(task: task, to: "s2", reason: "moved"), by: Office.chen, content: "b2") == .contentChanged)
    #expect(back.refusal(.sendBack(task: task, to: nil, reason: "moved"), by: Office.chen, content: "b2") == nil)
  }

  @Test("a decision that was taken back does not come back through a step at which its author was passed over because of it")
  func passedOver() throws {
    let flow = ApprovalFlow(
      key: "both", version: 1,
      nodes: [
        FlowNode("start", .start(next: "p")), FlowNode("p", .parallel(["a1", "b1"], join: "j")),
        FlowNode("a1", .approve(ApprovalStep([.person(Office.liu)]), next: "a2")),
        FlowNode("a2", .approve(ApprovalStep([.person(Office.sun)]), next: "j")),
        FlowNode("b1", .approve(ApprovalStep([.person(Office.zhao)]), next: "b2")),
        FlowNode("b2", .approve(ApprovalStep([.person(Office.liu)]), next: "b3")),
        FlowNode("b3", .approve(ApprovalStep([.person(Office.qian)]), next: "j")), FlowNode("j", .join(next: "end")),
        FlowNode("end", .end),
      ])
    #expect(flow.findings(knowing: Office.words).isEmpty)
    var run = try handIn(flow)
    try run.approve(Office.liu)
    try run.approve(Office.zhao)
    #expect(run.asked == [Office.sun, Office.qian], "Liu is passed over at b2")
    try run.take(.sendBack(task: run.task(of: Office.sun), to: "a1", reason: "wrong region"), by: Office.sun)
    #expect(run.asked.sorted() == [Office.liu, Office.qian], "and is asked again at a1")
  }

  @Test("a human with two logins is heard under the one that is open")
  func otherLogin() throws {
    let all = Office.line([ApprovalStep([.person(Office.wang), .role("finance")], .all)])
    let closed = Office.people(without: [Office.wang])
    #expect(try handIn(all, Office.document(by: Office.liu), people: closed).asked == [Office.sun, Office.qian, Office.wangAgain])
    var run = try handIn(all, Office.document(by: Office.liu))
    #expect(run.asked == [Office.wang, Office.sun, Office.qian])
    run.pass(at: Office.hour(1), people: closed)
    #expect(run.asked.sorted() == [Office.sun, Office.qian, Office.wangAgain])
  }

  @Test("when nobody is left above, it says so and goes on once somebody is")
  func blocked() throws {
    let gone = Office.people(without: [Office.chen])
    var run = try handIn(Office.line([ApprovalStep([.role("generalManager")])]), people: gone)
    #expect(run.blocks.map(\.reason) == [.nobodyFree])
    #expect(run.refusal(.retry, by: Office.wang, people: gone) == nil)
    try run.take(.retry, by: Office.wang, people: gone)
    #expect(run.blocks.count == 1)
    try run.take(.retry, by: Office.wang, people: Office.people(roles: [Office.zhao: ["generalManager"]]))
    #expect(run.blocks.isEmpty)
    #expect(run.asked == [Office.chen, Office.zhao])
    #expect(run.refusal(.retry, by: Office.wang) == .notBlocked)
  }

  @Test("limits of time: reminded after a day, escalated after two, sent back after three")
  func time() throws {
    let limits: [ApprovalStep.TimeLimit] = [.init(hours: 24, .remind), .init(hours: 48, .sendBack)]
    var run = try handIn(Office.line([ApprovalStep([.departmentHead], limits: limits)]))
    #expect(run.nextDeadline == Office.hour(24))
    run.pass(at: Office.hour(23), people: Office.people())
    #expect(!run.history.contains { $0.act == .reminded })
    run.pass(at: Office.hour(24), people: Office.people())
    run.pass(at: Office.hour(25), people: Office.people())
    #expect(run.history.filter { $0.act == .reminded }.map(\.person) == [Office.liu])
    run.pass(at: Office.hour(48), people: Office.people())
    #expect(run.status == .returned)
    #expect(run.nextDeadline == nil)

    var rising = try handIn(Office.line([ApprovalStep([.departmentHead], limits: [.init(hours: 8, .escalate)])]))
    rising.pass(at: Office.hour(8), people: Office.people())
    #expect(rising.asked == [Office.zhao])
    #expect(rising.openTasks.first?.origin == .escalated(Office.liu))
    rising.pass(at: Office.hour(16), people: Office.people())
    rising.pass(at: Office.hour(24), people: Office.people())
    #expect(rising.asked == [Office.chen])
    #expect(rising.history.last?.act == .nobodyAbove)
  }
}
