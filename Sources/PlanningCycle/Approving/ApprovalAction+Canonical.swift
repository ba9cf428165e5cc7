// SPDX-License-Identifier: Apache-2.0
import Approvals
import Journal

extension ApprovalAction {
  /// As an event keeps it.
  var canonical: CanonicalValue {
    func fields(_ act: String, _ task: Int? = nil, _ reason: String = "", _ more: [String: CanonicalValue] = [:]) -> CanonicalValue {
      var all = more
      all["act"] = .text(act)
      all["task"] = task.map { .integer(Int64($0)) }
      all["reason"] = .text(reason)
      return .map(all)
    }
    return switch self {
    case .approve(let task, let content, let comment): fields("approve", task, comment, ["content": .text(content)])
    case .sendBack(let task, let node, let reason): fields("send-back", task, reason, node.map { ["to": .text($0)] } ?? [:])
    case .transfer(let task, let person, let reason): fields("transfer", task, reason, ["person": .integer(person)])
    case .add(let task, let person, let place, let reason):
      fields("add", task, reason, ["person": .integer(person), "place": .text(place.rawValue)])
    case .amend(let task, let part, let document, let reason):
      fields("amend", task, reason, ["part": .text(part), "document": document.canonical])
    case .end(let task, let reason): fields("end", task, reason)
    case .remind: fields("remind")
    case .withdraw(let reason): fields("withdraw", nil, reason)
    case .resubmit(let document): fields("resubmit", nil, "", ["document": document.canonical])
    case .retry: fields("retry")
    }
  }

  init?(_ value: CanonicalValue?) {
    let task = value?["task"]?.integer.flatMap { Int(exactly: $0) } ?? -1
    let reason = value?["reason"]?.text ?? ""
    let person = value?["person"]?.integer ?? -1
    switch value?["act"]?.text {
    case "approve": self = .approve(task: task, content: value?["content"]?.text ?? "", comment: reason)
    case "send-back": self = .sendBack(task: task, to: value?["to"]?.text, reason: reason)
    case "transfer": self = .transfer(task: task, to: person, reason: reason)
    case "add":
      guard let place = value?["place"]?.text.flatMap({ Place(rawValue: $0) }) else { return nil }
      self = .add(task: task, person: person, place, reason: reason)
    case "amend":
      guard let part = value?["part"]?.text, let document = ApprovalDocument(value?["document"]) else { return nil }
      self = .amend(task: task, part: part, document, reason: reason)
    case "end": self = .end(task: task, reason: reason)
    case "remind": self = .remind
    case "withdraw": self = .withdraw(reason: reason)
    case "resubmit":
      guard let document = ApprovalDocument(value?["document"]) else { return nil }
      self = .resubmit(document)
    case "retry": self = .retry
    default: return nil
    }
  }
}

extension ApprovalDocument {
  var canonical: CanonicalValue {
    .map([
      "submitter": .integer(submitter), "authors": .list(authors.map { .integer($0) }), "content": .text(content),
      "fields": .map(
        fields.mapValues { value in
          switch value {
          case .number(let number): .map(["number": .integer(number)])
          case .text(let text): .map(["text": .text(text)])
          case .person(let id): .map(["person": .integer(id)])
          }
        }),
    ])
  }

  init?(_ value: CanonicalValue?) {
    guard let submitter = value?["submitter"]?.integer, let content = value?["content"]?.text else { return nil }
    let fields = (value?["fields"]?.map ?? [:]).compactMapValues { field -> Value? in
      if let number = field["number"]?.integer { return .number(number) }
      if let person = field["person"]?.integer { return .person(person) }
      return field["text"]?.text.map { .text($0) }
    }
    self.init(
      submitter: submitter, authors: (value?["authors"]?.list ?? []).compactMap(\.integer), fields: fields, content: content)
  }
}
