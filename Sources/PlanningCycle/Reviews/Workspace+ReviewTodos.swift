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
        // What was written in Chinese tells a reader of English nothing: they are told what it is about.
        let isChinese = action.words.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
        let about = "\(action.subject.factor.label.english), \(areaName(action.subject.area).english)"
        return Todo(
          id: "review-\(month)-\(action.number)", kind: "review",
          title: BilingualText("\(month.month)月复盘行动：\(action.words)", "Review of \(month): \(isChinese ? about : action.words)"),
          detail: BilingualText("负责人：\(owner.chinese)", "owner: \(owner.english)"), dueOn: action.due, isOverdue: action.due < today,
          link: "#/reviews?month=\(month)")
      }
    }
  }

  /// What an area of a review is called.
  private func areaName(_ key: String) -> BilingualText {
    let code = key.split(separator: ":", maxSplits: 1).last.map(String.init) ?? key
    let names = key.hasPrefix("family:") ? plan.catalogue.families : plan.catalogue.regions
    return key == "company" ? settings.name : names.first { $0.code == code }?.name ?? BilingualText(name: code)
  }
}
