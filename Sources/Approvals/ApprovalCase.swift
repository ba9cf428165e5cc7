// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One document on its way through one version of a flow. It knows no clock: every step is told the time and who is who.
///
/// While it runs, somebody is asked or a block says why nobody is: there is no third state.
public struct ApprovalCase: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable { case running, approved, returned, withdrawn, ended }

  /// People of one step who are asked together.
  struct Stage: Hashable, Sendable {
    var tasks: [Int]
    var needsAll: Bool
  }

  /// A step that waits for decisions.
  struct Visit: Hashable, Sendable {
    let node: String
    let scope: [String]
    var stages: [Stage]
    var current = 0
  }

  struct Arrival: Hashable, Sendable {
    let join: String
    let scope: [String]
    var branches: Swift.Set<String>
  }

  public let flow: ApprovalFlow
  public internal(set) var document: ApprovalDocument
  public internal(set) var status = Status.running
  /// 1, and one more with each time it is handed in again.
  public internal(set) var round = 1
  public internal(set) var tasks: [ApprovalTask] = []
  public internal(set) var blocks: [ApprovalBlock] = []
  public internal(set) var history: [ApprovalEntry] = []
  var visits: [Visit] = []
  var arrivals: [Arrival] = []

  /// Hands a document in.
  ///
  /// - Throws: `ApprovalRefusal.flowFaulty` for a flow without a start; `personNotKnown`, `personLeft` for the submitter.
  public init(_ flow: ApprovalFlow, document: ApprovalDocument, at moment: Moment, people: ApprovalPeople) throws(ApprovalRefusal) {
    guard let start = flow.start else {
      throw ApprovalRefusal(.flowFaulty, flow.key, "the flow has no start", hint: "mend the flow and hand in again")
    }
    self.flow = flow
    self.document = document
    try Self.require(document.submitter, in: people)
    write(moment, document.submitter, .submitted, start.id)
    enter(start.id, scope: [], moment, people)
  }

  public var openTasks: [ApprovalTask] { tasks.filter { $0.state == .open } }
  /// What somebody has to decide now, also as a stand-in of today.
  public func tasks(of person: Int64, people: ApprovalPeople) -> [ApprovalTask] {
    openTasks.filter { $0.assignee == person || people.member($0.assignee)?.standIn == person }
      .filter { _ in !people.isInvolved(person, in: document) }
  }

  /// In whose place somebody decides a task; nil when it is his own, or there is none.
  public func behalf(of task: Int, by actor: Int64) -> Int64? {
    guard tasks.indices.contains(task) else { return nil }
    if tasks[task].assignee != actor { return tasks[task].assignee }
    return if case .standIn(let other) = tasks[task].origin { other } else { nil }
  }

  /// What somebody may do with a part of the form: as the steps say at which it lies with him, in his own place or another's. Whoever decided a
  /// step keeps the sight he had there while it is on its way; for everybody else, and once it is decided, all of it is visible.
  public func right(_ part: String, of person: Int64, people: ApprovalPeople) -> ApprovalStep.FieldRight {
    guard status == .running || status == .returned, person != document.submitter else { return .visible }
    func rights(_ tasks: [ApprovalTask]) -> [ApprovalStep.FieldRight] {
      tasks.compactMap { step($0.node) }.map { $0.fields[part] ?? .visible }
    }
    let open = rights(self.tasks(of: person, people: people))
    let past = rights(tasks.filter { $0.openedAt != nil && $0.state != .open && ($0.assignee == person || $0.decidedBy == person) })
    if open.contains(.editable) { return .editable }
    let sights = open.isEmpty ? past : open
    return sights.isEmpty || sights.contains { $0 != .hidden } ? .visible : .hidden
  }

  func step(_ node: String) -> ApprovalStep? {
    if case .approve(let step, _)? = flow.node(node)?.kind { step } else { nil }
  }

  mutating func write(
    _ at: Moment, _ actor: Int64?, _ act: ApprovalEntry.Act, _ node: String, person: Int64? = nil, comment: String = ""
  ) {
    history.append(ApprovalEntry(at: at, actor: actor, act: act, node: node, person: person, comment: comment, behalf: nil))
  }

  static func require(_ person: Int64, in people: ApprovalPeople) throws(ApprovalRefusal) {
    guard let member = people.member(person) else {
      throw ApprovalRefusal(.personNotKnown, String(person), "nobody has this number", hint: "choose somebody from the list")
    }
    guard member.isActive else {
      throw ApprovalRefusal(.personLeft, String(person), "the login was closed", hint: "choose somebody who is still there")
    }
  }
}
