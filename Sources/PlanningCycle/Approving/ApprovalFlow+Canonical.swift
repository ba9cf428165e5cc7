// SPDX-License-Identifier: Apache-2.0
import Approvals
import Journal

extension ApprovalFlow {
  /// As an event keeps it.
  var canonical: CanonicalValue {
    .map([
      "key": .text(key), "version": .integer(Int64(version)), "skips": .boolean(skipsRepeats), "nodes": .list(nodes.map(\.canonical)),
    ])
  }

  init?(_ value: CanonicalValue?) {
    guard let key = value?["key"]?.text, let version = value?["version"]?.integer.flatMap({ Int(exactly: $0) }),
      let list = value?["nodes"]?.list
    else { return nil }
    let nodes = list.compactMap { FlowNode($0) }
    guard nodes.count == list.count else { return nil }
    self.init(key: key, version: version, nodes: nodes, skipsRepeats: value?["skips"]?.boolean ?? true)
  }
}

extension FlowNode {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["id": .text(id)]
    func put(_ kind: String, _ more: [String: CanonicalValue]) {
      fields["kind"] = .text(kind)
      fields.merge(more) { _, new in new }
    }
    switch kind {
    case .start(let next): put("start", ["next": .text(next)])
    case .approve(let step, let next): put("approve", ["next": .text(next), "step": step.canonical])
    case .notify(let people, let next): put("notify", ["next": .text(next), "people": .list(people.map(\.canonical))])
    case .branch(let branches, let otherwise):
      put("branch", ["branches": .list(branches.map(\.canonical))])
      fields["otherwise"] = otherwise.map { .text($0) }
    case .parallel(let branches, let join): put("parallel", ["branches": .list(branches.map { .text($0) }), "join": .text(join)])
    case .join(let next): put("join", ["next": .text(next)])
    case .end: put("end", [:])
    }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let id = value["id"]?.text else { return nil }
    let next = value["next"]?.text ?? ""
    switch value["kind"]?.text {
    case "start": self.init(id, .start(next: next))
    case "approve":
      guard let step = ApprovalStep(value["step"]) else { return nil }
      self.init(id, .approve(step, next: next))
    case "notify": self.init(id, .notify((value["people"]?.list ?? []).compactMap { Approver($0) }, next: next))
    case "branch":
      self.init(id, .branch((value["branches"]?.list ?? []).compactMap { Branch($0) }, otherwise: value["otherwise"]?.text))
    case "parallel": self.init(id, .parallel((value["branches"]?.list ?? []).compactMap(\.text), join: value["join"]?.text ?? ""))
    case "join": self.init(id, .join(next: next))
    case "end": self.init(id, .end)
    default: return nil
    }
  }
}

extension FlowNode.Branch {
  fileprivate var canonical: CanonicalValue { .map(["next": .text(next), "if": .list(conditions.map(\.canonical))]) }

  fileprivate init?(_ value: CanonicalValue) {
    guard let next = value["next"]?.text else { return nil }
    self.init((value["if"]?.list ?? []).compactMap { FlowCondition($0) }, next: next)
  }
}

extension FlowCondition {
  fileprivate var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["field": .text(field)]
    switch test {
    case .above(let value): fields["above"] = .integer(value)
    case .atLeast(let value): fields["at-least"] = .integer(value)
    case .below(let value): fields["below"] = .integer(value)
    case .atMost(let value): fields["at-most"] = .integer(value)
    case .oneOf(let texts): fields["one-of"] = .list(texts.map { .text($0) })
    case .noneOf(let texts): fields["none-of"] = .list(texts.map { .text($0) })
    }
    return .map(fields)
  }

  fileprivate init?(_ value: CanonicalValue) {
    guard let field = value["field"]?.text else { return nil }
    func texts(_ name: String) -> [String]? { value[name]?.list.map { $0.compactMap(\.text) } }
    let test: Test? =
      value["above"]?.integer.map { .above($0) } ?? value["at-least"]?.integer.map { .atLeast($0) }
      ?? value["below"]?.integer.map { .below($0) } ?? value["at-most"]?.integer.map { .atMost($0) }
      ?? texts("one-of").map { .oneOf($0) } ?? texts("none-of").map { .noneOf($0) }
    guard let test else { return nil }
    self.init(field, test)
  }
}

extension ApprovalStep {
  fileprivate var canonical: CanonicalValue {
    .map([
      "people": .list(approvers.map(\.canonical)), "rule": .text(rule.rawValue),
      "limits": .list(limits.map { .map(["hours": .integer(Int64($0.hours)), "effect": .text($0.effect.rawValue)]) }),
      "fields": .map(fields.mapValues { .text($0.rawValue) }),
    ])
  }

  fileprivate init?(_ value: CanonicalValue?) {
    guard let people = value?["people"]?.list, let rule = value?["rule"]?.text.flatMap({ Rule(rawValue: $0) }) else { return nil }
    self.init(
      people.compactMap { Approver($0) }, rule,
      limits: (value?["limits"]?.list ?? []).compactMap { limit in
        guard let hours = limit["hours"]?.integer, let effect = limit["effect"]?.text.flatMap({ TimeLimit.Effect(rawValue: $0) })
        else { return nil }
        return TimeLimit(hours: Int(hours), effect)
      },
      fields: (value?["fields"]?.map ?? [:]).compactMapValues { $0.text.flatMap { FieldRight(rawValue: $0) } })
  }
}

extension Approver {
  fileprivate var canonical: CanonicalValue {
    switch self {
    case .person(let id): .map(["person": .integer(id)])
    case .role(let role): .map(["role": .text(role)])
    case .group(let group): .map(["group": .text(group)])
    case .departmentHead: .map(["head": .boolean(true)])
    case .superior(let level): .map(["superior": .integer(Int64(level))])
    case .field(let field): .map(["field": .text(field)])
    }
  }

  fileprivate init?(_ value: CanonicalValue) {
    if let person = value["person"]?.integer {
      self = .person(person)
    } else if let role = value["role"]?.text {
      self = .role(role)
    } else if let group = value["group"]?.text {
      self = .group(group)
    } else if value["head"]?.boolean == true {
      self = .departmentHead
    } else if let level = value["superior"]?.integer.flatMap({ Int(exactly: $0) }) {
      self = .superior(level)
    } else if let field = value["field"]?.text {
      self = .field(field)
    } else {
      return nil
    }
  }
}
