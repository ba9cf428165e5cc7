// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars

/// A small office. Liu leads the sales department under director Zhao, who reports to the general manager; two people sit in finance.
enum Office {
  static let chen: Int64 = 1  // general manager
  static let zhao: Int64 = 2  // sales director
  static let liu: Int64 = 3  // leads sales
  static let wang: Int64 = 4  // sells
  static let sun: Int64 = 5  // finance
  static let qian: Int64 = 6  // finance
  static let former: Int64 = 7  // left finance, reported to Sun
  static let wangAgain: Int64 = 8  // Wang's second login

  static func people(
    without left: [Int64] = [], standIns: [Int64: Int64] = [:], roles: [Int64: [String]] = [:]
  ) -> ApprovalPeople {
    func member(_ id: Int64, human: Int64? = nil, _ role: String, leads: [String] = [], under superior: Int64? = nil)
      -> ApprovalPeople.Member
    {
      .init(
        id: id, human: human, roles: roles[id] ?? [role], leads: leads, superior: superior, isActive: id != former && !left.contains(id),
        standIn: standIns[id])
    }
    return ApprovalPeople([
      member(chen, "generalManager"), member(zhao, "salesDirector", under: chen), member(liu, "head", leads: ["sales"], under: zhao),
      member(wang, "seller", under: liu), member(sun, "finance", under: chen), member(qian, "finance", under: sun),
      member(former, "auditor", under: sun), member(wangAgain, human: wang, "finance", under: chen),
    ])
  }

  static let words = FlowVocabulary(
    roles: ["generalManager", "salesDirector", "head", "seller", "finance", "auditor"], people: Set(1...8),
    fields: ["amount", "department", "owner", "kind"], parts: ["amount": [.visible, .editable]])

  static func hour(_ hours: Int) -> Moment { Moment(millisecondsSinceEpoch: Int64(hours) * 3_600_000) }

  static func document(by submitter: Int64 = wang, amount: Int64 = 1_000_00, content: String = "a1") -> ApprovalDocument {
    ApprovalDocument(
      submitter: submitter,
      fields: ["amount": .number(amount), "department": .text("sales"), "owner": .person(zhao), "kind": .text("travel")],
      content: content)
  }

  /// One step after another, then the end.
  static func line(_ steps: [ApprovalStep], skipsRepeats: Bool = true) -> ApprovalFlow {
    var nodes = [FlowNode("start", .start(next: steps.isEmpty ? "end" : "s1"))]
    for (index, step) in steps.enumerated() {
      nodes.append(FlowNode("s\(index + 1)", .approve(step, next: index + 1 < steps.count ? "s\(index + 2)" : "end")))
    }
    return ApprovalFlow(key: "line", version: 1, nodes: nodes + [FlowNode("end", .end)], skipsRepeats: skipsRepeats)
  }
}

extension ApprovalCase {
  /// Who is asked now, in the order in which they were.
  var asked: [Int64] { openTasks.map(\.assignee) }

  func task(of person: Int64) -> Int { openTasks.first { $0.assignee == person }?.id ?? -1 }

  mutating func approve(_ person: Int64, at hour: Int = 1, people: ApprovalPeople = Office.people()) throws {
    try apply(
      .approve(task: task(of: person), content: document.content, comment: ""), by: person, at: Office.hour(hour),
      content: document.content,
      people: people)
  }

  mutating func take(_ action: ApprovalAction, by person: Int64, at hour: Int = 1, people: ApprovalPeople = Office.people()) throws {
    try apply(action, by: person, at: Office.hour(hour), content: document.content, people: people)
  }

  /// What stands in the way of an action; nil when nothing does. The case stays as it is.
  func refusal(_ action: ApprovalAction, by person: Int64, content: String = "a1", people: ApprovalPeople = Office.people())
    -> ApprovalRefusal.Code?
  {
    var trial = self
    do throws(ApprovalRefusal) {
      try trial.apply(action, by: person, at: Office.hour(1), content: content, people: people)
      return nil
    } catch {
      return trial == self ? error.code : nil
    }
  }
}

func handIn(
  _ flow: ApprovalFlow, _ document: ApprovalDocument = Office.document(), people: ApprovalPeople = Office.people()
) throws -> ApprovalCase {
  try ApprovalCase(flow, document: document, at: Office.hour(0), people: people)
}
