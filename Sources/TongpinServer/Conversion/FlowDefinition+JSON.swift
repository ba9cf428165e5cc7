// SPDX-License-Identifier: Apache-2.0
import Approvals
import PlanningCycle
import Quantities
import Wire

/// A flow as whoever draws it sends and gets it. Amounts and percentages travel as decimal text, people as logins.
extension FlowDefinition {
  func json(_ people: FlowLogins) -> JSON {
    .object([
      .init("key", .string(flow.key)), .init("version", JSON(flow.version)), .init("purpose", .string(purpose.rawValue)),
      .init("name", .text(name)), .init("skipsRepeats", JSON(flow.skipsRepeats)),
      .init("nodes", JSON(flow.nodes) { node($0, people) }),
    ])
  }

  private func node(_ node: FlowNode, _ people: FlowLogins) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string(node.id)), .init("kind", .string(node.kindName)), .init("label", .text(label(node.id))),
    ]
    members.append(
      .init("place", places[node.id].map { .object([.init("x", .integer($0.x)), .init("y", .integer($0.y))]) } ?? .null))
    switch node.kind {
    case .start(let next), .join(let next): members.append(.init("next", .string(next)))
    case .approve(let step, let next):
      members += [
        .init("next", .string(next)), .init("people", JSON(step.approvers) { $0.json(people) }), .init("rule", .string(step.rule.rawValue)),
        .init("limits", JSON(step.limits) { .object([.init("hours", JSON($0.hours)), .init("effect", .string($0.effect.rawValue))]) }),
        .init(
          "parts",
          JSON(step.fields.sorted { $0.key < $1.key }) {
            .object([.init("part", .string($0.key)), .init("right", .string($0.value.rawValue))])
          }),
      ]
    case .notify(let approvers, let next): members += [.init("next", .string(next)), .init("people", JSON(approvers) { $0.json(people) })]
    case .branch(let branches, let otherwise):
      members += [
        .init(
          "branches",
          JSON(branches) { .object([.init("next", .string($0.next)), .init("conditions", JSON($0.conditions) { $0.json })]) }),
        .init("otherwise", JSON(otherwise)),
      ]
    case .parallel(let branches, let join): members += [.init("ways", JSON(branches) { .string($0) }), .init("join", .string(join))]
    case .end: break
    }
    return .object(members)
  }

  /// - Throws: `Problem` for what cannot be read; what can be read and makes no sense is for the check.
  init(_ json: JSON, _ people: FlowLogins) throws {
    guard let purpose = json["purpose"]?.text.flatMap({ FlowPurpose(rawValue: $0) }) else { throw Self.unreadable("purpose") }
    var labels: [String: BilingualText] = [:]
    var places: [String: Place] = [:]
    var nodes: [FlowNode] = []
    for (index, one) in (json["nodes"]?.elements ?? []).enumerated() {
      guard let id = one["id"]?.text, !id.isEmpty, id.utf8.count <= 60 else { throw Self.unreadable("nodes[\(index)].id") }
      nodes.append(try FlowNode(id, one, "nodes[\(index)]", purpose, people))
      labels[id] = BilingualText(one["label"])
      if let x = one["place"]?["x"]?.whole, let y = one["place"]?["y"]?.whole { places[id] = Place(x: x, y: y) }
    }
    let flow = ApprovalFlow(
      key: json["key"]?.text ?? "", version: 0, nodes: nodes, skipsRepeats: json["skipsRepeats"]?.flag ?? true)
    self.init(flow, for: purpose, name: BilingualText(json["name"]) ?? BilingualText(name: ""), labels: labels, places: places)
  }

  static func unreadable(_ name: String) -> Problem {
    Problem.request(
      "request.field-not-readable", zh: "流程里的 \(name) 无法读取", en: "\(name) of the flow cannot be read", parameters: ["name": .string(name)])
  }
}

extension FlowSample {
  init(_ json: JSON, _ purpose: FlowPurpose, _ people: FlowLogins) throws {
    var fields: [String: ApprovalDocument.Value] = [:]
    for field in purpose.fields {
      guard let text = json["fields"]?[field.key]?.decimalText ?? json["fields"]?[field.key]?.text, !text.isEmpty else { continue }
      switch field.kind {
      case .person: fields[field.key] = .person(people.id(text))
      case .text: fields[field.key] = .text(text)
      case .money, .percent, .number: fields[field.key] = .number(try FlowCondition.hundredths(text, "fields.\(field.key)"))
      }
    }
    self.init(submitter: json["submitter"]?.text ?? "", fields: fields, on: try Route.day(json, "on"))
  }
}

extension BilingualText {
  /// `{zh, en}`, or one text for both.
  fileprivate init?(_ json: JSON?) {
    if let text = json?.text {
      self.init(name: String(text.prefix(60)))
    } else if let chinese = json?["zh"]?.text, let english = json?["en"]?.text {
      self.init(String(chinese.prefix(60)), String(english.prefix(60)))
    } else {
      return nil
    }
  }
}

extension FlowNode {
  fileprivate var kindName: String {
    switch kind {
    case .start: "start"
    case .approve: "approve"
    case .notify: "notify"
    case .branch: "branch"
    case .parallel: "parallel"
    case .join: "join"
    case .end: "end"
    }
  }

  fileprivate init(_ id: String, _ json: JSON, _ path: String, _ purpose: FlowPurpose, _ people: FlowLogins) throws {
    let next = json["next"]?.text ?? ""
    func approvers() throws -> [Approver] {
      try (json["people"]?.elements ?? []).enumerated().map { try Approver($1, "\(path).people[\($0)]", people) }
    }
    switch json["kind"]?.text {
    case "start": self.init(id, .start(next: next))
    case "approve":
      guard let rule = ApprovalStep.Rule(rawValue: json["rule"]?.text ?? "anyOne") else { throw FlowDefinition.unreadable("\(path).rule") }
      let limits = try (json["limits"]?.elements ?? []).enumerated().map { index, limit in
        guard let hours = limit["hours"]?.whole.flatMap({ Int(exactly: $0) }),
          let effect = limit["effect"]?.text.flatMap({ ApprovalStep.TimeLimit.Effect(rawValue: $0) })
        else { throw FlowDefinition.unreadable("\(path).limits[\(index)]") }
        return ApprovalStep.TimeLimit(hours: hours, effect)
      }
      self.init(id, .approve(ApprovalStep(try approvers(), rule, limits: limits, fields: try Self.parts(json, path)), next: next))
    case "notify": self.init(id, .notify(try approvers(), next: next))
    case "branch":
      let branches = try (json["branches"]?.elements ?? []).enumerated().map { index, branch in
        let conditions = try (branch["conditions"]?.elements ?? []).map { try FlowCondition($0, "\(path).branches[\(index)]", purpose) }
        return Branch(conditions, next: branch["next"]?.text ?? "")
      }
      self.init(id, .branch(branches, otherwise: json["otherwise"]?.text))
    case "parallel": self.init(id, .parallel((json["ways"]?.elements ?? []).compactMap(\.text), join: json["join"]?.text ?? ""))
    case "join": self.init(id, .join(next: next))
    case "end": self.init(id, .end)
    default: throw FlowDefinition.unreadable("\(path).kind")
    }
  }
}

extension FlowNode {
  /// What the step does with parts of the form; the check says which of it makes no sense.
  private static func parts(_ json: JSON, _ path: String) throws -> [String: ApprovalStep.FieldRight] {
    var parts: [String: ApprovalStep.FieldRight] = [:]
    for (index, one) in (json["parts"]?.elements ?? []).enumerated() {
      guard let part = one["part"]?.text, !part.isEmpty, part.utf8.count <= 60, parts[part] == nil,
        let right = one["right"]?.text.flatMap({ ApprovalStep.FieldRight(rawValue: $0) })
      else { throw FlowDefinition.unreadable("\(path).parts[\(index)]") }
      parts[part] = right
    }
    return parts
  }
}

extension Approver {
  fileprivate func json(_ people: FlowLogins) -> JSON {
    func named(_ kind: String, _ value: String) -> JSON { .object([.init("kind", .string(kind)), .init("value", .string(value))]) }
    return switch self {
    case .person(let id): named("person", people.login(id))
    case .role(let role): named("role", role)
    case .group(let group): named("group", group)
    case .departmentHead: named("head", "")
    case .superior(let level): named("superior", "\(level)")
    case .field(let field): named("field", field)
    }
  }

  fileprivate init(_ json: JSON, _ path: String, _ people: FlowLogins) throws {
    let value = json["value"]?.text ?? ""
    switch json["kind"]?.text {
    case "person": self = .person(people.id(value))
    case "role": self = .role(value)
    case "group": self = .group(value)
    case "head": self = .departmentHead
    case "superior": self = .superior(Int(value) ?? 0)
    case "field": self = .field(value)
    default: throw FlowDefinition.unreadable(path)
    }
  }
}

extension FlowCondition {
  fileprivate var json: JSON {
    func condition(_ test: String, _ values: [String]) -> JSON {
      .object([.init("field", .string(field)), .init("test", .string(test)), .init("values", JSON(values) { .string($0) })])
    }
    func decimal(_ value: Int64) -> String { JSON.money(value).text ?? "" }
    return switch test {
    case .above(let value): condition("above", [decimal(value)])
    case .atLeast(let value): condition("atLeast", [decimal(value)])
    case .below(let value): condition("below", [decimal(value)])
    case .atMost(let value): condition("atMost", [decimal(value)])
    case .oneOf(let texts): condition("oneOf", texts)
    case .noneOf(let texts): condition("noneOf", texts)
    }
  }

  fileprivate init(_ json: JSON, _ path: String, _ purpose: FlowPurpose) throws {
    let values = (json["values"]?.elements ?? []).compactMap { $0.decimalText ?? $0.text }
    guard let field = json["field"]?.text else { throw FlowDefinition.unreadable(path + ".field") }
    func number() throws -> Int64 { try Self.hundredths(values.first ?? "", path + ".values") }
    switch json["test"]?.text {
    case "above": self.init(field, .above(try number()))
    case "atLeast": self.init(field, .atLeast(try number()))
    case "below": self.init(field, .below(try number()))
    case "atMost": self.init(field, .atMost(try number()))
    case "oneOf": self.init(field, .oneOf(values))
    case "noneOf": self.init(field, .noneOf(values))
    default: throw FlowDefinition.unreadable(path + ".test")
    }
  }

  static func hundredths(_ text: String, _ path: String) throws -> Int64 {
    guard let amount = Amount(text, .cny) else { throw FlowDefinition.unreadable(path) }
    return amount.minorUnits
  }
}
