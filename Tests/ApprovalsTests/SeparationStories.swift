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
