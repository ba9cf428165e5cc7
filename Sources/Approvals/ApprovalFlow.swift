// SPDX-License-Identifier: Apache-2.0

/// Who is asked about what, and in which order: one version of a definition. What runs keeps the version it began with.
///
/// A flow is a graph, because that is what people draw; `findings(knowing:)` says what is wrong with one, all at once.
public struct ApprovalFlow: Hashable, Sendable {
  public let key: String
  /// 1 for the first.
  public let version: Int
  public let nodes: [FlowNode]
  /// Whoever approved already in this round is not asked again at a later step.
  public let skipsRepeats: Bool

  public init(key: String, version: Int, nodes: [FlowNode], skipsRepeats: Bool = true) {
    self.key = key
    self.version = version
    self.nodes = nodes
    self.skipsRepeats = skipsRepeats
  }

  /// The first of that name; a flow that passed its check has one.
  public func node(_ id: String) -> FlowNode? { nodes.first { $0.id == id } }

  var start: FlowNode? {
    nodes.first { if case .start = $0.kind { true } else { false } }
  }

  /// For each node the branches of parallel steps that it stands in, outermost first: `["p#0"]`.
  ///
  /// A node that stands in several different places keeps the first found; the check refuses such a flow.
  var scopes: [String: [String]] {
    var found: [String: [String]] = [:]
    var pending: [(String, [String])] = start.map { [($0.id, [])] } ?? []
    while let (id, scope) = pending.popLast() {
      guard found[id] == nil, let node = node(id) else { continue }
      var own = scope
      if case .join = node.kind { own = Array(scope.dropLast()) }
      found[id] = own
      if case .parallel(let branches, _) = node.kind {
        for (index, first) in branches.enumerated().reversed() { pending.append((first, own + ["\(id)#\(index)"])) }
      } else {
        for next in node.next.reversed() { pending.append((next, own)) }
      }
    }
    return found
  }
}

/// One step of a flow.
public struct FlowNode: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case start(next: String)
    case approve(ApprovalStep, next: String)
    /// 抄送: they are told, nobody waits for them.
    case notify([Approver], next: String)
    /// The first branch whose conditions all hold is taken, else `otherwise`.
    case branch([Branch], otherwise: String?)
    /// All at once; `join` goes on when every branch has arrived there.
    case parallel([String], join: String)
    case join(next: String)
    case end
  }

  public struct Branch: Hashable, Sendable {
    public let conditions: [FlowCondition]
    public let next: String

    public init(_ conditions: [FlowCondition], next: String) {
      self.conditions = conditions
      self.next = next
    }
  }

  public let id: String
  public let kind: Kind

  public init(_ id: String, _ kind: Kind) {
    self.id = id
    self.kind = kind
  }

  /// Where one may go from here; a parallel step lists its branches.
  public var next: [String] {
    switch kind {
    case .start(let next), .approve(_, let next), .notify(_, let next), .join(let next): [next]
    case .branch(let branches, let otherwise): branches.map(\.next) + (otherwise.map { [$0] } ?? [])
    case .parallel(let branches, _): branches
    case .end: []
    }
  }
}

/// Whom a step asks, how many of them must agree, and what time does.
public struct ApprovalStep: Hashable, Sendable {
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// 或签: one of them is enough.
    case anyOne
    /// 会签: all of them.
    case all
    /// 依次: all of them, one after another.
    case inOrder
  }

  /// What happens to a task that lies open for so long.
  public struct TimeLimit: Hashable, Sendable {
    public enum Effect: String, Hashable, Sendable, CaseIterable { case remind, escalate, sendBack }

    /// Hours since the task was opened, of the clock.
    public let hours: Int
    public let effect: Effect

    public init(hours: Int, _ effect: Effect) {
      self.hours = hours
      self.effect = effect
    }
  }

  /// What whoever decides here may do with a part of the document's form. Editing keeps to what was handed in or less: more is for whoever asks.
  public enum FieldRight: String, Hashable, Sendable, CaseIterable { case hidden, visible, editable }

  public let approvers: [Approver]
  public let rule: Rule
  public let limits: [TimeLimit]
  /// By part of the form; those that are not listed are visible.
  public let fields: [String: FieldRight]

  public init(_ approvers: [Approver], _ rule: Rule = .anyOne, limits: [TimeLimit] = [], fields: [String: FieldRight] = [:]) {
    self.approvers = approvers
    self.rule = rule
    self.limits = limits
    self.fields = fields
  }
}

/// A way to find who is asked.
public enum Approver: Hashable, Sendable {
  case person(Int64)
  case role(String)
  /// Whoever belongs to a group of people, by its id.
  case group(String)
  /// The one who leads the document's department (field `department`).
  case departmentHead
  /// 1: whoever the submitter reports to; 2: the one above.
  case superior(Int)
  /// The person that a field of the document names, by number.
  case field(String)
}

/// What a branch asks of a document.
public struct FlowCondition: Hashable, Sendable {
  public enum Test: Hashable, Sendable {
    /// Numbers in hundredths: an amount in 分, a percentage in hundredths of a percent.
    case above(Int64), atLeast(Int64), below(Int64), atMost(Int64)
    case oneOf([String]), noneOf([String])
  }

  public let field: String
  public let test: Test

  public init(_ field: String, _ test: Test) {
    self.field = field
    self.test = test
  }

  /// Nil when the document does not carry the field, or carries another kind of value.
  func holds(_ document: ApprovalDocument) -> Bool? {
    switch (test, document.fields[field]) {
    case (.above(let limit), .number(let value)?): value > limit
    case (.atLeast(let limit), .number(let value)?): value >= limit
    case (.below(let limit), .number(let value)?): value < limit
    case (.atMost(let limit), .number(let value)?): value <= limit
    case (.oneOf(let texts), .text(let value)?): texts.contains(value)
    case (.noneOf(let texts), .text(let value)?): !texts.contains(value)
    default: nil
    }
  }
}
