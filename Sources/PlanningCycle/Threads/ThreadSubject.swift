// SPDX-License-Identifier: Apache-2.0
import Journal
import Planning

/// What a thread of comments is about. Members and measures are kept by id, so that a new name changes nothing.
enum ThreadSubject: Hashable, Sendable {
  /// A cell of the plan; a whole row where `column` is empty.
  case cell(measure: String, members: [String: Int64], column: String)
  case scenario(Int64)
  /// A budget form of a year.
  case budget(BudgetApproval.Key)
  /// What is on its way to a decision.
  case approval(Int64)
  /// By its code.
  case deal(String)

  /// `cell`, `row`, `scenario`, `budget`, `approval`, `deal`.
  var kind: String {
    switch self {
    case .cell(_, _, let column): column.isEmpty ? "row" : "cell"
    case .scenario: "scenario"
    case .budget: "budget"
    case .approval: "approval"
    case .deal: "deal"
    }
  }

  /// The row that a cell stands in; nil for everything else.
  var row: ThreadSubject? {
    guard case .cell(let measure, let members, let column) = self, !column.isEmpty else { return nil }
    return .cell(measure: measure, members: members, column: "")
  }

  var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = ["about": .text(kind)]
    switch self {
    case .cell(let measure, let members, let column):
      fields["measure"] = .text(measure)
      fields["members"] = .map(members.mapValues { .integer($0) })
      fields["column"] = .text(column)
    case .scenario(let id): fields["of_scenario"] = .integer(id)
    case .budget(let key):
      fields["form"] = .text(key.form)
      fields["year"] = .integer(Int64(key.year))
    case .approval(let id): fields["of_approval"] = .integer(id)
    case .deal(let code): fields["deal"] = .text(code)
    }
    return fields
  }

  /// nil when the payload names none.
  init?(_ payload: CanonicalValue) {
    switch payload["about"]?.text {
    case "cell", "row":
      guard let measure = payload["measure"]?.text, let members = payload["members"]?.map else { return nil }
      self = .cell(measure: measure, members: members.compactMapValues(\.integer), column: payload["column"]?.text ?? "")
    case "scenario":
      guard let id = payload["of_scenario"]?.integer else { return nil }
      self = .scenario(id)
    case "budget":
      guard let key = BudgetLedger.key(payload) else { return nil }
      self = .budget(key)
    case "approval":
      guard let id = payload["of_approval"]?.integer else { return nil }
      self = .approval(id)
    case "deal":
      guard let code = payload["deal"]?.text else { return nil }
      self = .deal(code)
    default: return nil
    }
  }
}
