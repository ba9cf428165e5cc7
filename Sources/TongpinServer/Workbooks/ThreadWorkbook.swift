// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Workbooks

extension ThreadView {
  /// One row a comment, and one for each thing it said before.
  func workbook(company: BilingualText) -> Workbook {
    let title = Workbook.Row(
      Workbook.Cell.words(company) + Workbook.Cell.words(subject.label) + [.text(subject.key)], rank: .header)
    let head = [
      BilingualText("时间（北京）", "Time (China)"), BilingualText("姓名", "Name"), BilingualText("英文名", "English name"),
      BilingualText("登录名", "Login"), BilingualText("内容", "Text"), BilingualText("@ 的人", "People named"), BilingualText("状态", "State"),
    ]
    let lines = comments.flatMap { comment -> [Workbook.Row] in
      let names = comment.mentions.map { $0.person.name.chinese + " " + $0.person.login }.joined(separator: "、")
      let earlier = comment.earlier.map { line(comment, $0.text, "", "改于 changed \($0.until.minuteText)") }
      return [line(comment, comment.text, names, "")] + earlier
    }
    let end = resolved.map { resolved in
      Workbook.Row(
        [.text(resolved.at.minuteText)] + Workbook.Cell.words(resolved.by.name) + [
          .text(resolved.by.login), .blank, .blank, .text("已解决 settled"),
        ],
        rank: .total)
    }
    return Workbook([
      Workbook.Sheet("讨论 Discussion", fixedColumns: 1, rows: [title] + Workbook.Row.headers(head) + lines + [end].compactMap(\.self))
    ])
  }

  private func line(_ comment: Comment, _ text: String, _ names: String, _ state: String) -> Workbook.Row {
    let who: [Workbook.Cell] = [.text(comment.at.minuteText)] + Workbook.Cell.words(comment.by.name) + [.text(comment.by.login)]
    return Workbook.Row(who + [.text(text), .text(names), .text(state)], rank: .plain)
  }
}
