// SPDX-License-Identifier: Apache-2.0
import Approvals

/// What somebody who stands beside an approval writes down: who was who, what stood there, and what was done. It knows nothing of tasks that are
/// open, of visits or of stages, so that whoever reads it has to find out for himself whether the end was lawful.
struct WitnessedJournal {
  enum Deed {
    case handedIn(ApprovalDocument)
    case signed(node: String, by: Int64, seen: String)
    case gaveAway(node: String, by: Int64, to: Int64)
    case added(node: String, by: Int64, person: Int64)
    /// nil: to whoever handed it in.
    case sentBack(node: String, to: String?, by: Int64)
    case triedAgain
    /// People, figures or time moved; nobody did anything with the approval.
    case moved
  }

  struct Fact {
    let hour: Int
    let people: [ApprovalPeople.Member]
    /// Digest of what stood there.
    let content: String
    let deed: Deed

    func member(_ id: Int64) -> ApprovalPeople.Member? { people.first { $0.id == id } }
    func human(_ id: Int64) -> Int64 { member(id)?.human ?? id }

    /// Nearest first.
    func superiors(of id: Int64) -> [Int64] {
      var chain: [Int64] = []
      var next = member(id)?.superior
      while let one = next, one != id, !chain.contains(one) {
        chain.append(one)
        next = member(one)?.superior
      }
      return chain
    }

    /// Whether the words of a flow mean somebody at this moment.
    func means(_ approver: Approver, _ id: Int64, _ paper: ApprovalDocument) -> Bool {
      switch approver {
      case .person(let one): return one == id
      case .role(let role): return member(id)?.roles.contains(role) == true
      case .group(let group): return member(id)?.groups.contains(group) == true
      case .departmentHead:
        guard case .text(let department)? = paper.fields["department"], member(id)?.leads.contains(department) == true else { return false }
        return true
      case .superior(let level):
        let chain = superiors(of: paper.submitter)
        return chain.indices.contains(level - 1) && chain[level - 1] == id
      case .field(let field):
        if case .person(id)? = paper.fields[field] { return true }
        return false
      }
    }
  }

  /// The flow as it was put in force, whatever runs.
  let flow: ApprovalFlow
  private(set) var facts: [Fact] = []

  mutating func note(_ fact: Fact) { facts.append(fact) }

  func step(_ node: String) -> ApprovalStep? {
    for one in flow.nodes where one.id == node {
      if case .approve(let step, _) = one.kind { return step }
    }
    return nil
  }

  /// The node and all that can come after it.
  func behind(_ node: String) -> Set<String> {
    var found: Set<String> = [node]
    var grew = true
    while grew {
      grew = false
      for one in flow.nodes where found.contains(one.id) {
        for next in one.next where found.insert(next).inserted { grew = true }
      }
    }
    return found
  }

  /// The steps that ask somebody on the ways a paper has to go.
  func required(for paper: ApprovalDocument) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    var pending = flow.nodes.filter { if case .start = $0.kind { true } else { false } }.map(\.id)
    while let id = pending.popLast() {
      guard seen.insert(id).inserted, let node = flow.node(id) else { continue }
      switch node.kind {
      case .approve: found.append(id)
      case .branch(let branches, let otherwise):
        let taken = branches.first { $0.conditions.allSatisfy { Self.holds($0, paper) } }?.next ?? otherwise
        pending += taken.map { [$0] } ?? []
        continue
      default: break
      }
      pending += node.next
    }
    return found
  }

  private static func holds(_ condition: FlowCondition, _ paper: ApprovalDocument) -> Bool {
    switch (condition.test, paper.fields[condition.field]) {
    case (.above(let limit), .number(let value)?): value > limit
    case (.atLeast(let limit), .number(let value)?): value >= limit
    case (.below(let limit), .number(let value)?): value < limit
    case (.atMost(let limit), .number(let value)?): value <= limit
    case (.oneOf(let texts), .text(let value)?): texts.contains(value)
    case (.noneOf(let texts), .text(let value)?): !texts.contains(value)
    default: false
    }
  }
}
