// SPDX-License-Identifier: Apache-2.0
import Access

/// One form 预算表 of the linked set 全面预算: what it shows, and who may see it. What it says is read from the plan.
struct BudgetForm: Sendable {
  enum Content: Sendable {
    case lines([BudgetLine])
    /// One of the three statements, in the Chinese format.
    case statement(StatementView.Kind)
  }

  let key: String
  let label: BilingualText
  let group: BudgetFormView.Group
  /// Besides the right to see plans.
  let permission: Permission?
  let content: Content
  /// The line that stands for the form in the list of all forms.
  let headline: String
  /// Lines that must meet another: closing = opening and what came in, less what went out.
  let rolls: [Roll]

  struct Roll: Sendable {
    let closing: String
    let opening: String
    let plus: [String]
    let less: [String]
  }

  init(
    _ key: String, _ chinese: String, _ english: String, _ group: BudgetFormView.Group, _ permission: Permission? = nil,
    headline: String, rolls: [Roll] = [], _ content: Content
  ) {
    self.key = key
    label = BilingualText(chinese, english)
    self.group = group
    self.permission = permission
    self.content = content
    self.headline = headline
    self.rolls = rolls
  }

  /// All forms, each after those it follows from.
  static let all: [BudgetForm] = operating + investment + financial

  static func named(_ key: String) -> BudgetForm? { all.first { $0.key == key } }

  /// Whether its lines can be narrowed to one department.
  var hasDepartments: Bool {
    guard case .lines(let lines) = content else { return false }
    return lines.contains { if case .department? = $0.split { true } else { false } }
  }

  /// Whether its lines open into all departments, whatever kind of cost they are.
  var hasEveryDepartment: Bool {
    guard case .lines(let lines) = content else { return false }
    return lines.contains { if case .department(nil)? = $0.split { true } else { false } }
  }
}
