// SPDX-License-Identifier: Apache-2.0
import Approvals
import Testing

/// 字段权限: steps that hide parts of the form, and steps that may make one of them less.
/// Sees: a part shown to somebody whose step hides it, also as a stand-in; a change by somebody who may not; an agreement that outlives what it was
/// given to. Does not see: what the parts hold, which FormPartStories tell.
@Suite struct FieldRightStories {
  /// Finance first, without the others' words; then director Zhao, who may lower the amount.
  private let flow = Office.line([
    ApprovalStep([.person(Office.sun)], fields: ["opinions": .hidden]), ApprovalStep([.person(Office.zhao)], fields: ["amount": .editable]),
  ])

  private func lower(_ run: ApprovalCase, by person: Int64, part: String = "amount", to content: String = "a2", reason: String = "够用了")
    -> ApprovalAction
  {
    .amend(task: run.task(of: person), part: part, Office.document(amount: 500_00, content: content), reason: reason)
  }

  @Test("a step hides what it hides from whoever decides it, in his own place or another's, until all is decided; nobody else is touched")
  func hidden() throws {
    var run = try handIn(flow)
    let people = Office.people(standIns: [Office.sun: Office.qian])
    #expect(run.right("opinions", of: Office.sun, people: Office.people()) == .hidden)
    #expect(run.right("opinions", of: Office.qian, people: people) == .hidden, "who decides in her place sees no more than she")
    #expect(run.right("opinions", of: Office.qian, people: Office.people()) == .visible)
    #expect(run.right("opinions", of: Office.wang, people: people) == .visible)
    #expect(run.right("amount", of: Office.sun, people: people) == .visible)
    try run.approve(Office.sun)
    #expect(run.right("opinions", of: Office.sun, people: people) == .hidden, "it is still on its way")
    #expect(run.right("amount", of: Office.zhao, people: people) == .editable)
    try run.approve(Office.zhao)
    #expect(run.status == .approved && run.right("opinions", of: Office.sun, people: people) == .visible)
    #expect(run.right("amount", of: Office.zhao, people: people) == .visible)
  }

  @Test("an amount made less is asked about anew from the start, and what was agreed before counts no more")
  func amended() throws {
    var run = try handIn(flow)
    try run.approve(Office.sun)
    try run.take(lower(run, by: Office.zhao), by: Office.zhao)
    #expect(run.document.content == "a2" && run.document.fields["amount"] == .number(500_00) && run.document.submitter == Office.wang)
    #expect(run.asked == [Office.sun] && run.round == 1)
    #expect(run.history.contains { $0.act == .amended && $0.actor == Office.zhao && $0.person == Office.wang && $0.comment == "够用了" })
    try run.approve(Office.sun)
    #expect(run.asked == [Office.zhao], "he made it less and did not agree to it yet")
    try run.approve(Office.zhao)
    #expect(run.status == .approved && run.tasks.filter { $0.state == .approved && !$0.isVoid }.map(\.content) == ["a2", "a2"])
  }

  @Test("a smaller amount takes the way of a smaller amount")
  func routed() throws {
    let flow = ApprovalFlow(
      key: "by-amount", version: 1,
      nodes: [
        FlowNode("start", .start(next: "who")),
        FlowNode("who", .branch([.init([FlowCondition("amount", .above(800_00))], next: "zhao")], otherwise: "liu")),
        FlowNode("zhao", .approve(ApprovalStep([.person(Office.zhao)], fields: ["amount": .editable]), next: "end")),
        FlowNode("liu", .approve(ApprovalStep([.person(Office.liu)]), next: "end")), FlowNode("end", .end),
      ])
    var run = try handIn(flow)
    #expect(run.asked == [Office.zhao])
    try run.take(lower(run, by: Office.zhao), by: Office.zhao)
    #expect(run.asked == [Office.liu])
  }

  @Test("refused: a part the step does not change, somebody else's step, no reason, nothing changed, figures that moved meanwhile")
  func refusals() throws {
    var run = try handIn(flow)
    #expect(run.refusal(lower(run, by: Office.sun), by: Office.sun) == .partNotEditable)
    try run.approve(Office.sun)
    #expect(run.refusal(lower(run, by: Office.zhao, part: "limits"), by: Office.zhao) == .partNotEditable)
    #expect(run.refusal(lower(run, by: Office.zhao), by: Office.chen) == .notYours)
    #expect(run.refusal(lower(run, by: Office.zhao), by: Office.wang) == .ownDocument)
    #expect(run.refusal(lower(run, by: Office.zhao, reason: " "), by: Office.zhao) == .reasonMissing)
    #expect(run.refusal(lower(run, by: Office.zhao, to: "a1"), by: Office.zhao) == .nothingChanged)
    #expect(run.refusal(lower(run, by: Office.zhao), by: Office.zhao, content: "b7") == .contentChanged)
    try run.approve(Office.zhao)
    #expect(run.refusal(.amend(task: 1, part: "amount", Office.document(content: "a2"), reason: "r"), by: Office.zhao) == .closed)
  }

  @Test("the check names rights that a part cannot have, and parts the form does not carry")
  func checked() {
    let words = FlowVocabulary(
      roles: Office.words.roles, people: Office.words.people, fields: Office.words.fields,
      parts: ["amount": [.visible, .editable], "opinions": [.visible, .hidden]])
    func codes(_ fields: [String: ApprovalStep.FieldRight]) -> [FlowFinding.Code] {
      Office.line([ApprovalStep([.person(Office.liu)], fields: fields)]).findings(knowing: words).map(\.code)
    }
    #expect(codes(["amount": .editable, "opinions": .hidden]).isEmpty)
    #expect(codes(["amount": .hidden, "opinions": .editable]) == [.rightNotPossible, .rightNotPossible])
    #expect(codes(["salary": .hidden]) == [.unknownField])
  }
}
