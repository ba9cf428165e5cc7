// SPDX-License-Identifier: Apache-2.0
import Approvals
import Testing

/// What is wrong with a flow is said before anybody hands anything in, all of it at once.
@Suite("Flows are checked")
struct FlowCheckStories {
  private func check(_ nodes: [FlowNode]) -> [String] {
    ApprovalFlow(key: "f", version: 1, nodes: nodes).findings(knowing: Office.words).map { $0.description }
  }

  private let head = FlowNode("a", .approve(ApprovalStep([.departmentHead]), next: "end"))

  @Test("several faults come together, each with its step")
  func together() {
    let findings = check([
      FlowNode("start", .start(next: "a")),
      FlowNode(
        "a",
        .approve(ApprovalStep([.role("pope"), .person(99), .field("colour"), .superior(0)], limits: [.init(hours: 0, .remind)]), next: "b")),
      FlowNode("b", .branch([.init([], next: "end")], otherwise: nil)), FlowNode("end", .end),
    ])
    #expect(
      findings == [
        "a: role-not-known pope", "a: person-not-known 99", "a: field-not-known colour", "a: level-not-possible 0",
        "a: limit-not-possible 0",
        "b: empty-branch ", "b: no-otherwise ",
      ])
  }

  @Test("no way out, a circle, a step nobody comes to, a name that is missing or taken twice")
  func ways() {
    let circle = check([
      FlowNode("start", .start(next: "a")), FlowNode("a", .approve(ApprovalStep([.departmentHead]), next: "b")),
      FlowNode("b", .approve(ApprovalStep([.superior(2)]), next: "a")), FlowNode("end", .end),
    ])
    #expect(circle.contains("end: not-reached "))
    #expect(circle.contains("a: no-way-out ") && circle.contains("b: no-way-out "))
    #expect(circle.contains("a: cycle ") && circle.contains("b: cycle "))
    #expect(check([FlowNode("start", .start(next: "x")), FlowNode("end", .end)]) == ["start: step-not-known x"])
    #expect(check([FlowNode("start", .start(next: "a")), head, head, FlowNode("end", .end)]) == ["a: repeated-step "])
    #expect(check([head, FlowNode("end", .end)]) == ["f: no-start "])
  }

  @Test("a way on which nobody is asked approves itself")
  func unapproved() {
    #expect(check([FlowNode("start", .start(next: "end")), FlowNode("end", .end)]) == ["end: no-approval "])
    let small = FlowNode("b", .branch([.init([FlowCondition("amount", .above(5))], next: "a")], otherwise: "end"))
    #expect(check([FlowNode("start", .start(next: "b")), small, head, FlowNode("end", .end)]) == ["end: no-approval "])
  }

  @Test("branches of a parallel part end at its own join")
  func crossed() {
    let findings = check([
      FlowNode("start", .start(next: "p")), FlowNode("p", .parallel(["a", "b"], join: "j")),
      FlowNode("a", .approve(ApprovalStep([.departmentHead]), next: "j")),
      FlowNode("b", .approve(ApprovalStep([.superior(1)]), next: "end")),
      FlowNode("j", .join(next: "end")), FlowNode("end", .end),
    ])
    #expect(findings == ["end: crossed-parallel "])
    let narrow = check([
      FlowNode("start", .start(next: "p")), FlowNode("p", .parallel(["a"], join: "j")),
      FlowNode("a", .approve(ApprovalStep([.departmentHead]), next: "j")), FlowNode("j", .join(next: "end")), FlowNode("end", .end),
    ])
    #expect(narrow == ["p: empty-branch "])
  }

  @Test("the simulator names who would get a document, and where it would stop")
  func simulator() throws {
    let flow = Office.line([ApprovalStep([.departmentHead]), ApprovalStep([.superior(1)]), ApprovalStep([.role("finance")], .all)])
    let run = try flow.simulate(Office.document(), at: Office.hour(0), people: Office.people())
    #expect(run.isApproved && run.blocks.isEmpty)
    #expect(run.steps.filter { $0.act == .asked }.map(\.person) == [Office.liu, Office.sun, Office.qian, Office.chen])
    #expect(run.steps.filter { $0.act == .skipped }.map(\.person) == [Office.liu])
    let stopped = try flow.simulate(
      Office.document(), at: Office.hour(0), people: Office.people(without: [Office.liu, Office.zhao, Office.chen]))
    #expect(!stopped.isApproved)
    #expect(stopped.blocks.map(\.reason) == [.nobodyFree])
  }
}
