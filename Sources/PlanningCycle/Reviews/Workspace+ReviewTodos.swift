// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars

extension Workspace {
  /// Actions of reviews that are not done: one's own, and everybody's for whoever sees the whole company.
  func reviewTodos(for person: Person) -> [Todo] {
    let today = planningDay
    return reviewLedger.months.flatMap { month -> [Todo] in
      let standing = reviewLedger[month]
      return standing.sheet.actions.compactMap { action in
        guard standing.marks[action.number]?.isDone != true, person.scope.isEverything || action.owner == person.login else { return nil }
        let owner = name(ofLogin: action.owner)
        return Todo(
          id: "review-\(month)-\(action.number)", kind: "review",
          title: BilingualText("\(month.month)月复盘行动：\(action.words)", "Review of \(month): \(action.words)"),
          detail: BilingualText("负责人：\(owner.chinese)", "owner: \(owner.english)"), dueOn: action.due, isOverdue: action.due < today,
          link: "#/reviews?month=\(month)")
      }
    }
  }
}
